"""What concerns somebody's account as a whole: name, invitation, second step, on or off."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.actions.invitations import send_invitation, withdraw_invitation
from accounts.models import User
from accounts.requests import signed_in
from ambitions.actions.people import (
    rename_person,
    reset_second_factor_of_person,
    switch_person,
)
from ambitions.forms import ChangeForm, NameForm
from ambitions.views.access import changes_access, managed_person, managed_region_of
from ambitions.views.changing import Question, change, posted
from ambitions.views.letters import send_factor_reset_letter, send_invitation_letter

SWITCHES = {"uitschakelen": False, "inschakelen": True}


@require_http_methods(["GET", "HEAD", "POST"])
@changes_access
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    person = managed_person(user, pk)
    form = NameForm(posted(request), initial={"name": person.name, "was": person.name})

    def do(data: Mapping[str, Any]) -> str:
        region = managed_region_of(user, person)
        rename_person(user=person, name=data["name"], was=data["was"], region=region, by=user)
        return "De naam is opgeslagen."

    return change(request, _question(person, f"De naam van {person} wijzigen"), form, do)


@require_http_methods(["GET", "HEAD", "POST"])
@changes_access
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Sends a new invitation in the place of the one before."""
    user = signed_in(request)
    person = managed_person(user, pk)
    form = ChangeForm(posted(request), button="Opnieuw versturen")
    question = _question(
        person,
        f"{person} opnieuw uitnodigen",
        lead=f"Wij mailen een nieuwe link aan {person.email}. Eerdere links werken dan niet meer.",
    )

    def do(_data: Mapping[str, Any]) -> str:
        token = send_invitation(user=person, region=managed_region_of(user, person).code, by=user)
        send_invitation_letter(request, person, token, user)
        return f"Er is een nieuwe uitnodiging voor {person} gemaakt."

    return change(request, question, form, do)


@require_http_methods(["GET", "HEAD", "POST"])
@changes_access
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Makes the link that was mailed useless."""
    user = signed_in(request)
    person = managed_person(user, pk)
    form = ChangeForm(posted(request), button="Intrekken")
    question = _question(
        person,
        f"De uitnodiging van {person} intrekken",
        warning="De link in de mail werkt dan niet meer. De rollen blijven, tot u die beëindigt.",
    )

    def do(_data: Mapping[str, Any]) -> str:
        withdraw_invitation(user=person, region=managed_region_of(user, person).code, by=user)
        return "De uitnodiging is ingetrokken."

    return change(request, question, form, do)


@require_http_methods(["GET", "HEAD", "POST"])
@changes_access
def reset_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """For a lost telephone: the person adds a second step again at the next sign-in."""
    user = signed_in(request)
    person = managed_person(user, pk)
    form = ChangeForm(posted(request), button="Tweede stap wissen")
    question = _question(
        person,
        f"De tweede stap van {person} wissen",
        lead="Doe dit alleen als u zeker weet dat deze persoon erom vraagt: bel of spreek elkaar.",
        warning=(
            "De authenticator-app, passkeys en herstelcodes werken dan niet meer en de persoon is "
            "overal afgemeld. Wij sturen de persoon hierover een mail."
        ),
    )

    def do(_data: Mapping[str, Any]) -> str:
        reset_second_factor_of_person(user=person, region=managed_region_of(user, person), by=user)
        send_factor_reset_letter(request, person, user)
        return f"De tweede stap van {person} is gewist."

    return change(request, question, form, do)


@require_http_methods(["GET", "HEAD", "POST"])
@changes_access
def switch(request: HttpRequest, pk: int, way: str) -> HttpResponse:
    """Switches an account off, or on again."""
    user = signed_in(request)
    person = managed_person(user, pk)
    if way not in SWITCHES:
        raise Http404
    form = ChangeForm(posted(request), button=f"Account {way}")
    off = "De persoon is meteen overal afgemeld en kan zich niet meer aanmelden."
    question = _question(
        person,
        f"Het account van {person} {way}",
        lead="De persoon kan zich daarna weer aanmelden." if SWITCHES[way] else "",
        warning="" if SWITCHES[way] else off,
    )

    def do(_data: Mapping[str, Any]) -> str:
        region = managed_region_of(user, person)
        switch_person(user=person, active=SWITCHES[way], region=region, by=user)
        return f"Het account van {person} is {way.replace('schakelen', 'geschakeld')}."

    return change(request, question, form, do)


def _question(person: User, heading: str, *, lead: str = "", warning: str = "") -> Question:
    return Question(
        heading=heading,
        back=reverse("user_detail", args=[person.pk]),
        back_text=str(person),
        lead=lead,
        warning=warning,
    )
