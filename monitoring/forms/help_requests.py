"""The form with which somebody asks another organisation for help."""

from collections.abc import Sequence
from typing import Any

from django import forms

from ambitions.forms import ChangeForm
from ambitions.models import Organisation


class HelpForm(ChangeForm):
    """For which organisation is asked, when there is a choice; no button while it cannot be."""

    button = "Vraag versturen"

    organisation = forms.ChoiceField(label="Voor welke organisatie vraagt u dit?")

    def __init__(
        self, *args: Any, organisations: Sequence[Organisation], may_ask: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {found.code: found for found in organisations}
        if len(organisations) == 1 or not may_ask:
            del self.fields["organisation"]
        else:
            choices = [(found.code, found.name) for found in organisations]
            self.fields["organisation"].choices = choices  # type: ignore[attr-defined]
        if not may_ask:
            self.helper.inputs = []

    @property
    def asked_for(self) -> Organisation:
        """The organisation that was chosen, or the only one."""
        only = next(iter(self.organisations))
        return self.organisations[self.cleaned_data.get("organisation", only)]
