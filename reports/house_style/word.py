"""What a Word template may not hold: whatever runs, or is fetched from elsewhere."""

import io
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import docx
from docx.document import Document as Word

from accounts.refusals import Refused
from reports.documents.docx import styles
from reports.documents.docx.numbering import number_of_style
from reports.documents.docx.styles import Styles
from reports.documents.docx.writer import text_width
from reports.house_style.parts import BROKEN, elements, local, reaches_out
from reports.house_style.refusing import (
    FRAME,
    NO_WEBSITE,
    refuse_found,
    refuse_missing,
    refuse_narrow,
)

MM_PER_TWIP = 25.4 / 1440

FIELDS = frozenset(
    {
        "DOCPROPERTY",
        "NUMPAGES",
        "PAGE",
        "PAGEREF",
        "REF",
        "SECTION",
        "SECTIONPAGES",
        "SEQ",
        "STYLEREF",
        "SUBJECT",
        "TITLE",
        "TOC",
    }
)
"""Fields that show what is in the document itself; all others are refused."""
RELATIONS = {
    "attachedTemplate": "een gekoppeld sjabloon",
    "aFChunk": "een ingevoegd ander document (altChunk)",
    "oleObject": "een ingebed object (OLE)",
    "package": "een ingebed bestand",
    "control": "een besturingselement (ActiveX)",
    "vbaProject": "macro's",
    "frame": FRAME,
    "subDocument": "een subdocument",
    "mailMergeSource": "een gegevensbron voor samenvoegen",
    "recipientData": "een gegevensbron voor samenvoegen",
}
ELEMENTS = {
    "altChunk": RELATIONS["aFChunk"],
    "object": RELATIONS["oleObject"],
    "OLEObject": RELATIONS["oleObject"],
    "control": RELATIONS["control"],
    "frameset": RELATIONS["frame"],
    "subDoc": RELATIONS["subDocument"],
    "attachedTemplate": RELATIONS["attachedTemplate"],
    "mailMerge": RELATIONS["mailMergeSource"],
    "documentProtection": "een beveiliging tegen wijzigen",
    "writeProtection": "een beveiliging tegen wijzigen",
}
FETCHED = "een plaatje dat van buiten wordt gehaald"
_OUTSIDE = re.compile(r"\s*([a-z][a-z0-9+.-]*:|//|\\\\)", re.IGNORECASE)
_WEB = re.compile(r"(https?|mailto):", re.IGNORECASE)


def check_word(parts: dict[str, bytes]) -> None:
    """Raises Refused with everything that is wrong, each said once."""
    refuse_found(_found(parts))


def _found(parts: dict[str, bytes]) -> Iterator[str]:
    instructions: dict[str, list[str]] = {}
    for part, element in elements(parts):
        tag = local(element.tag)
        if tag == "Relationship":
            yield from _relation(element)
        elif tag in ELEMENTS:
            yield ELEMENTS[tag]
        elif tag == "fldSimple":
            yield from _field(_attribute(element, "instr"))
        elif tag in ("instrText", "delInstrText"):
            instructions.setdefault(part, []).append(element.text or "")
        elif tag == "fldChar":
            instructions.setdefault(part, []).append("\0")
        yield from _fetched(element)
        if reaches_out(element):
            yield FETCHED
    for pieces in instructions.values():
        for instruction in "".join(pieces).split("\0"):
            yield from _field(instruction)


def _relation(element: Element) -> Iterator[str]:
    kind = element.get("Type", "").rpartition("/")[2]
    target = element.get("Target", "")
    if kind in RELATIONS:
        yield RELATIONS[kind]
    elif element.get("TargetMode") == "External" and kind != "hyperlink":
        yield f"iets dat van buiten wordt gehaald ({kind})"
    elif kind == "hyperlink" and _OUTSIDE.match(target) and not _WEB.match(target):
        yield NO_WEBSITE


def _field(instruction: str) -> Iterator[str]:
    words = instruction.split()
    if not words or words[0].upper() in FIELDS:
        return
    if words[0].upper() == "HYPERLINK" and words[1:2] == ["\\l"]:
        # A link to a place in the text, as a list of contents has them.
        return
    yield f"het veld {words[0].upper()[:40]}"


def _fetched(element: Element) -> Iterator[str]:
    for name, value in element.attrib.items():
        if local(name) in ("src", "href", "althref") and _OUTSIDE.match(value):
            yield FETCHED


def _attribute(element: Element, wanted: str) -> str:
    return next((value for name, value in element.attrib.items() if local(name) == wanted), "")


def check_word_styles(content: bytes) -> None:
    """Raises Refused with the styles that are missing, or that number nothing."""
    word = _opened(content)
    names = Styles.of(word)
    refuse_missing(names.missing())
    for style in (styles.BULLET, styles.NUMBER):
        if not number_of_style(word, names, style):
            raise Refused(
                f"De stijl ‘{styles.IN_DUTCH[style]}’ heeft geen opsomming of nummering meer."
            )
    refuse_narrow(text_width(word) * MM_PER_TWIP)


def _opened(content: bytes) -> Word:
    try:
        return docx.Document(io.BytesIO(content))
    except Exception as error:
        # python-docx raises whatever a broken part makes it stumble over.
        raise Refused(BROKEN) from error
