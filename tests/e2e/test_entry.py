"""The entry form and the sign-in in a real browser: without JavaScript, and for two at once."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit, Visitor
from tests.e2e.screens import (
    DISTRICT,
    entry_path,
    expect_saved,
    fill_in,
    save,
    type_too_much,
)
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
@pytest.mark.parametrize("choice", ["keep", "take", "merge"])
def test_two_people_at_one_point_meet_and_the_second_chooses(
    visit: Visit, javascript: bool, choice: str
) -> None:
    text = f"Van Zeewolde {javascript} {choice}"
    coordinator = visit("coordinator.zeewolde", javascript=javascript)
    district = visit(DISTRICT)
    for person in (coordinator, district):
        person.open(entry_path("GM0050"))
    before = coordinator.page.locator("#punt-A1").get_by_label("Toelichting").input_value()
    theirs = district.page.locator("#punt-A1")
    chosen = theirs.locator("input[type=radio]:checked").get_attribute("value")
    other = "niet behaald" if chosen != "not_achieved" else "nog niet ingevuld"
    theirs.get_by_label(other, exact=True).check()
    expect_saved(district)
    fill_in(coordinator, "A1", "behaald", text)
    if not javascript:
        save(coordinator)

    conflict = coordinator.page.locator("#punt-A1 .fn-conflict")
    expect(conflict).to_contain_text("Iemand anders was u voor")
    expect(conflict).to_contain_text("Districtscoördinator (voorbeeld)")
    mine = coordinator.page.locator("#punt-A1")
    expect(mine.get_by_label("Toelichting")).to_have_value(text)
    conflict.locator(f"[value={choice}]").check()
    conflict.get_by_role("button", name="Keuze opslaan").click()
    if choice == "merge":
        both = "\n\n".join(part for part in (text, before) if part)
        expect(mine.get_by_label("Toelichting")).to_have_value(both)
        conflict.get_by_role("button", name="Keuze opslaan").click()
        text = both
    expect(conflict).to_have_count(0)
    expect_saved_or_told(coordinator, javascript)
    coordinator.open(entry_path("GM0050"))
    kept = other if choice == "take" else "behaald"
    expect(mine.get_by_label(kept, exact=True)).to_be_checked()
    expect(mine.get_by_label("Toelichting")).to_have_value(before if choice == "take" else text)


def expect_saved_or_told(visitor: Visitor, javascript: bool) -> None:
    if javascript:
        expect_saved(visitor)
    else:
        expect(visitor.page.locator(".fn-messages")).to_contain_text("opgeslagen")


def test_link_in_the_problems_leads_to_the_point(visit: Visit) -> None:
    visitor = visit("coordinator.dronten", javascript=False)
    visitor.open(entry_path("GM0303", "D"))
    type_too_much(visitor, "D3")
    save(visitor)

    visitor.page.get_by_role("alert").get_by_role("link").click()

    expect(visitor.page.locator("#punt-D3")).to_be_in_viewport()
