"""Whether a file may be the template of a region's reports."""

from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from accounts.refusals import Refused
from monitoring.files.uploads import Upload, check_upload, clean_name
from reports.house_style.kinds import Kind
from reports.house_style.opendocument import check_opendocument, check_opendocument_styles
from reports.house_style.parts import unpacked
from reports.house_style.trial import try_out
from reports.house_style.word import check_word, check_word_styles

MAX_MEGABYTES = 5
TOO_LARGE = f"Het sjabloon is groter dan {MAX_MEGABYTES} MB."
SAVE_AS = {
    "dotx": "Bewaar het sjabloon in Word als document (.docx) en lever dat in.",
    "dot": "Dit is een oud Word-sjabloon. Bewaar het als .docx en lever dat in.",
    "doc": "Dit is een oud Word-document. Bewaar het als .docx en lever dat in.",
    "docm": "In een .docm kunnen macro's zitten. Bewaar het als .docx en lever dat in.",
    "dotm": "In een .dotm kunnen macro's zitten. Bewaar het als .docx en lever dat in.",
    "ott": "Bewaar het sjabloon in LibreOffice als document (.odt) en lever dat in.",
    "fodt": "Bewaar het sjabloon in LibreOffice als document (.odt) en lever dat in.",
}
OTHER = "Kies een Word-document (.docx) of een OpenDocument-tekst (.odt)."


@dataclass(frozen=True, slots=True)
class Template:
    """A file that may be a house style; made by `check_template` only."""

    kind: Kind
    upload: Upload
    content: bytes


def check_template(file: "UploadedFile[Any]") -> Template:
    """The template with what it is; raises Refused with the reason when it may not be one."""
    stem, _, extension = clean_name(file.name or "").lower().rpartition(".")
    if not stem or extension not in Kind.values:
        raise Refused(SAVE_AS.get(extension, OTHER))
    if (file.size or 0) > MAX_MEGABYTES * 1024 * 1024:
        raise Refused(TOO_LARGE)
    upload = check_upload(file)
    content = upload.content.read()
    upload.content.seek(0)
    kind = Kind(extension)
    parts = unpacked(content)
    if kind == Kind.DOCX:
        check_word(parts)
        check_word_styles(content)
    else:
        check_opendocument(parts)
        check_opendocument_styles(content)
    try_out(kind, content)
    return Template(kind, upload, content)
