"""Why single sign-on is refused, and the page that says so."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus

from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.actions.sign_in import note
from accounts.events import EventType
from accounts.models import User

logger = logging.getLogger(__name__)


class Refusal(StrEnum):
    """The value is what the audit log says."""

    CANCELLED = "afgebroken"
    EXPIRED = "aanvraag onbekend of verlopen"
    UNREACHABLE = "aanbieder niet bereikbaar"
    INVALID = "antwoord van de aanbieder klopt niet"
    SECOND_STEP = "geen tweede stap"
    UNKNOWN = "niet uitgenodigd"
    SWITCHED_OFF = "account uitgeschakeld"
    OTHER_ADDRESS = "ander e-mailadres dan uitgenodigd"
    OTHER_PERSON = "bevestigd als iemand anders"
    LINKED = "al gekoppeld"


class SingleSignOnRefused(OAuth2Error):  # type: ignore[misc]  # allauth ships no types
    """`check` is one of a few fixed words that tell an administrator what was wrong."""

    def __init__(self, refusal: Refusal, check: str = "") -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
        self.check = check


@dataclass(frozen=True, slots=True)
class _Page:
    status: HTTPStatus
    heading: str
    lines: Sequence[str]


_NOT_INVITED = _Page(
    HTTPStatus.FORBIDDEN,
    "U bent nog niet uitgenodigd",
    (
        "Bij het account van uw organisatie hoort nog geen account van flevonorm.",
        "Hebt u een uitnodiging gekregen? Gebruik dan eerst de link in die e-mail. "
        "Hebt u al een wachtwoord? Meld u dan daarmee aan en koppel daarna uw organisatieaccount.",
        "Hebt u geen uitnodiging? Vraag de districtscoördinator van uw regio erom.",
    ),
)
_PAGES = {
    Refusal.CANCELLED: _Page(
        HTTPStatus.UNAUTHORIZED,
        "U hebt het aanmelden afgebroken",
        ("U bent niet aangemeld. U kunt het opnieuw proberen.",),
    ),
    Refusal.EXPIRED: _Page(
        HTTPStatus.BAD_REQUEST,
        "Het aanmelden is niet gelukt",
        (
            "Het aanmelden duurde te lang, is al afgerond of is in een andere browser begonnen.",
            "Begin opnieuw en gebruik daarbij één tabblad.",
        ),
    ),
    Refusal.UNREACHABLE: _Page(
        HTTPStatus.BAD_GATEWAY,
        "Uw organisatie is niet bereikbaar",
        (
            "De plek waar u zich aanmeldt met het account van uw organisatie, antwoordt nu niet.",
            "Probeer het over een paar minuten opnieuw. Gaat het dan nog niet? Neem contact op "
            "met de helpdesk van uw organisatie.",
        ),
    ),
    Refusal.INVALID: _Page(
        HTTPStatus.UNAUTHORIZED,
        "Het aanmelden is niet gelukt",
        (
            "Het antwoord van uw organisatie klopt niet, dus u bent niet aangemeld.",
            "Probeer het opnieuw. Gaat het dan nog niet? Geef dit door aan de helpdesk van uw "
            "organisatie.",
        ),
    ),
    Refusal.SECOND_STEP: _Page(
        HTTPStatus.FORBIDDEN,
        "Uw organisatie moet een tweede stap vragen",
        (
            "Uw organisatie heeft niet bevestigd dat u een tweede stap hebt gezet, zoals een code "
            "of een bevestiging op uw telefoon. Dat is wel nodig, want flevonorm is vertrouwelijk.",
            "Vraag de helpdesk van uw organisatie om voor flevonorm een tweede stap in te stellen.",
        ),
    ),
    Refusal.UNKNOWN: _NOT_INVITED,
    # Whoever asks does not learn that there was an account.
    Refusal.SWITCHED_OFF: _NOT_INVITED,
    Refusal.OTHER_ADDRESS: _Page(
        HTTPStatus.FORBIDDEN,
        "Deze uitnodiging is voor een ander e-mailadres",
        (
            "Het e-mailadres van uw organisatieaccount is niet het adres dat is uitgenodigd.",
            "Kies via de link in de uitnodiging een wachtwoord, of vraag de districtscoördinator "
            "van uw regio om een uitnodiging op het juiste adres.",
        ),
    ),
    Refusal.OTHER_PERSON: _Page(
        HTTPStatus.FORBIDDEN,
        "Dit is niet uw organisatieaccount",
        (
            "U hebt zich bij uw organisatie aangemeld met een ander account dan het uwe. "
            "Er is niets gewijzigd.",
            "Begin opnieuw en kies het account dat bij u hoort.",
        ),
    ),
    Refusal.LINKED: _Page(
        HTTPStatus.CONFLICT,
        "Dit organisatieaccount kan niet worden gekoppeld",
        (
            "Dit organisatieaccount hoort al bij iemand, of u hebt al een ander organisatieaccount "
            "gekoppeld. Er is niets gewijzigd.",
            "Hulp nodig? Neem contact op met de districtscoördinator van uw regio.",
        ),
    ),
}


def refuse(
    request: HttpRequest, refusal: Refusal, *, user: User | None = None, check: str = ""
) -> HttpResponse:
    """The page of a refusal, written into the audit log with the account that it is about.

    An answer to nothing that was asked here is not logged: anybody could fill the log with those.
    """
    if refusal is not Refusal.EXPIRED:
        reason = {"reden": refusal.value} | ({"controle": check} if check else {})
        note(EventType.SSO_REFUSED, user=user, new=reason, by=None)
    if refusal in {Refusal.UNREACHABLE, Refusal.INVALID}:
        logger.warning("single sign-on failed: %s (%s)", refusal.name.lower(), check)
    page = _PAGES[refusal]
    context = {"heading": page.heading, "lines": page.lines}
    return render(request, "socialaccount/refused.html", context, status=page.status)
