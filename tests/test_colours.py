"""The palette: every colour is in theme.css, and readable in the light and in the dark."""

import re
from pathlib import Path

import pytest
from django.conf import settings

STYLES = Path(settings.BASE_DIR) / "static/css"
DARK = "@media screen and (prefers-color-scheme: dark)"
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|lab|color-mix)\(", re.IGNORECASE)
SAME_IN_THE_DARK = {"--fn-header-deep", "--fn-header-text", "--fn-accent", "--fn-paper"}

TEXT, PART = 4.5, 3.0
SCALE = "--voorbeeld-kleuren"
SURFACES = (f"{SCALE}-wit", f"{SCALE}-grijs-50", f"{SCALE}-grijs-100", f"{SCALE}-violet-50")
INKS = ("--fn-text", "--fn-text-subtle", "--fn-brand", f"{SCALE}-blauw-500", f"{SCALE}-blauw-600")
PARTS = (
    "--fn-bar",
    "--fn-focus",
    "--fn-partly-strong",
    "--fn-not-achieved-strong",
    f"{SCALE}-grijs-400",
    f"{SCALE}-rood-400",
)
PAIRS = (
    *((ink, surface, TEXT) for ink in INKS for surface in SURFACES),
    *((part, surface, PART) for part in PARTS for surface in SURFACES),
    *(
        (f"{SCALE}-{hue}-{step}", f"{SCALE}-{hue}-100", TEXT)
        for hue in ("groen", "rood", "oranje", "blauw")
        for step in (500, 600, 700)
    ),
    *(
        (f"--fn-{status}-text", f"--fn-{status}-surface", TEXT)
        for status in ("achieved", "partly", "not-achieved")
    ),
    *(
        (f"--fn-{status}-strong", f"--fn-{status}-surface", PART)
        for status in ("partly", "not-achieved")
    ),
    ("--fn-text-subtle", f"{SCALE}-grijs-200", TEXT),
    ("--fn-bar", f"{SCALE}-grijs-200", PART),
    ("--fn-brand-text", f"{SCALE}-violet-500", TEXT),
    ("--fn-brand-text", f"{SCALE}-grijs-700", TEXT),
    *(("--fn-text", f"{SCALE}-{hue}-200", TEXT) for hue in ("oranje", "violet")),
    (f"{SCALE}-oranje-400", f"{SCALE}-wit", PART),
    ("--fn-header-text", "--fn-header-surface", TEXT),
    ("--fn-header-text", "--fn-header-deep", TEXT),
    ("--fn-accent", "--fn-header-surface", PART),
)


def properties(css: str) -> dict[str, str]:
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", css))


def palettes() -> dict[str, dict[str, str]]:
    light, dark = (STYLES / "theme.css").read_text().split(DARK)
    return {"light": properties(light), "dark": properties(light) | properties(dark)}


def luminance(palette: dict[str, str], name: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    value = palette[name]
    while value.startswith("var("):
        value = palette[value[4:-1]]
    digits = value.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue = (_linear(int(digits[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def contrast(palette: dict[str, str], first: str, second: str) -> float:
    lighter, darker = sorted((luminance(palette, first), luminance(palette, second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_palette_is_readable(scheme: str) -> None:
    palette = palettes()[scheme]

    weak = [
        f"{first} on {second}: {found:.2f} of {asked}"
        for first, second, asked in PAIRS
        if (found := contrast(palette, first, second)) < asked
    ]

    assert weak == []


def test_contrast_of_black_and_white_is_the_greatest() -> None:
    palette = {"--black": "#000", "--white": "#ffffff", "--paper": "var(--white)"}

    assert contrast(palette, "--black", "--paper") == pytest.approx(21)


def test_dark_scheme_gives_every_colour_again() -> None:
    light, dark = (properties(part) for part in (STYLES / "theme.css").read_text().split(DARK))
    coloured = {name for name, value in light.items() if COLOUR.search(value)}

    assert coloured - dark.keys() == SAME_IN_THE_DARK


@pytest.mark.parametrize("path", sorted(STYLES.glob("*.css")), ids=lambda path: str(path.name))
def test_colours_are_in_the_theme_only(path: Path) -> None:
    found = COLOUR.findall(path.read_text()) if path.name != "theme.css" else []

    assert found == []


def test_browsers_are_told_the_colours_of_the_header() -> None:
    metas = Path(settings.BASE_DIR) / "templates/components/head_metas.html"

    told = re.findall(r'name="theme-color"\s+content="(#\w+)"', metas.read_text())

    assert told == [palettes()[scheme]["--fn-header-surface"] for scheme in ("light", "dark")]
