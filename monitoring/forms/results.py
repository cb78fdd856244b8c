"""The entry form: one small form per result, saved together per theme.

A form carries the version and a digest of what its fields were filled with. A form that was not
touched writes nothing, whatever a colleague did meanwhile. A touched form on top of a version that
is no longer there comes back with both versions beside each other and a choice; its base version
stays the old one, so that nobody overwrites a colleague without having seen what they wrote.
"""

import hashlib
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.http import QueryDict

from monitoring.actions.results import MAX_EXPLANATION, Entry
from monitoring.choices import ANSWERS, ResultStatus
from monitoring.models import Result

ANSWER_CHOICES = [(status.value, status.label) for status in (*ANSWERS, ResultStatus.UNANSWERED)]
KEEP = "keep"
TAKE = "take"


class ExplanationField(forms.CharField):
    """Asked for with some statuses, so that it is not called optional either."""

    is_conditional = True

    def to_python(self, value: Any) -> str:
        """The text with the line ends that are stored; a browser sends CR LF for each."""
        return _lines(str(super().to_python(value)))


class ResultForm(forms.Form):
    """Status and explanation of one result.

    Without `readable` the explanation is not in the form, and stays as it is: who enters on behalf
    of an organisation does not see its explanations before it has submitted.
    """

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    base = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    seen_version = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    resolution = forms.ChoiceField(
        label="Welke versie blijft staan?",
        required=False,
        choices=[(KEEP, "Uw versie opslaan"), (TAKE, "De andere versie laten staan")],
        widget=forms.RadioSelect,
    )
    status = forms.ChoiceField(label="Status", choices=ANSWER_CHOICES, widget=forms.RadioSelect)
    explanation = ExplanationField(
        label="Toelichting",
        required=False,
        strip=False,
        max_length=MAX_EXPLANATION,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=(
            "Licht toe waarom een punt deels of niet is behaald. "
            "Schrijf geen namen, verdachten, signalen of zaken op."
        ),
    )

    def __init__(self, result: Result, *, readable: bool, data: Any = None) -> None:
        super().__init__(
            data,
            prefix=f"r{result.pk}",
            initial={
                "status": result.status,
                "explanation": result.explanation,
                "version": result.version,
                "base": _digest(result.status, result.explanation if readable else None),
            },
        )
        self.result = result
        self.conflict: Result | None = None
        if not readable or (self.is_bound and self._typed("explanation") is None):
            del self.fields["explanation"]
        if self._shows_not_applicable():
            # An import said so; the form lets it stand, and offers it for no other point.
            self.fields["status"].choices = [  # type: ignore[attr-defined]
                *ANSWER_CHOICES,
                (ResultStatus.NOT_APPLICABLE.value, ResultStatus.NOT_APPLICABLE.label),
            ]
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self._lay_out()

    def clean_explanation(self) -> str:
        """What is stored, when only its line ends differ from what was typed."""
        typed: str = self.cleaned_data["explanation"]
        stored = self.result.explanation
        return stored if typed == _lines(stored) else typed

    @property
    def is_touched(self) -> bool:
        """Whether a valid form says anything else than what its page showed."""
        data = self.cleaned_data
        return str(data["base"]) != _digest(data["status"], data.get("explanation"))

    @property
    def takes_other(self) -> bool:
        """Whether the user saw the present version and lets it stand."""
        data = self.cleaned_data
        seen = data["seen_version"] == self.result.version
        return bool(data["resolution"] == TAKE and seen)

    def entry(self) -> Entry:
        """What to save: on top of the version that was read, or of the one chosen to replace."""
        data = self.cleaned_data
        replaces_seen = data["resolution"] == KEEP and data["seen_version"]
        return Entry(
            result=self.result.pk,
            version=data["seen_version"] if replaces_seen else data["version"],
            status=data["status"],
            explanation=data.get("explanation"),
        )

    def show_conflict(self, present: Result) -> None:
        """Puts the present version beside what was typed, and asks for a choice."""
        self.conflict = present
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix("seen_version")] = str(present.version)
        data.pop(self.add_prefix("resolution"), None)
        self.data = data
        self.fields["resolution"].required = True
        self._lay_out("resolution")

    def _typed(self, name: str) -> str | None:
        """A value as it was sent; None when the page did not have the field."""
        value: str | None = self.data.get(self.add_prefix(name))
        return value

    def _shows_not_applicable(self) -> bool:
        """Whether the status is n.v.t., or was when the page of this form was made."""
        status = ResultStatus.NOT_APPLICABLE
        was = _digest(status, self._typed("explanation"))
        return self.result.status == status or self._typed("base") == was

    def _lay_out(self, *extra: str) -> None:
        names = ["version", "base", "seen_version", *extra, "status", "explanation"]
        self.helper.layout = Layout(*(name for name in names if name in self.fields))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _digest(status: str, explanation: str | None) -> str:
    """A short mark of what a form shows, to tell whether it was touched."""
    shown = f"{status}\n{'' if explanation is None else _lines(explanation)}"
    return hashlib.sha256(shown.encode()).hexdigest()
