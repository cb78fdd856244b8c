"""Forms of the region's administration; each names the only fields that it takes."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.urls import reverse

from accounts.events import EventType
from accounts.models import User
from accounts.permissions import REGION_ROLES, Role
from ambitions.actions.rights import MAX_REMARK
from ambitions.audit_log import Narrowing
from ambitions.models import Organisation, Region
from ambitions.rights_list import Line, State

Target = Organisation | Region
Targets = dict[str, Target]
"""What a role can be for, by the value in the form; only what the asker manages."""

ANY = [("", "Alle")]
ROLE_HELP = (
    "Een districtscoördinator en een RIEC-analist hebben hun rol voor de hele regio, "
    "een coördinator en een bestuurder voor één organisatie."
)


def targets_in(regions: Sequence[Region], organisations: Sequence[Organisation]) -> Targets:
    """The regions first, then their organisations."""
    return {
        **{f"regio-{region.code}": region for region in regions},
        **{organisation.code: organisation for organisation in organisations},
    }


class DateInput(forms.DateInput):
    """The browser's own date field; it sends and takes dates as in 2026-12-31."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ChangeForm(forms.Form):
    """A form with one button; without fields it only asks whether somebody is sure."""

    button = "Opslaan"

    def __init__(self, *args: Any, button: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.add_input(Submit("opslaan", button or self.button))

    def refuse(self, lines: Sequence[str]) -> None:
        """Shows why an action said no, above what was typed."""
        self.helper.form_error_title = "Dit is niet gelukt"
        for line in lines:
            self.add_error(None, line)


class RoleForm(ChangeForm):
    """A role for an organisation or a region, with a last day when that is known."""

    role = forms.ChoiceField(label="Rol", choices=Role.choices, widget=forms.RadioSelect)
    target = forms.ChoiceField(label="Voor", help_text=ROLE_HELP)
    ends_on = forms.DateField(
        label="Laatste dag",
        required=False,
        widget=DateInput,
        help_text="Laat dit leeg als de rol doorloopt tot iemand haar beëindigt.",
    )

    def __init__(self, *args: Any, targets: Targets, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.targets = targets
        choices = [("", "Kies een regio of organisatie"), *_target_choices(targets)]
        self.fields["target"].choices = choices  # type: ignore[attr-defined]

    def clean_target(self) -> Target:
        return self.targets[self.cleaned_data["target"]]

    def clean(self) -> dict[str, Any]:
        """Says beside the field what `give_role` would refuse."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        role, target = data.get("role"), data.get("target")
        if role and target and (role in REGION_ROLES) != isinstance(target, Region):
            wanted = "de hele regio" if role in REGION_ROLES else "een organisatie"
            self.add_error("target", f"Kies bij de rol {Role(role).label} {wanted}.")
        return data


class InvitationForm(RoleForm):
    """A person, and the first role that they get."""

    button = "Uitnodigen"
    name = forms.CharField(label="Naam", max_length=150, help_text="Voornaam en achternaam.")
    email = forms.EmailField(
        label="E-mailadres",
        max_length=254,
        help_text="Het eigen werkadres van deze persoon, geen gedeelde postbus.",
    )
    field_order = ("name", "email", "role", "target", "ends_on")


class NameForm(ChangeForm):
    """A name; `was` is the name that the page showed."""

    name = forms.CharField(label="Naam", max_length=150)
    was = forms.CharField(widget=forms.HiddenInput, max_length=150, strip=False)


class EndDateForm(ChangeForm):
    """The last day of a role; `was` is the day that the page showed."""

    ends_on = forms.DateField(
        label="Laatste dag",
        required=False,
        widget=DateInput,
        help_text="Laat dit leeg als de rol doorloopt tot iemand haar beëindigt.",
    )
    was = forms.DateField(required=False, widget=forms.HiddenInput)


class ReviewForm(ChangeForm):
    """That the rights list was reviewed; `seen` is the mark of the list that the page showed."""

    button = "Ik heb deze lijst beoordeeld"
    remark = forms.CharField(
        label="Opmerking",
        required=False,
        max_length=MAX_REMARK,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Bijvoorbeeld welke rollen u naar aanleiding van de beoordeling hebt beëindigd.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class FilterForm(forms.Form):
    """A form in the address: what a list is narrowed to."""

    def __init__(self, *args: Any, action: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_method = "get"
        self.helper.form_class = "fn-form--inline"
        self.helper.form_action = action
        # Without a name the button is not in the address.
        self.helper.layout = Layout(
            *self.fields, Submit("", "Toon", css_class="nl-button--secondary")
        )


class UserFilterForm(FilterForm):
    """Narrows the list of users; ended roles are shown when that is asked."""

    organisatie = forms.ChoiceField(label="Organisatie", required=False)
    rol = forms.ChoiceField(label="Rol", required=False, choices=[*ANY, *Role.choices])
    stand = forms.ChoiceField(
        label="Stand",
        required=False,
        choices=[("", "Alle, zonder beëindigd"), *State.choices],
    )
    zoek = forms.CharField(label="Naam of e-mailadres", required=False, max_length=150)

    def __init__(self, *args: Any, targets: Targets, **kwargs: Any) -> None:
        super().__init__(*args, action=reverse("user_list"), **kwargs)
        choices = [*ANY, *_target_choices(targets)]
        self.fields["organisatie"].choices = choices  # type: ignore[attr-defined]
        self.targets = targets

    def narrow(self, lines: Sequence[Line]) -> list[Line]:
        """The lines that fit; none when the address asks for what does not exist."""
        if not self.is_valid():
            return []
        data = self.cleaned_data
        target = self.targets.get(data["organisatie"])
        words = data["zoek"].casefold()
        return [
            line
            for line in lines
            if (target is None or target in (line.membership.organisation, line.membership.region))
            and data["rol"] in ("", line.membership.role)
            and (line.state == data["stand"] or (line.holds and not data["stand"]))
            and words in f"{line.user.name} {line.user.email}".casefold()
        ]


class AuditFilterForm(FilterForm):
    """Narrows the audit log."""

    van = forms.DateField(label="Van", required=False, widget=DateInput)
    tot = forms.DateField(label="Tot en met", required=False, widget=DateInput)
    soort = forms.ChoiceField(
        label="Gebeurtenis", required=False, choices=[*ANY, *EventType.choices]
    )
    persoon = forms.ChoiceField(label="Gebruiker", required=False)
    organisatie = forms.ChoiceField(label="Organisatie", required=False)

    def __init__(
        self,
        *args: Any,
        people: Sequence[User],
        organisations: Sequence[Organisation],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, action=reverse("audit_log"), **kwargs)
        self.people = {str(person.pk): person for person in people}
        self.organisations = {organisation.code: organisation for organisation in organisations}
        named = [(key, f"{person} ({person.email})") for key, person in self.people.items()]
        places = [(code, organisation.name) for code, organisation in self.organisations.items()]
        self.fields["persoon"].choices = [*ANY, *named]  # type: ignore[attr-defined]
        self.fields["organisatie"].choices = [*ANY, *places]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = data.get("van"), data.get("tot")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("tot", "Kies een dag op of na de eerste dag.")
        return data

    def narrowing(self) -> Narrowing | None:
        """What is asked for; None when the address asks for what does not exist."""
        if not self.is_valid():
            return None
        data = self.cleaned_data
        return Narrowing(
            first=data["van"],
            last=data["tot"],
            type=data["soort"] or None,
            person=self.people.get(data["persoon"]),
            organisation=self.organisations.get(data["organisatie"]),
        )


def _target_choices(targets: Targets) -> list[tuple[str, str]]:
    return [
        (key, f"{target} (hele regio)" if isinstance(target, Region) else str(target))
        for key, target in targets.items()
    ]
