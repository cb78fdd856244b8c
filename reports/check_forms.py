"""The form with which anybody has a file checked."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from ambitions.forms import ChangeForm
from monitoring.files.uploads import max_megabytes

ACCEPTED = ".pdf,.docx,.odt,.xlsx,.ods,.csv,.json"


class FileCheckForm(ChangeForm):
    """The file; it is not opened, so its kind does not matter."""

    button = "Controleer het bestand"
    file = forms.FileField(
        label="Bestand",
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        error_messages={"empty": "Dit bestand is leeg. Kies een ander bestand."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = (
            "PDF, Word (.docx), OpenDocument (.odt), Excel (.xlsx), .ods, CSV of JSON, "
            f"hoogstens {max_megabytes()} MB."
        )

    def clean_file(self) -> "UploadedFile[Any]":
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > settings.UPLOAD_MAX_BYTES:
            raise ValidationError(f"Het bestand is groter dan {max_megabytes()} MB.")
        return file
