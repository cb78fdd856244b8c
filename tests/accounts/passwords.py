"""What the tests of passwords share: Anna, her two passwords, and how a page refuses."""

import re

from django.test import Client

from tests.factories import PASSWORD
from tests.reports.document import Response, document

ADDRESS = "anna@voorbeeld.test"
NEW = "vier gele fietsen zingen zacht"
FORGOTTEN, SENT = "/wachtwoord-vergeten/", "/wachtwoord-vergeten/verstuurd/"
CHANGE = "/account/wachtwoord/"
LINK = re.compile(r"http://testserver(/wachtwoord-vergeten/\S+/)")
ENGLISH = re.compile(r"\b(password|email|the|your|you|too|must|please|link below)\b", re.IGNORECASE)
INFORMAL = re.compile(r"\b(je|jij|jou|jouw)\b", re.IGNORECASE)


def sign_in(client: Client, password: str = PASSWORD) -> Client:
    client.post("/", {"login": ADDRESS, "password": password})
    return client


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def errors(response: Response) -> str:
    """What the page says is wrong: in Dutch, and formally."""
    text = " ".join(alert.text for alert in document(response).all(css="utrecht-alert--error"))
    assert not ENGLISH.search(text), text
    assert not INFORMAL.search(text), text
    return text
