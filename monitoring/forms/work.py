"""Dividing points among colleagues: many at a time, one, or all of somebody."""

import re
from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.http import QueryDict

from accounts.models import User
from ambitions.forms import ChangeForm
from monitoring.actions.assignments import Chosen
from monitoring.forms.texts import LineField
from monitoring.plain_text import NO_SIGNALS

MAX_NOTE = 500
NOBODY = "niemand"
CHOSEN = re.compile(r"([0-9]{1,18})-([0-9]{1,18})")
NO_POINTS = "Kies een of meer ambitiepunten."


class ColleagueForm(ChangeForm):
    """A colleague, and a message for them."""

    to = forms.ChoiceField(label="Collega")
    note = LineField(
        label="Bericht",
        required=False,
        max_length=MAX_NOTE,
        help_text=f"Uw collega leest dit bij het punt, niet in de mail. {NO_SIGNALS}",
    )

    def __init__(self, *args: Any, people: Sequence[User], me: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        named = [
            (key, f"{person} (uzelf)" if person == me else str(person))
            for key, person in self.people.items()
        ]
        choices = [("", "Kies een collega"), *named]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]

    def clean_to(self) -> User | None:
        return self.people.get(self.cleaned_data["to"])


class AssignForm(ColleagueForm):
    """Who gets one point; `seen` is the key of who had it on the page, 0 for nobody."""

    button = "Toewijzen"
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_nobody(self)

    def clean_seen(self) -> int | None:
        return self.cleaned_data["seen"] or None


class DivideForm(ColleagueForm):
    """Who gets the points that are ticked; the page draws the ticks and the button itself.

    A tick is the key of a result, a hyphen and the key of who had it on the page, or 0.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_nobody(self)
        self.helper.inputs = []
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    @property
    def ticks(self) -> list[Chosen]:
        """What was ticked; what could not be a tick is left out."""
        sent = cast(QueryDict, self.data).getlist("points") if self.is_bound else []
        parts = [match.groups() for tick in sent if (match := CHOSEN.fullmatch(tick))]
        return [Chosen(int(result), int(person) or None) for result, person in parts]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.ticks:
            self.add_error(None, NO_POINTS)
        return data


class HandOverForm(ColleagueForm):
    """Who gets all points of somebody."""

    button = "Doorgeven"


def _offer_nobody(form: ColleagueForm) -> None:
    field = form.fields["to"]
    field.choices = [*field.choices, (NOBODY, "Niemand: haal de toewijzing weg")]  # type: ignore[attr-defined]
