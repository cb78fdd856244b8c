from django.db import models


class Kind(models.TextChoices):
    """The kinds of file for which a region can have a template of its own."""

    DOCX = "docx", "Word (.docx)"
    ODT = "odt", "OpenDocument (.odt)"


MEDIA_TYPES = {
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.ODT: "application/vnd.oasis.opendocument.text",
}
