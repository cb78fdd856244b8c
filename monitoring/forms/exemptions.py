"""Asking for an exemption, deciding on it, ending and extending one."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse

from ambitions.forms import ChangeForm
from monitoring.choices import ExemptionStage
from monitoring.forms.filters import StageFilterForm
from monitoring.forms.texts import ConditionalTextField, TextField
from monitoring.forms.versions import VersionForm
from monitoring.models import Round

MAX_REASON = 2000
FOR_GOOD = ":voor-goed"
REFUSE = ":afwijzen"
"""With a colon, which no code of a round has."""


class AskForm(ChangeForm):
    """Why a point does not apply to the organisation."""

    button = "Vrijstelling aanvragen"
    reason = TextField(
        label="Reden",
        max_length=MAX_REASON,
        help_text=(
            "Leg uit waarom dit ambitiepunt bij uw organisatie niet aan de orde is. "
            "Na verlening staat deze reden als toelichting bij het punt."
        ),
    )


class DecisionForm(VersionForm):
    """Until when to grant, or to refuse; a motivation, without which nothing is refused."""

    button = "Besluit vastleggen"
    outcome = forms.ChoiceField(label="Besluit", widget=forms.RadioSelect)
    decision = ConditionalTextField(
        label="Motivering",
        max_length=MAX_REASON,
        help_text="Verplicht bij een afwijzing. De organisatie leest dit.",
    )

    def __init__(
        self, *args: Any, round: Round, later: Sequence[Round], may_grant: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rounds = {found.code: found for found in (round, *later)}
        granting = [
            (round.code, f"Verlenen tot en met deze ronde ({round})"),
            *((found.code, f"Verlenen tot en met {found}") for found in later),
            (FOR_GOOD, "Verlenen voor goed"),
        ]
        choices = [*(granting if may_grant else ()), (REFUSE, "Afwijzen")]
        self.fields["outcome"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Says beside the field what `refuse_request` would refuse."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("outcome") == REFUSE and data.get("decision") == "":
            self.add_error("decision", "Geef een reden voor de afwijzing.")
        return data


class EndForm(ChangeForm):
    """Ends an exemption; `seen` is the end that the page showed."""

    button = "Vrijstelling beëindigen"
    seen = forms.CharField(required=False, widget=forms.HiddenInput, max_length=50)


class ExtendForm(ChangeForm):
    """Until which later round an exemption holds; `seen` is the end that the page showed."""

    button = "Verlengen"
    until = forms.ChoiceField(label="Geldt tot en met", widget=forms.RadioSelect)
    seen = forms.CharField(required=False, widget=forms.HiddenInput, max_length=50)

    def __init__(self, *args: Any, later: Sequence[Round], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rounds = {round.code: round for round in later}
        choices = [*((round.code, str(round)) for round in later), (FOR_GOOD, "Voor goed")]
        self.fields["until"].choices = choices  # type: ignore[attr-defined]

    def clean_until(self) -> Round | None:
        return self.rounds.get(self.cleaned_data["until"])


class ExemptionFilterForm(StageFilterForm):
    """Narrows the overview of exemptions."""

    stand = forms.ChoiceField(
        label="Stand",
        required=False,
        choices=[("", "Alles wat nu speelt"), *ExemptionStage.choices],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, action=reverse("exemption_list"), **kwargs)
