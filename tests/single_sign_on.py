"""The steps of single sign-on as a browser takes them, against `tests.oidc_provider`."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.test import Client

from accounts.actions.sso import link_account
from accounts.events import EventType
from accounts.models import AuditEvent, User
from tests.oidc_provider import FakeProvider
from tests.reports.document import Element, Response, document

ADDRESS = "anna@voorbeeld.test"
SUBJECT = "persoon-1"
START = "/aanmelden/organisatie/"
BACK = "/aanmelden/organisatie/terug/"
LINKING = "/account/organisatie/"
UNLINKING = "/account/organisatie/loskoppelen/"
CONFIRMING = "/account/bevestigen/organisatie/"

NOT_INVITED = "U bent nog niet uitgenodigd"
FAILED = "Het aanmelden is niet gelukt"
NO_SECOND_STEP = "Uw organisatie moet een tweede stap vragen"
UNREACHABLE = "Uw organisatie is niet bereikbaar"
NOT_LINKED = "Dit organisatieaccount kan niet worden gekoppeld"


def linked(user: User, provider: FakeProvider, subject: str = SUBJECT) -> User:
    link_account(user=user, issuer=provider.issuer, subject=subject, kept={}, by=user)
    return user


def begin(client: Client, **form: str) -> str:
    """Presses the button; returns the address of the provider that the page leads to."""
    response = client.post(START, form)
    assert response.status_code == 200, response.status_code
    page = document(response)
    (link,) = page.one("main").hrefs()
    refresh = page.one("meta", **{"http-equiv": "refresh"})
    assert refresh.attributes["content"] == f"0;url={link}"
    return link


def go_back(client: Client, address: str) -> Response:
    """Follows the provider's redirect to us."""
    parts = urlsplit(address)
    assert parts.path == BACK
    return client.get(f"{parts.path}?{parts.query}")


def round_trip(client: Client, provider: FakeProvider, **form: str) -> Response:
    return go_back(client, provider.visit(begin(client, **form)))


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def heading(response: Response) -> str:
    page = document(response)
    assert page.one("html").attributes["lang"] == "nl"
    return page.one("h1").text


def refusals() -> list[dict[str, Any]]:
    """What the audit log says of the refusals, the oldest first."""
    events = AuditEvent.objects.in_chain().filter(type=EventType.SSO_REFUSED)
    return [event.new_values for event in events]


def events_of(type: EventType) -> int:
    return AuditEvent.objects.filter(type=type).count()


def query_of(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def fields(page: Element) -> dict[str, str]:
    """What the form of a page would send."""
    inputs = page.one("main").one("form").all("input", type="hidden")
    return {
        field.attributes["name"]: field.attributes["value"]
        for field in inputs
        if field.attributes["name"] != "csrfmiddlewaretoken"
    }
