"""The fonts that documents are set in; the front-end build puts them there."""

from pathlib import Path

FOLDER = Path(__file__).parent / "fonts"
SANS, EMOJI, ARABIC, HEBREW = (
    "Source Sans 3",
    "Noto Emoji",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
)
FAMILIES = (SANS, EMOJI, ARABIC, HEBREW)
"""In the order in which a letter is looked for; none of them has Chinese, Japanese or Korean."""


def files() -> list[str]:
    """The font files; empty when the front end was not built."""
    return sorted(str(file) for file in FOLDER.glob("*.ttf"))
