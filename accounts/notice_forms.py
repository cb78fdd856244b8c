"""The form on which somebody chooses of what they get a notice."""

from collections.abc import Collection, Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms

from accounts.notices import NoticeKind


class KindsField(forms.MultipleChoiceField):
    """Boxes of which none is a choice too, so that the list is not called optional."""

    is_conditional = True


class NoticesForm(forms.Form):
    """The kinds that are wanted; `was` are those that the page showed as wanted."""

    wanted = KindsField(
        label="Stuur mij een bericht als",
        required=False,
        choices=NoticeKind.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    was = forms.MultipleChoiceField(
        required=False, choices=NoticeKind.choices, widget=forms.MultipleHiddenInput
    )

    def __init__(self, data: Any = None, *, wanted: Collection[NoticeKind]) -> None:
        shown = [kind.value for kind in NoticeKind if kind in wanted]
        super().__init__(data, initial={"wanted": shown, "was": shown})
        self.helper = FormHelper(self)
        self.helper.add_input(Submit("opslaan", "Opslaan"))

    def refuse(self, lines: Sequence[str]) -> None:
        """Shows why it was refused, above what was chosen."""
        self.helper.form_error_title = "Dit is niet gelukt"
        for line in lines:
            self.add_error(None, line)
