"""The form with which a region brings its own template."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.refusals import Refused
from ambitions.forms import ChangeForm
from reports.house_style.checks import MAX_MEGABYTES, Template, check_template


class TemplateField(forms.FileField):
    """A file that may be a template (`reports.house_style`)."""

    def clean(self, data: Any, initial: Any = None) -> Template:
        try:
            return check_template(super().clean(data, initial))
        except Refused as refused:
            raise ValidationError(list(refused.lines)) from refused


class HouseStyleForm(ChangeForm):
    """One form for both kinds of file: the name says which of them it is."""

    button = "Plaats het sjabloon"
    template = TemplateField(
        label="Sjabloon",
        help_text=(
            f"Een Word-document (.docx) of OpenDocument-tekst (.odt) van hoogstens "
            f"{MAX_MEGABYTES} MB, zonder macro's."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.odt"}),
    )
