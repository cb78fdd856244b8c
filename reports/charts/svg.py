"""The parts that every chart is made of.

Everything goes through `element`, which escapes. Colours are attributes, so that a chart stands by
itself in a document; on a page the style sheet gives others by class, in the dark scheme too.
"""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

NAMESPACE = "http://www.w3.org/2000/svg"
FONT = "Source Sans 3, Segoe UI, sans-serif"
DRAWN, PICTURES = 4096, 256
"""How many small charts and whole pictures are kept: every page draws the same ones again."""
INK, LINE = "#14232b", "#566873"


def element(tag: str, *children: SafeString | str, **attributes: str | float) -> SafeString:
    """An element; `class_` and `text_anchor` are written as `class` and `text-anchor`."""
    pairs = (
        (name.rstrip("_").replace("_", "-"), _written(value)) for name, value in attributes.items()
    )
    return format_html(
        "<{}{}>{}</{}>",
        tag,
        format_html_join("", ' {}="{}"', pairs),
        format_html_join("", "{}", ((child,) for child in children)),
        tag,
    )


def text(content: str, x: float, y: float, **attributes: str | float) -> SafeString:
    """Words; `y` is their base line."""
    defaults: dict[str, str | float] = {
        "fill": INK,
        "font_family": FONT,
        "font_size": 13,
        "class_": "fn-chart__text",
    }
    return element("text", content, x=x, y=y, **{**defaults, **attributes})


def picture(
    *children: SafeString, name: str, title: str, description: str, width: float, height: float
) -> SafeString:
    """A whole chart of `width` by `height` units; `name` is its own on its page."""
    return element(
        "svg",
        element("title", title, id=f"{name}-titel"),
        element("desc", description, id=f"{name}-uitleg"),
        *children,
        xmlns=NAMESPACE,
        viewBox=f"0 0 {_written(width)} {_written(height)}",
        width=width,
        height=height,
        role="img",
        aria_labelledby=f"{name}-titel {name}-uitleg",
        class_="fn-chart",
    )


def ornament(*children: SafeString, width: float, height: float) -> SafeString:
    """A drawing beside words and numbers that say the same; screen readers pass it by."""
    return element(
        "svg",
        *children,
        xmlns=NAMESPACE,
        viewBox=f"0 0 {_written(width)} {_written(height)}",
        width=width,
        height=height,
        aria_hidden="true",
        focusable="false",
        class_="fn-chart fn-chart--bar",
    )


def clipped(words: str, room: int) -> str:
    """Words of at most `room` letters; what is cut off stands in the description or the table."""
    return words if len(words) <= room else f"{words[: max(room - 1, 0)].rstrip()}…"


def _written(value: str | float) -> str:
    """A number without a needless tail: 12.50 becomes 12.5, and 12.0 becomes 12."""
    if isinstance(value, str):
        return value
    return f"{value:.2f}".rstrip("0").rstrip(".")
