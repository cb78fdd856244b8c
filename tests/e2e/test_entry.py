"""The entry form and the sign-in in a real browser: without JavaScript, and for two at once."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.screens import DISTRICT, entry_path, fill_in, save, type_too_much
from tests.factories import PASSWORD

pytestmark = pytest.mark.browser


def test_sign_in_works_without_javascript(visit: Visit) -> None:
    visitor = visit(javascript=False)
    visitor.open("/regio/")

    visitor.page.get_by_label("E-mailadres").fill("bestuurder.urk@flevonorm.example")
    visitor.page.get_by_label("Wachtwoord").fill(PASSWORD)
    visitor.page.get_by_role("button", name="Aanmelden", exact=True).click()

    expect(visitor.page).to_have_url(f"{visitor.site}/regio/")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Regio Flevoland")


def test_sign_out_works_without_javascript(visit: Visit) -> None:
    visitor = visit(javascript=False)
    visitor.sign_in("bestuurder.dronten@flevonorm.example")

    visitor.page.get_by_role("button", name="Afmelden").click()

    expect(visitor.page.get_by_role("button", name="Aanmelden", exact=True)).to_be_visible()
    visitor.open("/regio/")
    expect(visitor.page.get_by_role("button", name="Aanmelden", exact=True)).to_be_visible()


def test_entry_works_without_javascript(visit: Visit) -> None:
    visitor = visit("coordinator.dronten", javascript=False)
    visitor.open(entry_path("GM0303"))
    fill_in(visitor, "A1", "niet behaald", "Zonder script\nop twee regels")

    visitor.page.get_by_role("button", name="Opslaan en naar thema B").click()

    expect(visitor.page.locator("h2", has_text="Thema B")).to_be_visible()
    expect(visitor.page.locator(".fn-messages")).to_contain_text("1 resultaat opgeslagen.")
    visitor.open(entry_path("GM0303"))
    part = visitor.page.locator("#punt-A1")
    expect(part.get_by_label("niet behaald", exact=True)).to_be_checked()
    expect(part.get_by_label("Toelichting")).to_have_value("Zonder script\nop twee regels")


def test_error_without_javascript_keeps_what_was_typed(visit: Visit) -> None:
    visitor = visit("coordinator.dronten", javascript=False)
    visitor.open(entry_path("GM0303", "C"))
    visitor.page.locator("#punt-C1").get_by_label("deels behaald", exact=True).check()
    text = type_too_much(visitor, "C1")

    save(visitor)

    part = visitor.page.locator("#punt-C1")
    expect(part.locator(".utrecht-form-field-error-message")).to_be_visible()
    expect(part.get_by_label("deels behaald", exact=True)).to_be_checked()
    expect(part.get_by_label("Toelichting")).to_have_value(text)


@pytest.mark.parametrize("javascript", [True, False])
def test_two_people_at_one_point_meet_and_the_second_keeps_their_version(
    visit: Visit, javascript: bool
) -> None:
    text = f"Van Zeewolde {javascript}"
    coordinator = visit("coordinator.zeewolde", javascript=javascript)
    district = visit(DISTRICT)
    for person in (coordinator, district):
        person.open(entry_path("GM0050"))
    theirs = district.page.locator("#punt-A1")
    chosen = theirs.locator("input:checked").get_attribute("value")
    other = "niet behaald" if chosen != "not_achieved" else "nog niet ingevuld"
    theirs.get_by_label(other, exact=True).check()
    save(district)
    fill_in(coordinator, "A1", "behaald", text)

    save(coordinator)

    conflict = coordinator.page.locator("#punt-A1 .fn-conflict")
    expect(conflict).to_contain_text("Iemand anders was u voor")
    expect(conflict).to_contain_text("Districtscoördinator (voorbeeld)")
    mine = coordinator.page.locator("#punt-A1")
    expect(mine.get_by_label("Toelichting")).to_have_value(text)
    mine.get_by_label("Uw versie opslaan").check()
    save(coordinator)
    expect(coordinator.page.locator(".fn-messages")).to_contain_text("1 resultaat opgeslagen.")
    expect(coordinator.page.locator(".fn-conflict")).to_have_count(0)
    coordinator.open(entry_path("GM0050"))
    expect(mine.get_by_label("behaald", exact=True)).to_be_checked()
    expect(mine.get_by_label("Toelichting")).to_have_value(text)


def test_link_in_the_problems_leads_to_the_point(visit: Visit) -> None:
    visitor = visit("coordinator.dronten")
    visitor.open(entry_path("GM0303", "D"))
    type_too_much(visitor, "D3")
    save(visitor)

    visitor.page.get_by_role("alert").get_by_role("link").click()

    expect(visitor.page.locator("#punt-D3")).to_be_in_viewport()
