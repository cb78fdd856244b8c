"""Forms of handing in, review and sign-off.

Each says what its page showed. A page that is behind is refused, and tells what happened then.
"""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from crispy_forms.layout import Layout, Submit
from django import forms
from django.http import QueryDict

from ambitions.forms import ChangeForm, DateInput
from ambitions.models import Organisation
from monitoring.actions.review import MAX_REMARK, Looked
from monitoring.choices import RemarkKind
from monitoring.forms.texts import LineField, TextField
from monitoring.models import Assessment

MAX_REASON = 4_000
"""Characters."""


class StepForm(ChangeForm):
    """A step of an assessment; `seen` is the last one that the page showed."""

    seen = forms.IntegerField(min_value=0, max_value=2**63 - 1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, assessment: Assessment, **kwargs: Any) -> None:
        super().__init__(*args, initial={"seen": assessment.last_step}, **kwargs)
        self.assessment = assessment

    def refuse(self, lines: Sequence[str]) -> None:
        """The page now tells what happened: the next try is on top of that."""
        super().refuse(lines)
        data = cast(QueryDict, self.data).copy()
        data["seen"] = str(self.assessment.last_step)
        self.data = data


class SubmitForm(StepForm):
    """Without a button while something is missing."""

    def __init__(self, *args: Any, is_complete: bool, **kwargs: Any) -> None:
        super().__init__(*args, button="Indienen", **kwargs)
        if not is_complete:
            self.helper.inputs.clear()


class ReturnForm(StepForm):
    button = "Terugsturen"

    reason = TextField(
        label="Wat moet de organisatie nog doen?",
        max_length=MAX_REASON,
        help_text="De coördinatoren en bestuurders van de organisatie lezen dit.",
    )


class SignOffForm(StepForm):
    button = "Vaststelling vastleggen"

    decided_on = forms.DateField(label="Datum van het besluit", widget=DateInput)
    decision_number = LineField(label="Besluitnummer", max_length=100)
    document = LineField(
        label="Vindplaats van het besluit",
        max_length=500,
        required=False,
        help_text="Bijvoorbeeld het zaaknummer of het adres in uw documentensysteem.",
    )


class RemarkForm(ChangeForm):
    """A question about a result, or that it is agreed: two buttons.

    `present` is what the page shows. Without buttons and a place to type while the assessment does
    not take remarks.
    """

    text = TextField(label="Vraag of opmerking", max_length=MAX_REMARK, required=False)
    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    seen = forms.IntegerField(min_value=0, max_value=2**63 - 1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, present: Looked, takes_remarks: bool, **kwargs: Any) -> None:
        initial = {"version": present.version, "seen": present.seen}
        super().__init__(*args, initial=initial, **kwargs)
        self.present = present
        self.helper.inputs.clear()
        if not takes_remarks:
            del self.fields["text"]
            self.helper.layout = Layout("version", "seen")
            return
        self.helper.add_input(Submit("akkoord", "Akkoord"))
        self.helper.add_input(Submit("vraag", "Vraag stellen", css_class="nl-button--secondary"))

    @property
    def kind(self) -> RemarkKind:
        return RemarkKind.AGREED if "akkoord" in self.data else RemarkKind.QUESTION

    @property
    def looked(self) -> Looked:
        return Looked(self.cleaned_data["version"], self.cleaned_data["seen"])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.kind == RemarkKind.QUESTION and data.get("text") == "":
            self.add_error("text", "Schrijf uw vraag op.")
        return data

    def refuse(self, lines: Sequence[str]) -> None:
        """The page now shows how it is: the next try is on top of that."""
        super().refuse(lines)
        data = cast(QueryDict, self.data).copy()
        data["version"], data["seen"] = str(self.present.version), str(self.present.seen)
        self.data = data


class AnswerForm(ChangeForm):
    button = "Antwoord versturen"

    text = TextField(label="Uw antwoord", max_length=MAX_REMARK)


class PeerForm(ChangeForm):
    """Which other participant is asked to look along."""

    button = "Vragen"

    organisation = forms.ChoiceField(label="Organisatie")

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {found.code: found for found in organisations}
        choices = [
            ("", "Kies een organisatie"),
            *((c, o.name) for c, o in self.organisations.items()),
        ]
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]

    def clean_organisation(self) -> Organisation:
        return self.organisations[self.cleaned_data["organisation"]]
