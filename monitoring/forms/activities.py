"""Recording and changing activities, and narrowing the list of them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from crispy_forms.layout import Field, Fieldset, Layout
from django import forms
from django.urls import reverse

from ambitions.forms import ANY, ChangeForm, DateInput, FilterForm
from ambitions.models import AmbitionPoint, Organisation, Theme
from monitoring.actions.activities import (
    MAX_DESCRIPTION,
    MAX_PARTICIPANTS,
    MAX_TITLE,
    ActivityContent,
)
from monitoring.choices import ActivityKind
from monitoring.forms.texts import LineField, TextField
from monitoring.forms.versions import VersionForm
from monitoring.models import Activity
from monitoring.plain_text import NO_SIGNALS

PointsByTheme = Mapping[Theme, Sequence[AmbitionPoint]]


class ActivityForm(ChangeForm):
    """What was done, when, by which organisations, for how many people and which points.

    The points have a field per theme (`punten-<key of the theme>`), so that a theme can stay shut.
    """

    button = "Activiteit opslaan"
    kind = forms.ChoiceField(label="Soort", choices=[("", "Kies een soort"), *ActivityKind.choices])
    title = LineField(
        label="Titel",
        max_length=MAX_TITLE,
        help_text=f"Iedereen in de regio kan deze activiteit lezen. {NO_SIGNALS}",
    )
    held_on = forms.DateField(label="Datum", widget=DateInput)
    organisations = forms.MultipleChoiceField(
        label="Organisaties",
        widget=forms.CheckboxSelectMultiple,
        help_text="Wie deden er mee? Uw eigen organisatie hoort erbij.",
    )
    participants = forms.IntegerField(
        label="Aantal deelnemers",
        required=False,
        min_value=0,
        max_value=MAX_PARTICIPANTS,
        help_text="Laat dit leeg als het aantal niet bekend is.",
    )
    description = TextField(
        label="Beschrijving",
        required=False,
        max_length=MAX_DESCRIPTION,
        help_text="Iedereen in de regio kan dit lezen.",
    )

    def __init__(
        self,
        *args: Any,
        organisations: Sequence[Organisation],
        points: PointsByTheme,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by_code = {found.code: found for found in organisations}
        self.by_key = {str(point.pk): point for found in points.values() for point in found}
        self.fields["organisations"].choices = [  # type: ignore[attr-defined]
            (code, found.name) for code, found in self.by_code.items()
        ]
        for theme, found in points.items():
            self.fields[f"punten-{theme.pk}"] = _points_field(theme, found)
        self._lay_out([f"punten-{theme.pk}" for theme in points])

    def content(self) -> ActivityContent:
        data = self.cleaned_data
        chosen = (key for name in data if name.startswith("punten-") for key in data[name])
        return ActivityContent(
            kind=data["kind"],
            title=data["title"],
            held_on=data["held_on"],
            organisations=frozenset(self.by_code[code] for code in data["organisations"]),
            participants=data["participants"],
            description=data["description"],
            points=frozenset(self.by_key[key] for key in chosen),
        )

    def _lay_out(self, themes: Sequence[str]) -> None:
        hidden = [name for name, field in self.fields.items() if field.widget.is_hidden]
        self.helper.layout = Layout(
            *hidden,
            "kind",
            "title",
            "held_on",
            "organisations",
            "participants",
            "description",
            Fieldset(
                "Voor welke ambitiepunten?",
                *(Field(name, template="monitoring/_activity_theme.html") for name in themes),
            ),
        )


class ActivityChangeForm(VersionForm, ActivityForm):
    """The same, on top of what the page showed."""

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, present=activity.version, **kwargs)


class RemoveForm(VersionForm):
    """Removes what the page showed."""

    button = "Activiteit verwijderen"


class ActivityFilterForm(FilterForm):
    """Narrows the list of activities."""

    soort = forms.ChoiceField(label="Soort", required=False, choices=[*ANY, *ActivityKind.choices])
    organisatie = forms.ChoiceField(label="Organisatie", required=False)
    jaar = forms.ChoiceField(label="Jaar", required=False)

    def __init__(
        self, *args: Any, organisations: Sequence[Organisation], years: Sequence[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, action=reverse("activity_list"), **kwargs)
        self.organisations = {found.code: found for found in organisations}
        places = [(code, found.name) for code, found in self.organisations.items()]
        self.fields["organisatie"].choices = [*ANY, *places]  # type: ignore[attr-defined]
        choices = [*ANY, *((str(year), str(year)) for year in years)]
        self.fields["jaar"].choices = choices  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any] | None:
        """Kind, organisation and year; None when the address asks for what is not there."""
        if not self.is_valid():
            return None
        data = self.cleaned_data
        return {
            "kind": data["soort"],
            "organisation": self.organisations.get(data["organisatie"]),
            "year": int(data["jaar"]) if data["jaar"] else None,
        }


def _points_field(theme: Theme, points: Sequence[AmbitionPoint]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=f"Thema {theme}",
        required=False,
        choices=[(str(point.pk), str(point)) for point in points],
        widget=forms.CheckboxSelectMultiple,
    )


def shown(content: ActivityContent) -> dict[str, Any]:
    """What the form shows of an activity, as initial values."""
    return {**content.fields(), **ticked(content.organisations, content.points)}


def ticked(
    organisations: Iterable[Organisation], points: Iterable[AmbitionPoint]
) -> dict[str, list[str]]:
    """The check boxes that are ticked for these, as initial values."""
    boxes = {"organisations": [organisation.code for organisation in organisations]}
    for point in points:
        boxes.setdefault(f"punten-{point.theme_id}", []).append(str(point.pk))
    return boxes
