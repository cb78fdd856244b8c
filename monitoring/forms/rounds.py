"""Forms of a round: its plan, and the pages that ask whether somebody is sure."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.text import slugify

from ambitions.forms import ChangeForm, DateInput
from ambitions.models import Norm
from monitoring.actions.planning import CHANGEABLE
from monitoring.actions.rounds import RESERVED_CODES, mark_of
from monitoring.choices import RoundKind, RoundState
from monitoring.forms.texts import LineField, TextField
from monitoring.models import Round

MAX_CODE = 50


class PlanForm(ChangeForm):
    """What a round is going to be; `norms` are the versions that can be measured."""

    button = "Ronde plannen"
    fields_asked: Sequence[str] = CHANGEABLE[RoundState.PLANNED]

    norm = forms.ChoiceField(label="Norm")
    name = LineField(label="Naam", max_length=200, help_text="Bijvoorbeeld: Meting voorjaar 2027.")
    code = forms.SlugField(
        label="Code",
        required=False,
        max_length=MAX_CODE,
        help_text=(
            "Staat in adressen en bestanden: letters, cijfers en streepjes. "
            "Laat dit leeg, dan maken wij de code van de naam."
        ),
    )
    kind = forms.ChoiceField(label="Soort", choices=RoundKind.choices, widget=forms.RadioSelect)
    reference_date = forms.DateField(
        label="Peildatum",
        widget=DateInput,
        help_text="De dag waarvan de ronde meet hoe ver de organisaties dan zijn.",
    )
    opens_on = forms.DateField(
        label="Opent op",
        required=False,
        widget=DateInput,
        help_text="Een voornemen: de ronde gaat open als u haar opent.",
    )
    closes_on = forms.DateField(
        label="Sluit op",
        widget=DateInput,
        help_text="De laatste dag om in te vullen. Ook sluiten doet u zelf.",
    )
    college_on = forms.DateField(
        label="Bespreking in het DVC op",
        required=False,
        widget=DateInput,
        help_text="De vergadering van het districtelijk veiligheidscollege.",
    )
    field_order = (
        "norm",
        "name",
        "code",
        "kind",
        "reference_date",
        "opens_on",
        "closes_on",
        "college_on",
    )

    def __init__(self, *args: Any, norms: Sequence[Norm], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.norms = {norm.reference: norm for norm in norms}
        choices = [(reference, str(norm)) for reference, norm in self.norms.items()]
        self.fields["norm"].choices = choices  # type: ignore[attr-defined]

    def clean_norm(self) -> Norm:
        return self.norms[self.cleaned_data["norm"]]

    def clean_code(self) -> str:
        """What was typed, or else a code of the name."""
        typed: str = self.cleaned_data["code"]
        code = typed or slugify(self.cleaned_data.get("name", ""))[:MAX_CODE].strip("-")
        if code in RESERVED_CODES:
            raise forms.ValidationError(f"'{code}' is al een adres van flevonorm; kies een andere.")
        if not code and "name" in self.cleaned_data:
            raise forms.ValidationError("Vul een code in; van deze naam kunnen wij er geen maken.")
        return code

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        opens, closes = data.get("opens_on"), data.get("closes_on")
        if isinstance(opens, date) and isinstance(closes, date) and closes < opens:
            self.add_error("closes_on", "Kies een dag op of na de opening.")
        return data


class ChangePlanForm(PlanForm):
    """What can still be changed of a round; `seen` is the mark of the round that was shown."""

    button = "Opslaan"
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        self.asked = CHANGEABLE[round.state]
        initial = {name: getattr(round, name) for name in self.asked}
        if "norm" in initial:
            initial["norm"] = round.norm.reference
        super().__init__(*args, initial={**initial, "seen": mark_of(round)}, **kwargs)
        for name in set(self.fields) - {*self.asked, "seen"}:
            del self.fields[name]

    def changes(self) -> Mapping[str, Any]:
        """The new values of a valid form, by field of the round."""
        return {name: self.cleaned_data[name] for name in self.asked}


class OpenForm(ChangeForm):
    """Asks whether a round may open; `seen` is the mark of the round that was shown."""

    button = "Ronde openen"
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ReopenForm(ChangeForm):
    """Why one organisation may change its results after the round was closed."""

    button = "Heropenen"
    reason = TextField(label="Reden", max_length=2000, help_text="De organisatie leest deze reden.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout("reason")
