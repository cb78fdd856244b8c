"""What a Word file says of itself: its properties, and in which language it is."""

from datetime import UTC
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document as Word
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn

from reports.documents import page_lines
from reports.documents.blocks import Document
from reports.documents.docx.markup import node
from reports.documents.readable import readable

LONGEST = 255
"""Characters of a property that Word can hold."""
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SCHEMAS = "http://schemas.openxmlformats.org/officeDocument/2006"
FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
CUSTOM = "application/vnd.openxmlformats-officedocument.custom-properties+xml"


def describe(word: Word, document: Document) -> None:
    """Sets all properties; none of the template is left, such as who made it and for whom."""
    _forget(word, RELATIONSHIP_TYPE.CORE_PROPERTIES)
    core = word.core_properties
    moment = document.moment.astimezone(UTC).replace(tzinfo=None)
    core.title, core.subject = _short(document.title), _short(document.subject)
    core.author = core.last_modified_by = _short(document.author)
    core.keywords = _short(", ".join(document.keywords))
    core.language = page_lines.locale(document)
    core.content_status = _short(document.state)
    core.category = document.mark.level.value
    core.created = core.modified = moment
    core.comments = core.identifier = core.version = ""
    core.revision = 1
    _replace(
        word,
        RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
        "/docProps/app.xml",
        CONTENT_TYPE.OFC_EXTENDED_PROPERTIES,
        f'<Properties xmlns="{SCHEMAS}/extended-properties">'
        "<Application>flevonorm</Application></Properties>",
    )
    _replace(
        word, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES, "/docProps/custom.xml", CUSTOM, _own(document)
    )


def _short(content: str) -> str:
    return readable(content)[:LONGEST]


def _own(document: Document) -> str:
    properties = "".join(
        f'<property fmtid="{FORMAT}" pid="{number}" name={quoteattr(name)}>'
        f"<vt:lpwstr>{escape(_short(value))}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(page_lines.properties(document), start=2)
    )
    return (
        f'<Properties xmlns="{SCHEMAS}/custom-properties" '
        f'xmlns:vt="{SCHEMAS}/docPropsVTypes">{properties}</Properties>'
    )


def _replace(word: Word, kind: str, name: str, content_type: str, content: str) -> None:
    _forget(word, kind)
    package = word.part.package
    part = Part(PackURI(name), content_type, (HEAD + content).encode(), package)
    package.relate_to(part, kind)


def _forget(word: Word, kind: str) -> None:
    relations = word.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype == kind]:
        del relations[key]


def speak(word: Word, language: str) -> None:
    """Has everything in the file be in one language, for who has it read aloud."""
    roots = [word.styles.element, word.settings.element, word.element]
    roots += [
        relation.target_part.element
        for relation in word.part.rels.values()
        if relation.reltype in (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
    ]
    for root in roots:
        for element in root.iter(qn("w:lang"), qn("w:themeFontLang")):
            element.attrib[qn("w:val")] = language
    defaults = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is not None and defaults.find(qn("w:lang")) is None:
        defaults.append(node("lang", val=language))
