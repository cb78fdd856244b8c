"""The steps of a year, as people take them: a round from its plan to its publication.

Each step is a function of the `Year` that it happens in. It leaves the windows of the people where
the next one finds them, and looks at every screen on the way.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from openpyxl import Workbook
from playwright.sync_api import FilePayload, Locator, expect

from tests.e2e.conftest import Visit, Visitor
from tests.e2e.screens import (
    DISTRICT,
    EXECUTIVE,
    bring_sheet,
    expect_saved,
    fill_in,
    save,
    take_sheet,
)
from tests.e2e.test_screens import sticking_out, violations
from tests.entry_sheets import cell_of, codes

ORGANISATION, CODE, COORDINATOR = "Zeewolde", "GM0050", "coordinator.zeewolde"
EXEMPTED = "D8"


@dataclass
class Year:
    """A round of its own, and a window for each of the people; only Zeewolde fills in.

    Without `javascript` there is one window more: axe needs scripts, so what a window of the people
    shows is shown in `glass` too, where axe can run and the scripts of the page may not.
    """

    name: str
    code: str
    reference_date: date
    javascript: bool
    district: Visitor
    coordinator: Visitor
    executive: Visitor
    glass: Visitor

    @property
    def path(self) -> str:
        return f"/rondes/{self.code}/"

    @property
    def entry(self) -> str:
        return f"{self.path}invoer/{CODE}/"

    def look(self, visitor: Visitor) -> None:
        """This screen has no accessibility violation, no complaint and nothing beside the page."""
        shown = visitor if self.javascript else self.behind_glass(visitor)
        found = [*violations(shown.page), *sticking_out(visitor.page), *visitor.complaints]
        assert not found, (visitor.page.url, found)

    def behind_glass(self, visitor: Visitor) -> Visitor:
        visitor.page.wait_for_load_state()
        address, html = visitor.page.url.split("#")[0], visitor.page.content()
        policy = {"Content-Security-Policy": "script-src 'none'"}
        self.glass.page.route(
            address,
            lambda route: route.fulfill(body=html, content_type="text/html", headers=policy),
            times=1,
        )
        self.glass.page.goto(address)
        return self.glass

    def follow(self, visitor: Visitor, name: str) -> None:
        """Goes where a link leads, and looks around there."""
        visitor.page.get_by_role("link", name=name, exact=True).first.click()
        visitor.page.wait_for_load_state()
        self.look(visitor)

    def told(self, visitor: Visitor, text: str) -> None:
        """The page that comes back says so."""
        expect(visitor.page.locator(".fn-messages")).to_contain_text(text)
        self.look(visitor)

    def keep(self, visitor: Visitor) -> None:
        """Waits for the page to save itself, or presses its button when it cannot."""
        if self.javascript:
            expect_saved(visitor)
        else:
            save(visitor)
            expect(visitor.page.locator(".fn-messages")).to_contain_text("opgeslagen")


def begin(visit: Visit, *, javascript: bool) -> Year:
    district, coordinator, executive = (
        visit(person, javascript=javascript) for person in (DISTRICT, COORDINATOR, EXECUTIVE)
    )
    return Year(
        name="Meting met script" if javascript else "Meting zonder script",
        code="meting-met-script" if javascript else "meting-zonder-script",
        reference_date=date(2027, 3 if javascript else 9, 1),
        javascript=javascript,
        district=district,
        coordinator=coordinator,
        executive=executive,
        glass=visit(),
    )


def press(visitor: Visitor, name: str) -> None:
    visitor.page.get_by_role("button", name=name, exact=True).click()
    visitor.page.wait_for_load_state()


def point(visitor: Visitor, code: str) -> Locator:
    return visitor.page.locator(f"#punt-{code}")


def plan(year: Year) -> None:
    visitor = year.district
    visitor.open("/rondes/")
    year.follow(visitor, "Ronde plannen")
    fields = visitor.page
    fields.get_by_label("Norm").select_option(label="Flevolandse norm 2.0")
    fields.get_by_label("Naam").fill(year.name)
    fields.get_by_label("tussentijdse meting").check()
    fields.get_by_label("Peildatum").fill(year.reference_date.isoformat())
    fields.get_by_label("Sluit op").fill((year.reference_date + timedelta(weeks=6)).isoformat())
    press(visitor, "Ronde plannen")

    year.told(visitor, f"{year.name} is gepland.")
    assert visitor.page.url == f"{visitor.site}{year.path}"
    assert year.coordinator.open(year.path) == 404


def open_round(year: Year) -> None:
    visitor = year.district
    year.follow(visitor, "Ronde openen")
    expect(visitor.page.get_by_text("8 organisaties en 53 ambitiepunten")).to_be_visible()
    press(visitor, "Ronde openen")

    year.told(visitor, f"{year.name} is open met")


def enter(year: Year) -> None:
    """The coordinator fills in the first points; they are there when the page is opened again."""
    visitor = year.coordinator
    visitor.open("/")
    card = visitor.page.locator(".fn-card").filter(has_text=f"{ORGANISATION}: {year.name}")
    expect(card).to_contain_text("0,0 % ingevuld, nog 52 van 52 ambitiepunten te gaan.")
    card.get_by_role("link", name="Resultaten invullen").click()
    year.look(visitor)
    fill_in(visitor, "A1", "behaald", "")
    fill_in(visitor, "A2", "deels behaald", "De helft van de teams doet mee.")
    year.keep(visitor)

    year.look(visitor)
    visitor.open(year.entry)
    expect(point(visitor, "A1").get_by_label("behaald", exact=True)).to_be_checked()
    expect(visitor.page.get_by_text("nog 50 van 52 ambitiepunten te gaan.")).to_be_visible()


def meet_in_a_point(year: Year) -> None:
    """The district fills in A3 on behalf while the coordinator does; the coordinator decides."""
    year.district.open(year.entry)
    year.look(year.district)
    point(year.district, "A3").get_by_label("niet behaald", exact=True).check()
    year.keep(year.district)
    visitor = year.coordinator
    fill_in(visitor, "A3", "behaald", "Sinds deze maand.")
    if not year.javascript:
        save(visitor)
    conflict = point(visitor, "A3").locator(".fn-conflict")
    expect(conflict).to_contain_text("Iemand anders was u voor")
    year.look(visitor)
    conflict.get_by_label("Mijn versie opslaan").check()
    conflict.get_by_role("button", name="Keuze opslaan").click()

    expect(conflict).to_have_count(0)
    visitor.open(year.entry)
    expect(point(visitor, "A3").get_by_label("behaald", exact=True)).to_be_checked()
    expect(point(visitor, "A3").get_by_label("Toelichting")).to_have_value("Sinds deze maand.")


def bring_two_sheets(year: Year) -> None:
    """A sheet comes back half filled in, and once more when the district had changed a point."""
    visitor = year.coordinator
    year.follow(visitor, "Invullen in Excel")
    file = take_sheet(visitor)
    bring_sheet(visitor, file, answered("AB"))
    year.look(visitor)
    press(visitor, "Verwerk het invulblad")
    year.told(visitor, "opgeslagen")

    year.district.open(f"{year.entry}?thema=C")
    point(year.district, "C1").get_by_label("niet behaald", exact=True).check()
    year.keep(year.district)
    visitor.open(f"{year.entry}invulblad/")
    bring_sheet(visitor, file, answered("ABCDE"))
    question = visitor.page.locator(".fn-conflict")
    expect(question).to_contain_text("C1")
    year.look(visitor)
    question.get_by_label("Neem over wat op uw blad staat").check()
    press(visitor, "Verwerk het invulblad")

    year.told(visitor, "opgeslagen")
    visitor.open(f"{year.entry}?thema=C")
    expect(visitor.page.get_by_text("100,0 % ingevuld, nog 0 van 52")).to_be_visible()
    expect(point(visitor, "C1").get_by_label("behaald", exact=True)).to_be_checked()


def answered(themes: str) -> Callable[[Workbook], None]:
    """Fills in what nobody has answered in these themes: behaald, but every 2 and 5 not."""

    def change(book: Workbook) -> None:
        for code in codes(book):
            status = cell_of(book, code, "status")
            if code[0] not in themes or status.value != "nog niet ingevuld":
                continue
            status.value = "niet behaald" if code[-1] in "25" else "behaald"
            if status.value == "niet behaald":
                cell_of(book, code, "explanation").value = "Staat voor komend jaar gepland."

    return change


def add_evidence(year: Year) -> None:
    """A link and a file for one point."""
    visitor = year.coordinator
    visitor.open(f"{year.entry}punt/A1/")
    year.look(visitor)
    year.follow(visitor, "Onderbouwing toevoegen")
    visitor.page.get_by_label("Titel").fill("Raadsbesluit weerbaarheid")
    visitor.page.get_by_label("Webadres").fill("https://www.zeewolde.example/besluit")
    press(visitor, "Onderbouwing toevoegen")
    expect(visitor.page.locator("#onderbouwing")).to_contain_text("Raadsbesluit weerbaarheid")
    year.follow(visitor, "Onderbouwing toevoegen")
    year.follow(visitor, "Bestand")
    visitor.page.get_by_label("Titel").fill("Verslag van de scan")
    # Its own in each round, for the same file twice is refused.
    text = f"Besproken voor {year.name}.\n".encode()
    report = FilePayload(name="verslag.txt", mimeType="text/plain", buffer=text)
    visitor.page.get_by_label("Bestand", exact=True).set_input_files(report)
    press(visitor, "Onderbouwing toevoegen")

    expect(visitor.page.locator("#onderbouwing")).to_contain_text("Verslag van de scan")
    year.look(visitor)
    with visitor.page.expect_download() as taken:
        visitor.page.get_by_role("link", name="Verslag van de scan", exact=True).click()
    assert taken.value.path().read_bytes() == text


def be_exempted(year: Year) -> None:
    """The coordinator asks, the district grants it for this round; the point no longer counts."""
    visitor = year.coordinator
    visitor.open(f"{year.entry}punt/{EXEMPTED}/")
    year.follow(visitor, "Vrijstelling aanvragen")
    reason = f"Er is hier geen buitengebied ({year.name})."
    visitor.page.get_by_label("Reden").fill(reason)
    press(visitor, "Vrijstelling aanvragen")
    year.told(visitor, "De aanvraag is verstuurd aan de districtscoördinator.")

    year.district.open("/vrijstellingen/")
    asked = year.district.page.get_by_role("row").filter(has_text=reason)
    asked.get_by_role("link", name="Beoordelen").click()
    year.look(year.district)
    year.district.page.get_by_label(f"Verlenen tot en met deze ronde ({year.name})").check()
    press(year.district, "Besluit vastleggen")
    year.told(year.district, f"De vrijstelling van {ORGANISATION} is verleend")

    visitor.open(f"{year.entry}punt/{EXEMPTED}/")
    expect(visitor.page.locator("#vrijstelling")).to_contain_text("Dit punt is n.v.t.")
    year.look(visitor)


def hand_in(year: Year) -> None:
    visitor = year.coordinator
    visitor.open(year.entry)
    year.follow(visitor, "Controleren en indienen")
    expect(visitor.page.get_by_text("Alle punten zijn ingevuld en toegelicht.")).to_be_visible()
    year.follow(visitor, "Indienen")
    press(visitor, "Indienen")

    year.told(visitor, "De invulling is ingediend.")
    expect(visitor.page.get_by_role("heading", name="Ingediend", exact=True)).to_be_visible()


def send_back(year: Year) -> None:
    """The district reads what was handed in, asks about a point and returns it."""
    visitor = year.district
    visitor.open(year.path)
    visitor.open(f"{year.entry}stand/")
    year.follow(visitor, "Beoordelen")
    row = visitor.page.locator("#punt-A2")
    expect(row).to_contain_text("De helft van de teams doet mee.")
    row.get_by_role("link").click()
    year.look(visitor)
    visitor.page.get_by_label("Vraag of opmerking").fill("Welke teams nog niet?")
    press(visitor, "Vraag stellen")
    year.told(visitor, "Uw vraag over A2 is verstuurd.")
    visitor.open(f"{year.entry}stand/")
    year.follow(visitor, "Terugsturen")
    visitor.page.get_by_label("Wat moet de organisatie nog doen?").fill("Vul A2 aan.")
    press(visitor, "Terugsturen")

    year.told(visitor, f"De invulling van {ORGANISATION} is teruggestuurd.")


def hand_in_again(year: Year) -> None:
    """The coordinator reads why, answers the question, completes the point and hands in."""
    visitor = year.coordinator
    visitor.open(f"{year.entry}stand/")
    expect(visitor.page.get_by_role("heading", name="Teruggestuurd", exact=True)).to_be_visible()
    expect(visitor.page.get_by_text("Vul A2 aan.")).to_be_visible()
    year.look(visitor)
    year.follow(visitor, "A2")
    year.follow(visitor, "Beantwoorden")
    visitor.page.get_by_label("Uw antwoord").fill("Alleen de buitendienst.")
    press(visitor, "Antwoord versturen")
    year.told(visitor, "Uw antwoord is verstuurd.")
    fill_in(visitor, "A2", "deels behaald", "Alleen de buitendienst doet nog niet mee.")
    year.keep(visitor)
    hand_in(year)


def sign_off(year: Year) -> None:
    visitor = year.coordinator
    year.follow(visitor, "Vaststelling vastleggen")
    visitor.page.get_by_label("Datum van het besluit").fill(date(2026, 11, 17).isoformat())
    visitor.page.get_by_label("Besluitnummer").fill("B-2026-114")
    press(visitor, "Vaststelling vastleggen")

    year.told(visitor, "De vaststelling is vastgelegd.")
    expect(visitor.page.get_by_role("heading", name="Vastgesteld", exact=True)).to_be_visible()
    expect(visitor.page.get_by_text("B-2026-114")).to_be_visible()


def close_round(year: Year) -> None:
    visitor = year.district
    visitor.open(year.path)
    year.look(visitor)
    year.follow(visitor, "Ronde sluiten")
    expect(visitor.page.get_by_text("Nog niet ingediend: 7 van 8.")).to_be_visible()
    press(visitor, "Ronde sluiten")

    year.told(visitor, f"{year.name} is gesloten.")
    year.coordinator.open(year.entry)
    expect(year.coordinator.page.get_by_text("U kunt niets meer wijzigen")).to_be_visible()


def publish(year: Year) -> None:
    visitor = year.district
    year.follow(visitor, "Ronde publiceren")
    press(visitor, "Ronde publiceren")

    year.told(visitor, f"{year.name} is gepubliceerd, controlegetal")


def read_the_figures(year: Year) -> None:
    """The executive of another organisation sees the figures that the file of the round holds."""
    with year.district.page.expect_download() as taken:
        year.district.page.get_by_role("link", name="Download JSON").click()
    document: dict[str, Any] = json.loads(taken.value.path().read_text())
    [own] = [each for each in document["organisations"] if each["code"] == CODE]
    visitor = year.executive
    visitor.open(f"/regio/?ronde={year.code}")
    year.look(visitor)
    total = visitor.page.locator(".fn-panel--tint")
    expect(total).to_contain_text(in_words(document["total"]))
    line = visitor.page.locator("[aria-labelledby=per-organisatie] tr").filter(
        has_text=ORGANISATION
    )
    expect(line).to_contain_text(in_words(own))
    assert own["applicable"] == 51
    assert own["unanswered"] == 0


def in_words(figure: dict[str, Any]) -> str:
    """The counts of a figure in the file, as the screen says them."""
    return f"{figure['achieved']} van {figure['applicable']}"
