"""Narrowing a list to one organisation and a stage."""

from collections.abc import Sequence
from typing import Any

from django import forms

from ambitions.forms import ANY, FilterForm
from ambitions.models import Organisation

NOWHERE = ":"
"""The code of no organisation."""


class StageFilterForm(FilterForm):
    """One of `organisations`, asked only when there are several, and a stage (`stand`).

    A subclass names the stages.
    """

    organisatie = forms.ChoiceField(label="Organisatie", required=False)
    stand = forms.ChoiceField(label="Stand", required=False)

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [(organisation.code, organisation.name) for organisation in organisations]
        self.fields["organisatie"].choices = [*ANY, *places]  # type: ignore[attr-defined]
        if not places[1:]:
            self.fields["organisatie"].widget = forms.HiddenInput()

    def wanted(self) -> tuple[str, str]:
        """Code of the organisation and stage; what is not there when the address asks for that."""
        if not self.is_valid():
            return NOWHERE, ""
        return self.cleaned_data["organisatie"], self.cleaned_data["stand"]
