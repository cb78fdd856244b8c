"""The page of a template: how wide its text is, and our lines in its header and footer."""

import re
from collections.abc import Iterator

from reports.documents import page_lines
from reports.documents.blocks import Document
from reports.documents.odt import styles
from reports.documents.odt.markup import Node, fill, name, node, words
from reports.documents.odt.standard import WIDTH

MASTERS = f".//{name('style:master-page')}"
KINDS = ("", "-left", "-first")
MM = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}
_LENGTH = re.compile(r"([0-9.]+)(mm|cm|in|pt)")


def text_width(root: Node) -> float:
    """Between the margins of the page that a text begins on, in millimetres."""
    master = _first(root)
    layout = None if master is None else _layout(root, master)
    if layout is None:
        return WIDTH
    found = layout.find(name("style:page-layout-properties"))
    if found is None:
        return WIDTH
    both = found.get(name("fo:margin"), "0mm")
    page = _length(found.get(name("fo:page-width"), ""))
    sides = (found.get(name(f"fo:margin-{side}"), both) for side in ("left", "right"))
    return page - sum(map(_length, sides)) if page else WIDTH


def _first(root: Node) -> Node | None:
    masters = root.findall(MASTERS)
    named = [master for master in masters if master.get(name("style:name")) == "Standard"]
    return next(iter([*named, *masters]), None)


def _layout(root: Node, master: Node) -> Node | None:
    wanted = master.get(name("style:page-layout-name"))
    for layout in root.iter(name("style:page-layout")):
        if layout.get(name("style:name")) == wanted:
            return layout
    return None


def _length(written: str) -> float:
    found = _LENGTH.fullmatch(written)
    return float(found[1]) * MM[found[2]] if found else 0.0


def furnish(root: Node, document: Document, width: float) -> None:
    """Adds header and footer to every page of the template, below what it has there."""
    automatic = root.find(name("office:automatic-styles"))
    for style in (styles.HEADER, styles.FOOTER):
        automatic.append(_with_tab(style, width))
    for master in root.findall(MASTERS):
        layout = _layout(root, master)
        for part, lines in (("header", _head), ("footer", _foot)):
            if layout is not None:
                _make_room(layout, part)
            for kind in KINDS:
                place = master.find(name(f"style:{part}{kind}"))
                if place is None and not kind:
                    place = _placed(master, part)
                if place is not None:
                    _write(place, lines(document))


def _with_tab(style: str, width: float) -> Node:
    """The style with a tab that ends at the right margin, however wide the page is."""
    tab = node("style:tab-stop", {"style:position": f"{width:.2f}mm", "style:type": "right"})
    return node(
        "style:style",
        {
            "style:name": _own(style),
            "style:family": "paragraph",
            "style:parent-style-name": style,
        },
        node("style:paragraph-properties", None, node("style:tab-stops", None, tab)),
    )


def _own(style: str) -> str:
    return f"Rapport_{style}"


def _make_room(layout: Node, part: str) -> None:
    found = layout.find(name(f"style:{part}-style"))
    if found is None:
        found = node(f"style:{part}-style")
        layout.append(found)
    if len(found) == 0:
        found.append(node("style:header-footer-properties", {"fo:min-height": "10mm"}))


def _placed(master: Node, part: str) -> Node:
    """A new header goes first, a new footer behind every kind of header."""
    made = node(f"style:{part}")
    headers = sum(child.tag.startswith(name("style:header")) for child in master)
    master.insert(headers if part == "footer" else 0, made)
    return made


def _write(place: Node, lines: Iterator[Node]) -> None:
    place.attrib.pop(name("style:display"), None)
    if len(place) == 1 and len(place[0]) == 0 and not (place[0].text or "").strip():
        del place[0]
    place.extend(lines)


def _head(document: Document) -> Iterator[Node]:
    line = node("text:p", {"text:style-name": _own(styles.HEADER)})
    strong = {"text:style-name": styles.STRONG}
    line.append(words("text:span", page_lines.head(document), strong))
    line.append(node("text:tab"))
    fill(line, document.title)
    yield line
    if secrecy := page_lines.secrecy(document.mark):
        yield words("text:p", secrecy, {"text:style-name": _own(styles.HEADER)})


def _foot(document: Document) -> Iterator[Node]:
    *lines, last = page_lines.foot(document) or ("",)
    style = {"text:style-name": _own(styles.FOOTER)}
    for line in lines:
        yield words("text:p", line, style)
    made = words("text:p", last, style)
    made.append(node("text:tab"))
    fill(made, "pagina ")
    made.append(_counted("text:page-number", {"text:select-page": "current"}))
    fill(made, " van ")
    made.append(_counted("text:page-count", {}))
    yield made


def _counted(tag: str, attributes: dict[str, str]) -> Node:
    made = node(tag, attributes)
    made.text = "1"
    return made
