"""What a browser has to fetch to show a page for the first time, in bytes."""

import gzip
import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

KILOBYTE = 1024
TOTAL, SCRIPT = 120, 20
"""Goals, in kilobytes."""
LOADED = re.compile(r'(?:<link rel="stylesheet" href|<script [^>]*src)="/static/([^"]+)"')
FONT = re.compile(r'url\("?([^")]+\.woff2)"?\)')
PACKED = {".woff2", ".png", ".jpg"}
"""Files that are compressed by themselves."""


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes as they are sent: the page, style sheets, all fonts that they name, and scripts."""

    page: int
    styles: int
    fonts: int
    scripts: int

    @classmethod
    def of(cls, html: bytes) -> "Weight":
        """Of a page as it is sent, compressed."""
        loaded = [_file(name) for name in LOADED.findall(gzip.decompress(html).decode())]
        styles = [path for path in loaded if path.suffix == ".css"]
        fonts = {
            (style.parent / name).resolve()
            for style in styles
            for name in FONT.findall(style.read_text(encoding="utf-8"))
        }
        return cls(
            page=len(html),
            styles=sum(map(_sent, styles)),
            fonts=sum(map(_sent, fonts)),
            scripts=sum(_sent(path) for path in loaded if path.suffix == ".js"),
        )

    @property
    def total(self) -> int:
        return self.page + self.styles + self.fonts + self.scripts

    @property
    def holds(self) -> bool:
        return self.total <= TOTAL * KILOBYTE and self.scripts <= SCRIPT * KILOBYTE

    def __str__(self) -> str:
        parts = (self.page, self.styles, self.fonts, self.scripts, self.total)
        page, styles, fonts, scripts, total = (f"{size / KILOBYTE:.1f}" for size in parts)
        return (
            f"page {page} + style {styles} + fonts {fonts} + script {scripts} = {total} KB"
            f" compressed, goal ≤ {TOTAL} KB and ≤ {SCRIPT} KB of script:"
            f" {'holds' if self.holds else 'MISSED'}"
        )


def _file(name: str) -> Path:
    return Path(settings.STATIC_ROOT) / name


def _sent(path: Path) -> int:
    content = path.read_bytes()
    return len(content) if path.suffix in PACKED else len(gzip.compress(content))
