"""What an OpenDocument file says of itself: its properties, and in which language it is."""

from datetime import UTC

from reports.documents import page_lines
from reports.documents.blocks import Document
from reports.documents.odt.markup import VERSION, Node, name, node, serialised
from reports.documents.readable import readable

UNSPOKEN = ("none", "zxx")


def described(document: Document) -> bytes:
    """All properties; none of the template is left, such as who made it."""
    moment = document.moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    said = [
        ("meta:generator", "flevonorm"),
        ("dc:title", document.title),
        ("dc:subject", document.subject),
        ("meta:initial-creator", document.author),
        ("dc:creator", document.author),
        ("meta:creation-date", moment),
        ("dc:date", moment),
        ("dc:language", page_lines.locale(document)),
        *(("meta:keyword", word) for word in document.keywords),
    ]
    meta = node("office:meta")
    meta.extend(_said(tag, content) for tag, content in said)
    for title, value in page_lines.properties(document):
        own = _said("meta:user-defined", value)
        own.attrib[name("meta:name")] = readable(title)
        own.attrib[name("meta:value-type")] = "string"
        meta.append(own)
    return serialised(node("office:document-meta", {"office:version": VERSION}, meta))


def _said(tag: str, content: str) -> Node:
    made = node(tag)
    made.text = readable(content)
    return made


def speak(root: Node, locale: str) -> None:
    """Has everything that a style file says be in one language, for who has it read aloud."""
    language, _, country = locale.partition("-")
    for element in root.iter(name("style:text-properties")):
        if element.get(name("fo:language"), UNSPOKEN[0]) not in UNSPOKEN:
            element.attrib[name("fo:language")] = language
            element.attrib[name("fo:country")] = country
    for default in root.iter(name("style:default-style")):
        if default.get(name("style:family")) == "paragraph":
            spoken = default.find(name("style:text-properties"))
            if spoken is None:
                spoken = node("style:text-properties")
                default.append(spoken)
            spoken.attrib[name("fo:language")] = language
            spoken.attrib[name("fo:country")] = country
