"""What people do on the pages of reports, to get to a screen."""

from playwright.sync_api import expect

from tests.e2e.conftest import Visit, Visitor

LOOSE = "In totaal is {totaal: procent} behaald, dat zijn 12 gemeenten."
UNKNOWN = "In totaal is {iets: anders} behaald."


def begin_report(visitor: Visitor, _visit: Visit) -> None:
    """Makes a draft of the report on the page, or goes to the one that is there."""
    button = visitor.page.get_by_role("button", name="Maak een concept om aan te passen")
    if button.count():
        button.click()
    else:
        visitor.page.get_by_role("link", name="versie").click()
    expect(visitor.page.get_by_role("heading", name="Versies")).to_be_visible()


def edit_report(visitor: Visitor, visit: Visit) -> None:
    begin_report(visitor, visit)
    visitor.page.get_by_role("link", name="Tekst aanpassen").click()
    visitor.page.locator("textarea").first.wait_for()
    # Its script is there too: what it finds when it comes, it takes for what is kept.
    visitor.page.wait_for_load_state()


def change_report(visitor: Visitor, visit: Visit) -> None:
    """A number that no figure changes, which the report's page tells the second reader."""
    edit_report(visitor, visit)
    visitor.page.locator("textarea").first.fill(LOOSE)
    visitor.page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(visitor.page.get_by_text("Getallen die los staan van de cijfers")).to_be_visible()


def mistype_report(visitor: Visitor, visit: Visit) -> None:
    edit_report(visitor, visit)
    visitor.page.locator("textarea").first.fill(UNKNOWN)
    visitor.page.locator("summary").click()
    visitor.page.get_by_role("button", name="Opslaan", exact=True).click()
    visitor.page.locator(".fn-error-summary").wait_for()


def type_report(visitor: Visitor, visit: Visit) -> None:
    """A sentence that reads along, with a number that is not there and one that stands loose."""
    edit_report(visitor, visit)
    visitor.page.locator("textarea").first.fill(f"{LOOSE} {UNKNOWN}")
    visitor.page.locator("summary").click()
    expect(visitor.page.locator("[data-reads]").first).to_contain_text("bestaat niet")
    expect(visitor.page.locator("[data-unsaved]")).to_contain_text("Onthouden om")


def leave_unsaved(visitor: Visitor, visit: Visit) -> None:
    type_report(visitor, visit)
    visitor.page.get_by_role("link", name="Terug zonder op te slaan").click()
    expect(visitor.page.get_by_role("link", name="Ga verder met uw tekst")).to_be_visible()


def find_unsaved(visitor: Visitor, visit: Visit) -> None:
    leave_unsaved(visitor, visit)
    visitor.page.get_by_role("link", name="Ga verder met uw tekst").click()
    expect(visitor.page.get_by_role("button", name="Gooi weg wat ik typte")).to_be_visible()


def compare_versions(visitor: Visitor, visit: Visit) -> None:
    change_report(visitor, visit)
    visitor.page.get_by_role("link", name="Versie 2", exact=True).click()
    expect(visitor.page.get_by_text("Wat er in de tekst is gewijzigd")).to_be_visible()


def mark_report(visitor: Visitor, visit: Visit) -> None:
    begin_report(visitor, visit)
    visitor.page.get_by_role("link", name="Onderdelen en markering").click()
    expect(visitor.page.get_by_label("Wat hebt u gewijzigd?")).to_be_visible()


def let_wait(visitor: Visitor, visit: Visit) -> None:
    """The analyst offers the report on the page; who looks at it sees that it waits for them."""
    writer = visit("riec")
    writer.page.goto(visitor.page.url)
    begin_report(writer, visit)
    link = writer.page.get_by_role("link", name="Ter goedkeuring aanbieden")
    if link.count():
        link.click()
        writer.page.get_by_role("button", name="Ter goedkeuring aanbieden").click()
        writer.page.get_by_text("Het rapport ligt nu ter goedkeuring voor.").wait_for()


def see_what_waits(visitor: Visitor, visit: Visit) -> None:
    let_wait(visitor, visit)
    visitor.page.get_by_role("link", name="Rapporten", exact=True).first.click()
    expect(visitor.page.get_by_role("heading", name="Wacht op uw goedkeuring")).to_be_visible()


def start_with_what_waits(visitor: Visitor, visit: Visit) -> None:
    let_wait(visitor, visit)
    visitor.page.get_by_role("link", name="Start", exact=True).click()
    expect(visitor.page.get_by_role("heading", name="Wacht op uw goedkeuring")).to_be_visible()


def read_as_second(visitor: Visitor, visit: Visit) -> None:
    see_what_waits(visitor, visit)
    waiting = visitor.page.get_by_role("region", name="Wacht op uw goedkeuring")
    waiting.get_by_role("link", name="Stand voor het DVC").click()
    expect(visitor.page.get_by_role("link", name="Goedkeuren", exact=True)).to_be_visible()


def ask_approval(visitor: Visitor, visit: Visit) -> None:
    read_as_second(visitor, visit)
    visitor.page.get_by_role("link", name="Goedkeuren", exact=True).click()
    expect(visitor.page.get_by_role("heading", name="Rapport goedkeuren")).to_be_visible()


def ask_to_give_back(visitor: Visitor, visit: Visit) -> None:
    read_as_second(visitor, visit)
    visitor.page.get_by_role("link", name="Terugsturen").click()
    expect(visitor.page.get_by_role("heading", name="Rapport terugsturen")).to_be_visible()
