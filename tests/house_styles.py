"""Templates as a region might bring them, good ones and bad ones."""

from django.core.files.uploadedfile import SimpleUploadedFile

from reports.documents.archive import packed, unpacked
from reports.house_style.checks import Template, check_template
from reports.house_style.kinds import Kind
from reports.house_style.trial import STANDARDS

DOCX, ODT = Kind.DOCX, Kind.ODT
HEADER, FOOTER = "word/header.xml", "word/footer.xml"


def template(kind: Kind, *changes: tuple[str, str, str], **parts: bytes) -> bytes:
    """Our own template; each change names a part and what becomes what in it.

    `parts` are added, with `__` for a slash and `_xml` for the extension in their names.
    """
    files = unpacked(STANDARDS[kind]())
    for part, old, new in changes:
        content = files[part].decode()
        assert old in content, f"{part} has no {old}"
        files[part] = content.replace(old, new).encode()
    for name, content_ in parts.items():
        files[name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin")] = content_
    return packed(files, stored="mimetype" if kind == ODT else "")


def renamed(kind: Kind, content: bytes, old: str, new: str) -> bytes:
    """The template with a part under another name, also where others name it."""
    files = unpacked(content)
    files[new] = files.pop(old)
    short, name = (each.rpartition("/")[2].encode() for each in (old, new))
    for part in ("[Content_Types].xml", "word/_rels/document.xml.rels", "META-INF/manifest.xml"):
        if part in files:
            files[part] = files[part].replace(short, name)
    return packed(files, stored="mimetype" if kind == ODT else "")


def sent(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def in_blue(kind: Kind) -> bytes:
    """A template that differs from the standard one in a colour."""
    part = "word/styles.xml" if kind == DOCX else "styles.xml"
    return template(kind, (part, "0E5A64", "0000FF"))


def checked(kind: Kind = DOCX, content: bytes | None = None) -> Template:
    return check_template(sent(content or in_blue(kind), f"Flevoland.{kind}"))
