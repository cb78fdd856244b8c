"""The parts of a template of an unknown hand, looked through before anything builds on them."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any, TypeAlias
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from accounts.refusals import Refused
from monitoring.files.uploads import clean_name

MAX_UNPACKED = 30 * 1024 * 1024
MAX_ELEMENTS = 200_000
"""Of all parts together; a template that Word saved has some ten thousand."""

TOO_LARGE = "Het sjabloon is uitgepakt te groot."
TOO_MUCH = "Er staat te veel in dit sjabloon. Haal de tekst eruit en laat de stijlen staan."
BROKEN = "Het sjabloon is beschadigd. Bewaar het opnieuw en probeer het nog eens."
ENTITIES = "Er staan verwijzingen (DTD of entiteiten) in dit sjabloon die er niet in horen."

XML = (".xml", ".rels", ".vml", ".rdf", ".svg")
OTHERS = (
    *(".bmp", ".emf", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".wdp", ".wmf"),
    *(".fntdata", ".odttf", ".otf", ".ttf"),
)
"""Pictures and fonts."""
WITHOUT_EXTENSION = frozenset({"mimetype", "layout-cache"})
"""Of OpenDocument; the second is what LibreOffice keeps of its page breaks."""
_HIDDEN_XML = re.compile(
    rb"[\xef\xbb\xbf\xfe\xff\0 \t\r\n]*<\0*[A-Za-z_:?!\x80-\xff]|\x4c\x6f\xa7\x94|\x1f\x8b"
)
"""How XML begins, with or without a mark of its bytes, in EBCDIC, or packed (svgz)."""

_STYLED_WITH = re.compile(r"@import|url\s*\(\s*[\"']?\s*(?!data:)[^#\"'\s]", re.IGNORECASE)
"""How a drawing (SVG) names something else than a part of itself."""
SVG = "{http://www.w3.org/2000/svg}"

Element: TypeAlias = Any


def unpacked(content: bytes) -> dict[str, bytes]:
    """Every part by its name. That unpacking stays within bounds was tried already (`uploads`)."""
    with zipfile.ZipFile(io.BytesIO(content)) as entries:
        names = [entry.filename for entry in entries.infolist()]
        if len(set(names)) < len(names):
            raise Refused(BROKEN)
        if sum(entry.file_size for entry in entries.infolist()) > MAX_UNPACKED:
            raise Refused(TOO_LARGE)
        return {name: entries.read(name) for name in names if not name.endswith("/")}


def elements(parts: dict[str, bytes]) -> Iterator[tuple[str, Element]]:
    """Every element of every part with the name of its part, children before their parent.

    Raises Refused for a part that would stay unseen.
    """
    count = 0
    for name, content in parts.items():
        if not name.lower().endswith(XML):
            _refuse_unseen(name, content)
            continue
        for element in _elements(content):
            count += 1
            if count > MAX_ELEMENTS:
                raise Refused(TOO_MUCH)
            yield name, element


def _refuse_unseen(name: str, content: bytes) -> None:
    """Refuses what is no picture or font by its name, or XML by its content.

    Programs do not go by the name: Word goes by the type that the package tells, LibreOffice by
    what it finds in a picture.
    """
    is_known = name.lower().endswith(OTHERS) or name in WITHOUT_EXTENSION
    if not is_known or _HIDDEN_XML.match(content):
        raise Refused(
            f"In dit sjabloon zit een onderdeel dat er niet in hoort: {clean_name(name)}."
        )


def _elements(content: bytes) -> Iterator[Element]:
    if not content.strip():
        return
    try:
        for _, element in iterparse(io.BytesIO(content), ("end",), forbid_dtd=True):
            yield element
    except DefusedXmlException as error:
        raise Refused(ENTITIES) from error
    except (ParseError, ValueError, LookupError) as error:
        # LookupError: an encoding that does not exist.
        raise Refused(BROKEN) from error


def reaches_out(element: Element) -> bool:
    """Whether a drawing fetches something by its styles, or starts something by an event."""
    if not element.tag.startswith(SVG):
        return False
    styles = [element.text or "" if local(element.tag) == "style" else "", *element.attrib.values()]
    starts = any(local(name).lower().startswith("on") for name in element.attrib)
    return starts or any(_STYLED_WITH.search(style) for style in styles)


def local(name: str) -> str:
    """The name of an element or attribute without its namespace."""
    return name.rpartition("}")[2]
