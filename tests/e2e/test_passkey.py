"""The second step in a real browser: passkeys of a virtual device, an app, and the pages of both.

Each test has an account of its own, since what it adds to it stays.
"""

from dataclasses import dataclass

import pytest
from playwright.sync_api import CDPSession, expect

from tests.e2e.conftest import Visit, Visitor
from tests.e2e.test_keyboard import walk, wrong
from tests.e2e.test_screens import WIDTHS, sticking_out, violations
from tests.factories import PASSWORD
from tests.second_steps import code

pytestmark = pytest.mark.browser
PASSKEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
ADD, OVERVIEW = "/account/passkeys/toevoegen/", "/account/tweede-stap/"
APP = "/account/tweede-stap/app/"


@dataclass(frozen=True, slots=True)
class Device:
    """A device that keeps passkeys, and says that its owner was there."""

    session: CDPSession
    key: str

    def passkeys(self) -> list[dict[str, object]]:
        answer = self.session.send("WebAuthn.getCredentials", {"authenticatorId": self.key})
        found: list[dict[str, object]] = answer["credentials"]
        return found

    def recognises_owner(self, value: bool) -> None:
        self.session.send(
            "WebAuthn.setUserVerified", {"authenticatorId": self.key, "isUserVerified": value}
        )


def with_device(visitor: Visitor, **options: object) -> Device:
    session = visitor.page.context.new_cdp_session(visitor.page)
    session.send("WebAuthn.enable")
    answer = session.send("WebAuthn.addVirtualAuthenticator", {"options": {**PASSKEY, **options}})
    return Device(session, answer["authenticatorId"])


def press(visitor: Visitor, name: str) -> None:
    visitor.page.get_by_role("button", name=name, exact=True).click()


def type_password(visitor: Visitor, email: str) -> None:
    visitor.page.get_by_label("E-mailadres").fill(email)
    visitor.page.get_by_label("Wachtwoord").fill(PASSWORD)
    press(visitor, "Aanmelden")


def enter(visit: Visit, person: str, **options: object) -> Visitor:
    """Signs in with only a password, in a window that is used for nothing else."""
    visitor: Visitor = visit(**options)
    visitor.open("/")
    type_password(visitor, f"{person}@flevonorm.example")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Welkom")
    return visitor


def leave(visitor: Visitor) -> None:
    press(visitor, "Afmelden")
    expect(visitor.page.get_by_label("E-mailadres")).to_be_visible()


def heading(visitor: Visitor) -> str:
    return visitor.page.get_by_role("heading", level=1).inner_text()


def make_passkey(visitor: Visitor, name: str = "Laptop") -> None:
    visitor.open(ADD)
    visitor.page.get_by_label("Naam van deze passkey").fill(name)
    press(visitor, "Passkey maken")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Uw herstelcodes")


def test_passkey_is_made_and_signs_in_without_a_password(visit: Visit) -> None:
    visitor = enter(visit, "bestuurder.lelystad")
    device = with_device(visitor)
    make_passkey(visitor)
    (kept,) = device.passkeys()
    assert kept["isResidentCredential"]
    visitor.open("/account/passkeys/")
    expect(visitor.page.get_by_role("rowheader")).to_have_text("Laptop")
    leave(visitor)

    visitor.open("/?next=/rondes/")
    press(visitor, "Aanmelden met een passkey")

    visitor.page.wait_for_url(f"{visitor.site}/rondes/")
    assert visitor.complaints == []


def test_passkey_is_the_second_step_after_a_password(visit: Visit) -> None:
    visitor = enter(visit, "bestuurder.zeewolde")
    with_device(visitor)
    make_passkey(visitor)
    leave(visitor)

    type_password(visitor, "bestuurder.zeewolde@flevonorm.example")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Nog één stap")
    assert violations(visitor.page) == []
    press(visitor, "Passkey gebruiken")

    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Welkom")
    visitor.open("/account/bevestigen/passkey/?next=/account/apparaten/")
    assert violations(visitor.page) == []
    press(visitor, "Passkey gebruiken")
    visitor.page.wait_for_url(f"{visitor.site}/account/apparaten/")
    assert visitor.complaints == []


def test_passkey_that_fails_is_told_in_dutch_and_read_out(visit: Visit) -> None:
    visitor = visit()
    with_device(visitor)
    visitor.open("/")

    press(visitor, "Aanmelden met een passkey")

    expect(visitor.page.get_by_role("alert").filter(has_text="passkey")).to_contain_text(
        "Er is geen passkey gebruikt."
    )
    expect(visitor.page.get_by_role("button", name="Aanmelden met een passkey")).to_be_focused()
    assert violations(visitor.page) == []


def test_device_that_does_not_recognise_its_owner_makes_no_passkey(visit: Visit) -> None:
    visitor = enter(visit, "bestuurder.noordoostpolder")
    device = with_device(visitor)
    device.recognises_owner(False)
    visitor.open(ADD)

    press(visitor, "Passkey maken")

    expect(visitor.page.get_by_role("alert").filter(has_text="passkey")).to_be_visible()
    assert device.passkeys() == []
    assert visitor.page.url.endswith(ADD)


def test_device_that_does_not_recognise_its_owner_does_not_sign_in(visit: Visit) -> None:
    visitor = enter(visit, "bestuurder.urk")
    device = with_device(visitor)
    make_passkey(visitor)
    leave(visitor)
    device.recognises_owner(False)

    press(visitor, "Aanmelden met een passkey")

    expect(visitor.page.get_by_role("alert").filter(has_text="passkey")).to_be_visible()
    visitor.open("/rondes/")
    expect(visitor.page.get_by_label("E-mailadres")).to_be_visible()


def test_passkey_that_was_removed_does_not_sign_in(visit: Visit) -> None:
    visitor = enter(visit, "bestuurder.provincie-flevoland")
    with_device(visitor)
    make_passkey(visitor)
    visitor.open("/account/passkeys/")
    visitor.page.get_by_role("link", name="verwijderen").click()
    press(visitor, "Passkey verwijderen")
    expect(visitor.page.get_by_text("U hebt nog geen passkey.")).to_be_visible()
    leave(visitor)

    press(visitor, "Aanmelden met een passkey")

    expect(visitor.page.locator(".fn-messages")).to_contain_text("niet herkend")


def test_browser_without_json_for_passkeys_works_too(visit: Visit) -> None:
    visitor = visit()
    visitor.page.add_init_script(
        """delete PublicKeyCredential.parseCreationOptionsFromJSON;
           delete PublicKeyCredential.parseRequestOptionsFromJSON;
           delete PublicKeyCredential.prototype.toJSON;"""
    )
    visitor.open("/")
    type_password(visitor, "coordinator.noordoostpolder@flevonorm.example")
    with_device(visitor)
    make_passkey(visitor)
    leave(visitor)

    press(visitor, "Aanmelden met een passkey")

    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Welkom")


def test_app_is_set_up_and_signs_in_without_javascript(visit: Visit) -> None:
    visitor = enter(visit, "coordinator.provincie-flevoland", javascript=False)
    visitor.open(APP)
    secret = visitor.page.locator("code").inner_text().replace(" ", "")
    picture = visitor.page.get_by_role("img", name="QR-code")
    expect(picture).to_be_visible()
    visitor.page.get_by_label("Code uit de app").fill(code(secret))
    press(visitor, "App in gebruik nemen")
    assert heading(visitor) == "Uw herstelcodes"
    codes = visitor.page.locator("main code").all_inner_texts()
    with visitor.page.expect_download() as download:
        press(visitor, "Opslaan als bestand")
    assert download.value.suggested_filename == "flevonorm-herstelcodes.txt"
    assert all(each in download.value.path().read_text() for each in codes)
    visitor.page.get_by_role("link", name="Ik heb ze bewaard").click()
    leave(visitor)

    type_password(visitor, "coordinator.provincie-flevoland@flevonorm.example")
    visitor.page.get_by_label("Code").fill(code(secret, 1))
    press(visitor, "Verder")

    assert heading(visitor) == "Welkom"


def test_page_for_passkeys_says_why_it_does_nothing_without_javascript(visit: Visit) -> None:
    visitor = enter(visit, "bestuurder.waterschap-zuiderzeeland", javascript=False)
    visitor.open(ADD)

    expect(visitor.page.get_by_text("zet JavaScript aan")).to_be_visible()
    expect(visitor.page.get_by_role("button", name="Passkey maken")).to_be_hidden()
    visitor.open("/aanmelden/")
    expect(visitor.page.get_by_role("button", name="Aanmelden met een passkey")).to_be_hidden()


def test_every_page_is_accessible_fits_and_is_walked_by_keyboard(visit: Visit) -> None:
    visitor = enter(visit, "coordinator.waterschap-zuiderzeeland")
    with_device(visitor)
    page = visitor.page

    def inspect(name: str) -> None:
        for width in WIDTHS:
            visitor.resize(width)
            assert sticking_out(page) == [], (name, width)
            assert violations(page) == [], (name, width)
        visitor.resize(WIDTHS[0])
        page.evaluate("() => document.activeElement.blur()")
        stops = walk(page)
        assert len(stops) > 3, name
        assert wrong(stops) == [], name

    def show(path: str) -> None:
        assert visitor.open(path) == 200
        inspect(path)

    for path in ("/account/", "/account/wachtwoord/", OVERVIEW, f"{OVERVIEW}kiezen/", ADD, APP):
        show(path)
    page.get_by_label("Code uit de app").fill("geen code")
    press(visitor, "App in gebruik nemen")
    inspect("app refused")
    make_passkey(visitor)
    inspect("recovery codes")
    for path in ("herstelcodes/", "herstelcodes/maken/", ""):
        show(OVERVIEW + path)
    for path in ("", "code/", "passkey/"):
        show(f"/account/bevestigen/{path}?next=/account/")
    visitor.open("/account/passkeys/")
    inspect("passkeys")
    page.get_by_role("link", name="Naam wijzigen").click()
    inspect("name of a passkey")
    visitor.open("/account/passkeys/")
    page.get_by_role("link", name="verwijderen").click()
    inspect("remove a passkey")
    show("/account/apparaten/")
    assert visitor.complaints == []


def test_every_page_for_a_visitor_is_accessible_and_fits(visit: Visit) -> None:
    visitor = visit()
    for path in (
        "/wachtwoord-vergeten/",
        "/wachtwoord-vergeten/verstuurd/",
        "/wachtwoord-vergeten/1-abc/",
        "/wachtwoord-vergeten/klaar/",
    ):
        assert visitor.open(path) == 200
        for width in WIDTHS:
            visitor.resize(width)
            assert sticking_out(visitor.page) == [], (path, width)
            assert violations(visitor.page) == [], (path, width)
    assert visitor.complaints == []
