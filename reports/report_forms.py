"""Forms of reports: their mark, parts and facts, and the steps from draft to final."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms

from ambitions.forms import DateInput
from monitoring.forms.texts import LineField, TextField
from monitoring.forms.versions import VersionForm
from reports.actions.report_checks import (
    LEVELS,
    MAX_FACT,
    MAX_NOTE,
    MAX_REMARK,
    MAX_SECRET,
    Settings,
)
from reports.documents.blocks import Level
from reports.kinds.kind import Kind
from reports.models import Report, ReportVersion

FACT = "gegeven-"
"""Before the name of a fact: its field."""


class StepForm(VersionForm):
    """Only asks whether somebody is sure, on top of the version that the page showed."""

    def __init__(self, *args: Any, report: Report, button: str, **kwargs: Any) -> None:
        super().__init__(*args, present=report.version, button=button, **kwargs)


class ApproveForm(StepForm):
    """Approves what the page of the report showed: that version, of that publication."""

    publication = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, publication: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["publication"] = publication


class ReturnForm(StepForm):
    """Sends a report back, with what has to change."""

    remark = TextField(
        label="Wat moet er nog gebeuren?", required=False, max_length=MAX_REMARK, rows=3
    )


class ConditionalLineField(LineField):
    """Asked for with some choices of another field, so that it is not called optional either."""

    is_conditional = True


class SettingsForm(VersionForm):
    """Parts, facts and mark of a report."""

    parts = forms.MultipleChoiceField(
        label="Onderdelen",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Een onderdeel dat u uitzet, komt niet in het rapport.",
    )
    level = forms.ChoiceField(
        label="Markering",
        widget=forms.RadioSelect,
        help_text="Staat op elke bladzijde en in de eigenschappen van het bestand.",
    )
    is_secret = forms.BooleanField(
        label="Er is geheimhouding opgelegd",
        required=False,
        help_text="Vertrouwelijk is een markering. Geheimhouding volgt alleen uit een besluit.",
    )
    secret_ground = ConditionalLineField(
        label="Grondslag",
        required=False,
        max_length=MAX_SECRET,
        help_text="Het artikel waarop de geheimhouding rust.",
    )
    secret_decision = ConditionalLineField(label="Besluit", required=False, max_length=MAX_SECRET)
    secret_until = forms.DateField(
        label="Geheim tot",
        required=False,
        widget=DateInput,
        help_text="Laat dit leeg als er geen dag is bepaald.",
    )
    note = LineField(
        label="Wat hebt u gewijzigd?",
        required=False,
        max_length=MAX_NOTE,
        help_text="Eén regel voor uw collega’s, bij de versie.",
    )

    def __init__(self, *args: Any, report: Report, version: ReportVersion, **kwargs: Any) -> None:
        self.kind = report.of_kind
        names = ("level", "is_secret", "secret_ground", "secret_decision", "secret_until", "parts")
        initial = {name: getattr(version, name) for name in names}
        initial |= {f"{FACT}{name}": value for name, value in version.facts.items()}
        super().__init__(*args, present=report.version, initial=initial, **kwargs)
        self.fields["level"].choices = [  # type: ignore[attr-defined]
            (level.value, level.value.capitalize()) for level in heavier(self.kind)
        ]
        self._choose_parts()
        for fact in self.kind.facts:
            self.fields[f"{FACT}{fact.name}"] = LineField(
                label=fact.label, required=False, max_length=MAX_FACT
            )
        facts = [f"{FACT}{fact.name}" for fact in self.kind.facts]
        self.order_fields(["version", "parts", *facts])
        self.helper.layout = Layout(*self.fields)

    def _choose_parts(self) -> None:
        if self.kind.parts:
            choices = [(part.name, part.label) for part in self.kind.parts]
            self.fields["parts"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["parts"]

    def clean(self) -> dict[str, Any]:
        """Says beside the field what the action would refuse."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("is_secret"):
            if data.get("level") not in ("", None, Level.CONFIDENTIAL):
                self.add_error("level", "Geheimhouding kan alleen bij vertrouwelijk.")
            for name in ("secret_ground", "secret_decision"):
                if data.get(name) == "":
                    self.add_error(name, "Vul dit in als geheimhouding is opgelegd.")
        elif any(data.get(name) for name in ("secret_ground", "secret_decision", "secret_until")):
            self.add_error("is_secret", "Zet dit aan, of laat de velden hieronder leeg.")
        return data

    def settings(self) -> Settings:
        data = self.cleaned_data
        chosen = data.get("parts", ())
        return Settings(
            parts=[part.name for part in self.kind.parts if part.name in chosen],
            facts={
                fact.name: value
                for fact in self.kind.facts
                if (value := data[f"{FACT}{fact.name}"])
            },
            level=data["level"],
            is_secret=data["is_secret"],
            secret_ground=data["secret_ground"],
            secret_decision=data["secret_decision"],
            secret_until=data["secret_until"],
        )


def heavier(kind: Kind) -> tuple[Level, ...]:
    """The marks that a report of this kind may have."""
    return LEVELS[LEVELS.index(kind.level) :]
