"""Puts the parts of an OpenDocument text together."""

import io
from collections.abc import Iterator

from lxml import etree
from odfdo import Container

from reports.documents import looks
from reports.documents.blocks import Document
from reports.documents.marker import stamped
from reports.documents.odt.body import Body
from reports.documents.odt.markup import VERSION, Node, name, node, serialised
from reports.documents.odt.page import furnish, text_width
from reports.documents.odt.paragraphs import Paragraphs
from reports.documents.odt.properties import described, speak
from reports.documents.odt.standard import archive, standard_template
from reports.documents.odt.tables import Tables
from reports.documents.outline import outline
from reports.documents.page_lines import locale

KEPT = ("Pictures/", "Fonts/")
"""Folders of a template from which a style may need a file, such as the logo."""


def write(document: Document, template: bytes | None = None) -> bytes:
    """The document as an .odt file; the same tree on the same template is the same bytes.

    Of the template stay its styles, its pages, and its header and footer, to which ours are added.
    Its text goes, and so do its settings, which name printers and folders. A template has to have
    passed the checks of `reports.house_style`.
    """
    container = Container(io.BytesIO(template or standard_template()))
    look = parsed(container.get_part("styles.xml"))
    width = text_width(look)
    paragraphs = Paragraphs(outline(document))
    body = Body(paragraphs, Tables(paragraphs, width))
    text = node("office:text")
    text.extend(body.elements(document))
    furnish(look, document, width)
    speak(look, locale(document))
    kept = {path: _bytes(container.get_part(path)) for path in _needed(look, container.parts)}
    written = archive(
        {
            "content.xml": serialised(_content(text, body)),
            "styles.xml": serialised(look),
            "meta.xml": described(document),
            **kept,
            **body.pictures,
        }
    )
    return stamped(written, document.seal)


def _content(text: Node, body: Body) -> Node:
    automatic = node("office:automatic-styles")
    automatic.extend(body.paragraphs.variants.elements(looks.WARM_LINE))
    automatic.extend(body.tables.styles())
    return node(
        "office:document-content",
        {"office:version": VERSION},
        automatic,
        node("office:body", None, text),
    )


def _needed(look: Node, parts: list[str]) -> Iterator[str]:
    used = {element.get(name("xlink:href")) for element in look.iter()}
    return (path for path in sorted(parts) if path.startswith(KEPT) and path in used)


def parsed(content: str | bytes | None) -> Node:
    safe = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(_bytes(content), safe)


def _bytes(content: str | bytes | None) -> bytes:
    return content.encode() if isinstance(content, str) else content or b""
