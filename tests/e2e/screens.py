"""The screens of the application, each as the person for whom it says most."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from django.test import override_settings
from playwright.sync_api import FilePayload, expect

from tests.e2e import losing_steps, report_steps
from tests.e2e.conftest import Visit, Visitor
from tests.entry_sheets import Change, filled_in, worked_on
from tests.extremes import PERSON

DISTRICT, ANALYST = "districtscoordinator", "riec"
ALMERE, EXECUTIVE = "coordinator.almere", "bestuurder.almere"
EXTREME = PERSON
OPEN, PUBLISHED = "fn2-nulmeting", "fn1-evaluatie-2022"
EVIDENCE = f"/rondes/{OPEN}/invoer/GM0034/punt/A1/onderbouwing/"
ACTIVITY = "/activiteiten/toevoegen/?punt=A5"
SHEET = f"/rondes/{OPEN}/invoer/GM0034/invulblad/"
REPORTS = f"/rapporten/ronde/{PUBLISHED}/"
STAND = f"{REPORTS}stand-voor-het-dvc/"


@dataclass(frozen=True, slots=True)
class Screen:
    """An address and who looks at it; `then` is what they do there.

    `debug` is for what is there only while DEBUG is on.
    """

    name: str
    person: str
    path: str
    status: int = 200
    then: Callable[[Visitor, Visit], None] | None = None
    debug: bool = False

    def show(self, visit: Visit, *, width: int) -> Visitor:
        visitor = visit(self.person, width=width)
        with override_settings(DEBUG=self.debug):
            assert visitor.open(self.path) == self.status
        if self.then:
            self.then(visitor, visit)
        return visitor

    def __str__(self) -> str:
        return self.name


def entry_path(organisation: str, theme: str = "A") -> str:
    return f"/rondes/{OPEN}/invoer/{organisation}/?thema={theme}"


def fill_in(visitor: Visitor, code: str, status: str, text: str) -> None:
    """Chooses a status and types an explanation, and leaves it unsaved."""
    part = visitor.page.locator(f"#punt-{code}")
    part.get_by_label(status, exact=True).check()
    part.get_by_label("Toelichting").fill(text)


def save(visitor: Visitor) -> None:
    visitor.page.get_by_role("button", name="Opslaan", exact=True).click()
    visitor.page.wait_for_load_state()


def expect_saved(visitor: Visitor) -> None:
    """Waits until the page says that everything is saved, by itself or by the button."""
    expect(visitor.page.get_by_text("Alles is opgeslagen.")).to_be_visible()


def refuse_sign_in(visitor: Visitor, _visit: Visit) -> None:
    visitor.page.get_by_label("E-mailadres").fill("geen adres")
    visitor.page.get_by_role("button", name="Aanmelden", exact=True).click()
    visitor.page.locator(".utrecht-alert--error").wait_for()


def type_too_much(visitor: Visitor, code: str) -> str:
    """Puts in a text that is too long, past the limit that the browser keeps; returns it."""
    text = "regel " * 4000
    area = visitor.page.locator(f"#punt-{code}").get_by_label("Toelichting")
    area.evaluate("area => area.removeAttribute('maxlength')")
    area.fill(text)
    return text


def send_too_much(visitor: Visitor, _visit: Visit) -> None:
    type_too_much(visitor, "A2")
    visitor.page.locator("#punt-A2 .fn-save__problem").wait_for()


def preview_erratum(visitor: Visitor, _visit: Visit) -> None:
    """Says that a published point was not achieved, and looks at what that changes."""
    page = visitor.page
    page.get_by_label("niet behaald", exact=True).check()
    page.get_by_label("Toelichting").fill("De uitslag was verwisseld.")
    page.get_by_label("Reden van het erratum").fill("De uitslag was verwisseld.")
    page.get_by_role("button", name="Bekijk wat er verandert").click()
    page.get_by_role("button", name="Erratum publiceren").wait_for()


def save_something(visitor: Visitor, _visit: Visit) -> None:
    area = visitor.page.locator("#punt-B1").get_by_label("Toelichting")
    area.fill(f"{area.input_value()[-100:]} en nog een regel")
    expect_saved(visitor)


def meet_a_colleague(visitor: Visitor, visit: Visit) -> None:
    """The district coordinator saves a status while this person types."""
    colleague = visit(DISTRICT)
    colleague.open(visitor.page.url.removeprefix(visitor.site))
    part = colleague.page.locator("#punt-A3")
    current = part.locator("input[type=radio]:checked").get_attribute("value")
    other = "behaald" if current != "achieved" else "niet behaald"
    part.get_by_label(other, exact=True).check()
    expect_saved(colleague)
    fill_in(visitor, "A3", "deels behaald", "Terwijl een collega bezig was")
    visitor.page.locator(".fn-conflict").wait_for()


def take_sheet(visitor: Visitor) -> bytes:
    with visitor.page.expect_download() as taken:
        visitor.page.get_by_role("link", name="Eén lijst").click()
    return taken.value.path().read_bytes()


def bring_sheet(visitor: Visitor, file: bytes, *changes: Change) -> None:
    content = worked_on(file, *changes)
    upload = FilePayload(name="invulblad.xlsx", mimeType="application/zip", buffer=content)
    visitor.page.get_by_label("Ingevuld invulblad").set_input_files(upload)
    visitor.page.get_by_role("button", name="Lees het invulblad in").click()
    visitor.page.wait_for_load_state()


def bring_macros(visitor: Visitor, _visit: Visit) -> None:
    upload = FilePayload(name="huisstijl.docm", mimeType="application/zip", buffer=b"PK")
    visitor.page.get_by_label("Sjabloon", exact=True).set_input_files(upload)
    visitor.page.get_by_role("button", name="Plaats het sjabloon").click()
    visitor.page.locator(".fn-error-summary").wait_for()


def bring_a_wrong_sheet(visitor: Visitor, _visit: Visit) -> None:
    bring_sheet(visitor, take_sheet(visitor), filled_in("A1", status="bijna", explanation="=1+1"))
    visitor.page.locator(".fn-error-summary").wait_for()


def bring_two_sheets(visitor: Visitor, _visit: Visit) -> None:
    """The second is of before the first, so that they meet in a point."""
    file = take_sheet(visitor)
    bring_sheet(visitor, file, filled_in("A1", explanation=f"Eerst {secrets.token_hex(4)}"))
    visitor.page.get_by_role("button", name="Verwerk het invulblad").click()
    visitor.page.locator(".fn-messages").wait_for()
    visitor.open(SHEET)
    later = f"Later {secrets.token_hex(4)}"
    bring_sheet(
        visitor, file, filled_in("A1", explanation=later), filled_in("A2", explanation=later)
    )
    visitor.page.locator(".fn-conflict").wait_for()


def add_a_link(visitor: Visitor, _visit: Visit) -> None:
    """Fails first, with the list of points open; what was typed comes back."""
    page = visitor.page
    page.get_by_text("Dient ook voor andere ambitiepunten").click()
    page.get_by_label("A2 ").check()
    page.get_by_label("Webadres").fill("geen adres")
    page.get_by_role("button", name="Onderbouwing toevoegen").click()
    page.locator(".utrecht-alert--error").wait_for()


def follow(text: str) -> Callable[[Visitor, Visit], None]:
    """Goes on to where the first link with this text leads."""

    def click(visitor: Visitor, _visit: Visit) -> None:
        visitor.page.get_by_role("link", name=text).first.click()
        visitor.page.wait_for_load_state()

    return click


def refuse_without_a_reason(visitor: Visitor, visit: Visit) -> None:
    follow("Beoordelen")(visitor, visit)
    visitor.page.get_by_label("Afwijzen").check()
    visitor.page.get_by_role("button", name="Besluit vastleggen").click()
    visitor.page.locator(".fn-error-summary").wait_for()


def change_with_a_colleague(visitor: Visitor, visit: Visit) -> None:
    """The improvement action is saved in another window while this person types."""
    follow("Afspraken maken")(visitor, visit)
    colleague = visit(ALMERE)
    colleague.open(visitor.page.url.removeprefix(visitor.site))
    for person in (colleague, visitor):
        person.page.get_by_label("Eigenaar").fill(f"Afdeling {secrets.token_hex(4)}")
        person.page.get_by_role("button", name="Verbeteractie opslaan").click()
        person.page.wait_for_load_state()
    visitor.page.locator(".fn-conflict").wait_for()


def check_file(visitor: Visitor, content: bytes) -> None:
    upload = FilePayload(name="bestand.json", mimeType="application/json", buffer=content)
    visitor.page.get_by_label("Bestand", exact=True).set_input_files(upload)
    visitor.page.get_by_role("button", name="Controleer het bestand").click()
    visitor.page.wait_for_load_state()


def check_the_export(visitor: Visitor, _visit: Visit) -> None:
    with visitor.page.expect_download() as taken:
        visitor.page.get_by_role("link", name="JSON").click()
    content = taken.value.path().read_bytes()
    visitor.open("/controleren/")
    check_file(visitor, content)
    visitor.page.get_by_role("heading", name="Echt").wait_for()


def check_something_changed(visitor: Visitor, _visit: Visit) -> None:
    check_file(visitor, f"flevonorm-seal:{PUBLISHED}/1/{'0' * 64}".encode())
    visitor.page.get_by_role("heading", name="Gewijzigd").wait_for()


def check_something_else(visitor: Visitor, _visit: Visit) -> None:
    check_file(visitor, b"Iets anders.")
    visitor.page.get_by_role("heading", name="Onbekend").wait_for()


SCREENS = (
    Screen("sign-in", "", "/"),
    Screen("sign-in refused", "", "/", then=refuse_sign_in),
    Screen("not found for a visitor", "", "/nergens/", 404),
    Screen("start of the district", DISTRICT, "/"),
    Screen("start of a coordinator", ALMERE, "/"),
    Screen("start of an executive", EXECUTIVE, "/"),
    Screen("region, published", DISTRICT, f"/regio/?ronde={PUBLISHED}"),
    Screen(
        "region, what is lacking most",
        DISTRICT,
        f"/regio/?ronde={PUBLISHED}&toon=open&volgorde=ontbreekt",
    ),
    Screen("region, open", DISTRICT, f"/regio/?ronde={OPEN}"),
    Screen("region, of an analyst", ANALYST, f"/regio/?ronde={OPEN}"),
    Screen("region, of an executive", EXECUTIVE, "/regio/"),
    Screen("waterbed", DISTRICT, f"/regio/waterbed/?ronde={PUBLISHED}"),
    Screen("waterbed, open", DISTRICT, f"/regio/waterbed/?ronde={OPEN}"),
    Screen(
        "waterbed, narrowed",
        EXECUTIVE,
        f"/regio/waterbed/?ronde={PUBLISHED}&thema=C&organisatie=GM0034&uitkomst=both",
    ),
    Screen("organisation", ALMERE, f"/organisaties/GM0034/?ronde={PUBLISHED}"),
    Screen("organisation, another's", ALMERE, f"/organisaties/PV24/?ronde={PUBLISHED}"),
    Screen("organisation, open", ALMERE, f"/organisaties/GM0034/?ronde={OPEN}"),
    Screen("organisation, no results", EXECUTIVE, "/organisaties/WS0650/"),
    Screen("point", DISTRICT, "/ambitiepunten/flevolandse-norm/1.0/A1/"),
    Screen("point of 2.0", EXECUTIVE, "/ambitiepunten/flevolandse-norm/2.0/A1/"),
    Screen("region, extreme", EXTREME, "/regio/"),
    Screen("organisation, extreme", EXTREME, "/organisaties/GM7000/"),
    Screen("waterbed, extreme", EXTREME, "/regio/waterbed/"),
    Screen("compare, extreme", EXTREME, "/vergelijken/organisaties/?met=soort"),
    Screen("what if, extreme", EXTREME, "/wat-als/?organisatie=GM7000&punt=GM7000:A3"),
    Screen("figure, extreme", EXTREME, "/rondes/uiterste-2/cijfer/?organisatie=GM7000"),
    Screen("search, extreme", EXTREME, "/zoeken/?q=beleid"),
    Screen("point, extreme", EXTREME, "/ambitiepunten/uiterste-norm/1.0/A1/"),
    Screen("compare rounds", EXECUTIVE, "/vergelijken/"),
    Screen("compare rounds, two norms", DISTRICT, f"/vergelijken/?van={PUBLISHED}&naar={OPEN}"),
    Screen("compare with the region", EXECUTIVE, "/vergelijken/organisaties/"),
    Screen(
        "compare with others",
        ALMERE,
        "/vergelijken/organisaties/?met=gekozen&ander=PV24&ander=GM0184&ander=GM0000",
    ),
    Screen("what if", ALMERE, "/wat-als/?punt=GM0034:A2&punt=GM0034:A1&punt=GM0995:A1&tot=onzin"),
    Screen(
        "what if, of the region", DISTRICT, f"/wat-als/?ronde={OPEN}&punt=PV24:A1&tot=2027-06-01"
    ),
    Screen("point, good examples", ALMERE, "/ambitiepunten/flevolandse-norm/2.0/A5/"),
    Screen("ask for help", ALMERE, "/ambitiepunten/flevolandse-norm/1.0/A5/hulp/GM0995/"),
    Screen("search", DISTRICT, "/zoeken/?q=bibob"),
    Screen("search, one kind", DISTRICT, "/zoeken/?q=beleid&groep=toelichtingen"),
    Screen("search, wrong", ALMERE, "/zoeken/?q=a"),
    Screen("norms", EXECUTIVE, "/normen/"),
    Screen("norm", EXECUTIVE, "/normen/flevolandse-norm/2.0/"),
    Screen("rounds", DISTRICT, "/rondes/"),
    Screen("round, published", DISTRICT, f"/rondes/{PUBLISHED}/"),
    Screen("round, open", DISTRICT, f"/rondes/{OPEN}/"),
    Screen("round, own line", ALMERE, f"/rondes/{OPEN}/"),
    Screen("round, plan", DISTRICT, "/rondes/nieuw/"),
    Screen("round, change", DISTRICT, f"/rondes/{OPEN}/wijzigen/"),
    Screen("round, close", DISTRICT, f"/rondes/{OPEN}/sluiten/"),
    Screen("publication", EXECUTIVE, f"/rondes/{PUBLISHED}/publicaties/1/"),
    Screen("erratum", DISTRICT, f"/rondes/{PUBLISHED}/erratum/"),
    Screen("erratum, points", DISTRICT, f"/rondes/{PUBLISHED}/erratum/GM0034/"),
    Screen(
        "erratum, preview",
        DISTRICT,
        f"/rondes/{PUBLISHED}/erratum/GM0034/?punt=A1",
        then=preview_erratum,
    ),
    Screen("results", DISTRICT, f"/rondes/{PUBLISHED}/resultaten/"),
    Screen("results, page 2", DISTRICT, f"/rondes/{PUBLISHED}/resultaten/?pagina=2"),
    Screen(
        "results, narrowed",
        ALMERE,
        f"/rondes/{PUBLISHED}/resultaten/?organisatie=GM0995&thema=E&status=not_achieved",
    ),
    Screen("results, hidden", ALMERE, f"/rondes/{OPEN}/resultaten/"),
    Screen("trail", DISTRICT, f"/rondes/{PUBLISHED}/cijfer/"),
    Screen("trail, theme", DISTRICT, f"/rondes/{PUBLISHED}/cijfer/?thema=A"),
    Screen("trail, own part", ALMERE, f"/rondes/{OPEN}/cijfer/"),
    Screen("trail, hidden", EXECUTIVE, f"/rondes/{OPEN}/cijfer/?organisatie=GM0995"),
    Screen("entry", ALMERE, entry_path("GM0034")),
    Screen("entry, saved", ALMERE, entry_path("GM0034", "B"), then=save_something),
    Screen("entry, what is open", ALMERE, f"/rondes/{OPEN}/invoer/GM0034/?toon=open"),
    Screen("entry, searched", ALMERE, f"/rondes/{OPEN}/invoer/GM0034/?zoek=bibob"),
    Screen("point", ALMERE, f"/rondes/{OPEN}/invoer/GM0034/punt/A2/"),
    Screen("point, not applicable", DISTRICT, f"/rondes/{OPEN}/invoer/PV24/punt/B4/"),
    Screen("meeting", ALMERE, f"/rondes/{OPEN}/invoer/GM0034/punt/A2/?vergadering=1"),
    Screen("entry on behalf", DISTRICT, entry_path("PV24", "C")),
    Screen("entry, closed", ALMERE, f"/rondes/{PUBLISHED}/invoer/GM0034/"),
    Screen("entry with an error", ALMERE, entry_path("GM0034"), then=send_too_much),
    Screen("entry with a conflict", ALMERE, entry_path("GM0034"), then=meet_a_colleague),
    Screen("divide", ALMERE, f"/rondes/{OPEN}/invoer/GM0034/verdelen/"),
    Screen("divide, closed", ALMERE, f"/rondes/{PUBLISHED}/invoer/GM0034/verdelen/"),
    Screen("assign a point", ALMERE, f"/rondes/{OPEN}/invoer/GM0034/punt/A1/toewijzen/"),
    Screen("notices", ALMERE, "/account/berichten/"),
    Screen("entry sheet", ALMERE, SHEET),
    Screen("entry sheet with errors", ALMERE, SHEET, then=bring_a_wrong_sheet),
    Screen("entry sheet, what it changes", ALMERE, SHEET, then=bring_two_sheets),
    Screen("standing", ALMERE, f"/rondes/{OPEN}/invoer/GM0034/stand/"),
    Screen("standing, published", DISTRICT, f"/rondes/{PUBLISHED}/invoer/GM0034/stand/"),
    Screen("hand in, incomplete", ALMERE, f"/rondes/{OPEN}/invoer/GM0034/indienen/"),
    Screen("sign-off", ALMERE, f"/rondes/{OPEN}/invoer/GM0034/vaststelling/"),
    Screen("return", DISTRICT, f"/rondes/{OPEN}/invoer/GM0034/terugsturen/"),
    Screen("review", DISTRICT, f"/rondes/{OPEN}/invoer/GM0034/beoordelen/"),
    Screen("review of a point", DISTRICT, f"/rondes/{OPEN}/invoer/GM0034/punt/A1/beoordelen/"),
    Screen("peer reviews", ALMERE, f"/rondes/{OPEN}/invoer/GM0034/collegiale-toets/"),
    Screen("ask a peer", ALMERE, f"/rondes/{OPEN}/invoer/GM0034/collegiale-toets/vragen/"),
    Screen("evidence", ALMERE, f"/rondes/{OPEN}/invoer/GM0034/onderbouwing/"),
    Screen("evidence, a link", ALMERE, f"{EVIDENCE}toevoegen/", then=add_a_link),
    Screen("evidence, a file", ALMERE, f"{EVIDENCE}toevoegen/?soort=bestand"),
    Screen("evidence, choosing", ALMERE, f"{EVIDENCE}kiezen/"),
    Screen("exemptions", DISTRICT, "/vrijstellingen/"),
    Screen("exemption, decision", DISTRICT, "/vrijstellingen/", then=refuse_without_a_reason),
    Screen("exemption, ask", ALMERE, f"/rondes/{OPEN}/invoer/GM0034/punt/C8/vrijstelling/"),
    Screen("improvement actions", ALMERE, "/verbeteracties/"),
    Screen(
        "improvement action, conflict", ALMERE, "/verbeteracties/", then=change_with_a_colleague
    ),
    Screen("activities", EXECUTIVE, "/activiteiten/"),
    Screen("activity", ALMERE, "/activiteiten/", then=follow("Vervolgtraining")),
    Screen("activity, add", ALMERE, ACTIVITY),
    Screen("form without its key", ALMERE, ACTIVITY, then=losing_steps.lose_the_key),
    Screen("form, signed out", ALMERE, ACTIVITY, then=losing_steps.lose_the_session),
    Screen("reports", DISTRICT, "/rapporten/"),
    Screen("reports, executive", EXECUTIVE, "/rapporten/"),
    Screen("reports, open round", ALMERE, f"/rapporten/?ronde={OPEN}"),
    Screen("report, standard", EXECUTIVE, f"{REPORTS}openbare-samenvatting/"),
    Screen("report, changed", ANALYST, STAND, then=report_steps.change_report),
    Screen("report, text", ANALYST, STAND, then=report_steps.edit_report),
    Screen("report, text with an error", ANALYST, STAND, then=report_steps.mistype_report),
    Screen("report, typing", ANALYST, STAND, then=report_steps.type_report),
    Screen("report, left unsaved", ANALYST, STAND, then=report_steps.leave_unsaved),
    Screen("report, unsaved found", ANALYST, STAND, then=report_steps.find_unsaved),
    Screen("report, a version", ANALYST, STAND, then=report_steps.compare_versions),
    Screen("reports, waiting", DISTRICT, STAND, then=report_steps.see_what_waits),
    Screen("start, waiting", DISTRICT, STAND, then=report_steps.start_with_what_waits),
    Screen("report, second reader", DISTRICT, STAND, then=report_steps.read_as_second),
    Screen("report, approve", DISTRICT, STAND, then=report_steps.ask_approval),
    Screen("report, give back", DISTRICT, STAND, then=report_steps.ask_to_give_back),
    Screen("report, settings", ANALYST, f"{REPORTS}mededeling/", then=report_steps.mark_report),
    Screen("sign-out", ALMERE, "/afmelden/"),
    Screen("administration", DISTRICT, "/beheer/"),
    Screen("users", DISTRICT, "/beheer/gebruikers/"),
    Screen("user", DISTRICT, "/beheer/gebruikers/3/"),
    Screen("invite", DISTRICT, "/beheer/gebruikers/uitnodigen/"),
    Screen("rights", DISTRICT, "/beheer/rechten/"),
    Screen("audit log", DISTRICT, "/beheer/logboek/"),
    Screen("house style", DISTRICT, "/beheer/huisstijl/"),
    Screen("house style wrong file", DISTRICT, "/beheer/huisstijl/", then=bring_macros),
    Screen("house style reset", DISTRICT, "/beheer/huisstijl/docx/standaard-terug/"),
    Screen("file check", "", "/controleren/"),
    Screen("file check, genuine", ANALYST, f"/rondes/{PUBLISHED}/", then=check_the_export),
    Screen("file check, changed", "", "/controleren/", then=check_something_changed),
    Screen("file check, unknown", "", "/controleren/", then=check_something_else),
    Screen("definitions", "", "/begrippen/"),
    Screen("definitions, one word", ALMERE, "/begrippen/#deels-behaald"),
    Screen("privacy", "", "/privacy/"),
    Screen("accessibility", ALMERE, "/toegankelijkheid/"),
    Screen("components", DISTRICT, "/componenten/", debug=True),
    Screen("not found", ALMERE, "/nergens/", 404),
)
