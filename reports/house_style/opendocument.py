"""What an OpenDocument template may not hold: whatever runs, or is fetched from elsewhere."""

import io
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from odfdo import Container

from accounts.refusals import Refused
from reports.documents.odt.markup import NAMES, Node, name
from reports.documents.odt.page import text_width
from reports.documents.odt.styles import NEEDED, in_dutch
from reports.documents.odt.writer import parsed
from reports.house_style.parts import BROKEN, elements, local, reaches_out
from reports.house_style.refusing import (
    FRAME,
    NO_WEBSITE,
    refuse_found,
    refuse_missing,
    refuse_narrow,
)

SCRIPT = "urn:oasis:names:tc:opendocument:xmlns:script:1.0"
FORM = "urn:oasis:names:tc:opendocument:xmlns:form:1.0"
MACROS = "een macro of iets dat bij een gebeurtenis start"
EMBEDDED = "een ingebed object"
DATABASE = "een veld uit een database"
DDE = "een koppeling met een ander programma (DDE)"
ELEMENTS = {
    "event-listener": MACROS,
    "execute-macro": MACROS,
    "macro": MACROS,
    "object": EMBEDDED,
    "object-ole": EMBEDDED,
    "plugin": EMBEDDED,
    "applet": EMBEDDED,
    "floating-frame": FRAME,
    "section-source": "een deel dat uit een ander document komt",
    "dde-connection": DDE,
    "dde-connection-decl": DDE,
    "dde-source": DDE,
    "database-display": DATABASE,
    "database-next": DATABASE,
    "database-row-select": DATABASE,
    "encryption-data": "een wachtwoord",
}
FETCHED = "een plaatje of bestand dat van buiten wordt gehaald"
HREF = f"{{{NAMES['xlink']}}}href"
_WEB = re.compile(r"(https?|mailto):", re.IGNORECASE)
_INSIDE = re.compile(r"(\./)?(Pictures|Fonts)/[^/\\:]+|#.*|")


def check_opendocument(parts: dict[str, bytes]) -> None:
    """Raises Refused with everything that is wrong, each said once."""
    refuse_found(_found(parts))


def _found(parts: dict[str, bytes]) -> Iterator[str]:
    for _, element in elements(parts):
        tag = local(element.tag)
        if tag in ELEMENTS:
            yield ELEMENTS[tag]
        elif element.tag.startswith(f"{{{SCRIPT}}}") or tag == "script":
            yield MACROS
        elif element.tag.startswith(f"{{{FORM}}}"):
            yield "een formulier"
        elif reaches_out(element):
            yield FETCHED
        yield from _fetched(tag, element)


def _fetched(tag: str, element: Element) -> Iterator[str]:
    # In a drawing (SVG) an address stands without a namespace as well.
    address = element.get(HREF, element.get("href"))
    if address is None or _INSIDE.fullmatch(address):
        return
    if tag != "a":
        yield FETCHED
    elif not _WEB.match(address):
        yield NO_WEBSITE


def _styles(look: Node) -> Iterator[tuple[str, str]]:
    """Name and family of every style; once, for a template may have tens of thousands of them."""
    for style in look.iter(name("style:style")):
        yield style.get(name("style:name"), ""), style.get(name("style:family"), "")
    for style in look.iter(name("text:list-style")):
        yield style.get(name("style:name"), ""), "list"


def check_opendocument_styles(content: bytes) -> None:
    """Raises Refused with the styles that are missing, and for a page that is too narrow."""
    try:
        look = parsed(Container(io.BytesIO(content)).get_part("styles.xml"))
        there = set(_styles(look))
        missing = [in_dutch(style) for style, of in NEEDED.items() if (style, of) not in there]
        width = text_width(look)
    except Exception as error:
        # odfdo raises whatever a broken part makes it stumble over.
        raise Refused(BROKEN) from error
    refuse_missing(missing)
    refuse_narrow(width)
