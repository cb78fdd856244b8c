"""Adding and changing improvement actions, and narrowing the list of them."""

from typing import Any

from django import forms
from django.urls import reverse

from ambitions.forms import ChangeForm, DateInput
from monitoring.actions.improvements import MAX_OUTCOME, MAX_OWNER, MAX_TITLE, Improvement
from monitoring.choices import UNFINISHED_STATES, DueStage, ImprovementState
from monitoring.forms.filters import StageFilterForm
from monitoring.forms.texts import ConditionalTextField, LineField
from monitoring.forms.versions import VersionForm
from monitoring.models import ImprovementAction
from monitoring.plain_text import NO_SIGNALS


class ImprovementForm(ChangeForm):
    """What is done, by which department, until when, how it stands and what came of it."""

    button = "Verbeteractie opslaan"
    title = LineField(
        label="Wat gaat u doen?",
        max_length=MAX_TITLE,
        help_text=f"Eén zin, bijvoorbeeld: e-learning opnemen in de introductie. {NO_SIGNALS}",
    )
    owner = LineField(
        label="Eigenaar",
        max_length=MAX_OWNER,
        help_text="Een afdeling of functie, geen naam van een persoon.",
    )
    due_on = forms.DateField(label="Streefdatum", widget=DateInput)
    state = forms.ChoiceField(
        label="Stand",
        choices=ImprovementState.choices,
        initial=ImprovementState.PLANNED,
        widget=forms.RadioSelect,
    )
    outcome = ConditionalTextField(
        label="Resultaat",
        max_length=MAX_OUTCOME,
        help_text="Verplicht als de actie is uitgevoerd of vervalt: wat kwam eruit, of waarom?",
    )

    def clean(self) -> dict[str, Any]:
        """Says beside the field what the actions would refuse."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        is_finished = data.get("state", ImprovementState.PLANNED) not in UNFINISHED_STATES
        if is_finished and data.get("outcome") == "":
            self.add_error(
                "outcome", "Schrijf op wat het resultaat is, of waarom de actie vervalt."
            )
        return data

    def content(self) -> Improvement:
        data = self.cleaned_data
        return Improvement(
            title=data["title"],
            owner=data["owner"],
            due_on=data["due_on"],
            state=data["state"],
            outcome=data["outcome"],
        )


class ImprovementChangeForm(VersionForm, ImprovementForm):
    """The same, on top of what the page showed."""

    def __init__(self, *args: Any, improvement: ImprovementAction, **kwargs: Any) -> None:
        names = ("title", "owner", "due_on", "state", "outcome")
        super().__init__(
            *args,
            present=improvement.version,
            initial={name: getattr(improvement, name) for name in names},
            **kwargs,
        )


class ImprovementFilterForm(StageFilterForm):
    """Narrows the list of improvement actions; finished ones are shown when that is asked."""

    stand = forms.ChoiceField(
        label="Stand", required=False, choices=[("", "Alles wat nog open staat"), *DueStage.choices]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, action=reverse("improvement_list"), **kwargs)
