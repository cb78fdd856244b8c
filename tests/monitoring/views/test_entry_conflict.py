"""Two people at one point: nobody overwrites a colleague without having seen what they wrote."""

import re

import pytest
from django.test import Client

from accounts.permissions import Role
from monitoring.models import Round
from tests.conftest import SignIn, World
from tests.factories import get_result, make_member, set_result
from tests.monitoring.views.entering import EntryForm, meanwhile, open_form, stored

COLLEAGUE = ("not_achieved", "Van een collega", 2)


@pytest.fixture
def form(world: World, sign_in: SignIn, open_round: Round) -> EntryForm:
    """The form with A1 changed on the page, on top of version 1."""
    opened = open_form(sign_in(world.coordinator), open_round)
    opened.set("A1", status="achieved", explanation="Van mij")
    return opened


def test_stale_version_is_refused_and_nothing_is_written(
    form: EntryForm, open_round: Round
) -> None:
    meanwhile(open_round)

    again = form.save_to_page(409)

    assert stored(open_round, "A1") == COLLEAGUE
    assert again.page.one("title").text.startswith("Fout: ")
    assert again.page.one(role="alert").one("a").attributes["href"] == "#punt-A1"


def test_conflict_shows_both_versions_with_who_and_when(
    world: World, form: EntryForm, open_round: Round
) -> None:
    set_result(
        round=open_round,
        organisation="GM0034",
        point="A1",
        status="partly",
        explanation="Van het district",
        by=world.district_coordinator,
    )

    again = form.save_to_page(409)

    mine, theirs = again.section("A1").all(css="fn-conflict__version")
    assert "behaald" in mine.one(css="fn-status").text
    assert "Van mij" in mine.text
    assert "Nog niet opgeslagen" in mine.text
    assert "deels behaald" in theirs.one(css="fn-status").text
    assert "Van het district" in theirs.text
    assert "districtscoördinator van Flevoland" in theirs.text
    assert re.search(r"\d{1,2} \w+ 20\d\d om \d\d:\d\d uur", theirs.text)


def test_conflict_keeps_the_base_version_and_what_was_typed(
    form: EntryForm, open_round: Round
) -> None:
    base = form.value("A1", "base")
    meanwhile(open_round)

    again = form.save_to_page(409)

    assert again.value("A1", "version") == "1"
    assert again.value("A1", "base") == base
    assert again.value("A1", "seen_version") == "2"
    assert again.value("A1", "status") == "achieved"
    assert again.value("A1", "explanation") == "Van mij"
    assert again.value("A1", "resolution") is None


def test_saving_a_conflict_without_choosing_is_a_conflict_again(
    form: EntryForm, open_round: Round
) -> None:
    meanwhile(open_round)

    form.save_to_page(409).save_to_page(409)

    assert stored(open_round, "A1") == COLLEAGUE


def test_keeping_the_own_version_replaces_the_one_that_was_shown(
    world: World, form: EntryForm, open_round: Round
) -> None:
    meanwhile(open_round)
    again = form.save_to_page(409)
    again.set("A1", resolution="keep")

    response = again.save()

    assert response.status_code == 302
    assert stored(open_round, "A1") == ("achieved", "Van mij", 3)
    result = get_result(round=open_round, organisation="GM0034", point="A1")
    assert result.changed_by == world.coordinator


def test_keeping_after_more_typing_saves_what_was_typed_last(
    form: EntryForm, open_round: Round
) -> None:
    meanwhile(open_round)
    again = form.save_to_page(409)
    again.set("A1", resolution="keep", status="partly", explanation="Samengevoegd")

    again.save()

    assert stored(open_round, "A1") == ("partly", "Samengevoegd", 3)


def test_taking_the_other_version_leaves_it_as_it_is(form: EntryForm, open_round: Round) -> None:
    meanwhile(open_round)
    again = form.save_to_page(409)
    again.set("A1", resolution="take")

    response = again.save()

    assert response.status_code == 302
    assert stored(open_round, "A1") == COLLEAGUE


@pytest.mark.parametrize("choice", ["keep", "take"])
def test_choice_after_yet_another_change_is_a_conflict_again(
    form: EntryForm, open_round: Round, choice: str
) -> None:
    meanwhile(open_round)
    again = form.save_to_page(409)
    meanwhile(open_round, explanation="Nog een keer")
    again.set("A1", resolution=choice)

    third = again.save_to_page(409)

    assert stored(open_round, "A1") == ("not_achieved", "Nog een keer", 3)
    assert third.value("A1", "version") == "1"
    assert third.value("A1", "seen_version") == "3"
    assert third.value("A1", "resolution") is None
    assert "Nog een keer" in third.section("A1").one(css="fn-conflict").text
    third.set("A1", resolution="keep")
    assert third.save().status_code == 302
    assert stored(open_round, "A1") == ("achieved", "Van mij", 4)


@pytest.mark.parametrize("choice", ["keep", "take", "onzin", "\x00"])
def test_choice_without_having_seen_anything_overwrites_nothing(
    form: EntryForm, open_round: Round, choice: str
) -> None:
    meanwhile(open_round)
    form.set("A1", resolution=choice)

    response = form.save()

    assert response.status_code in {409, 422}
    assert stored(open_round, "A1") == COLLEAGUE


def test_same_change_by_two_people_is_no_conflict(form: EntryForm, open_round: Round) -> None:
    meanwhile(open_round, status="achieved", explanation="Van mij")

    response = form.save()

    assert response.status_code == 302
    assert stored(open_round, "A1") == ("achieved", "Van mij", 2)


@pytest.mark.parametrize(
    "version", ["", "0", "-1", "x", "1.5", "9" * 5000, "\x00", "1 OR 1=1", "2", "999"]
)
def test_version_that_was_not_read_writes_nothing(
    form: EntryForm, open_round: Round, version: str
) -> None:
    form.set("A1", version=version)

    again = form.save_to_page(409 if version in {"2", "999"} else 422)

    assert stored(open_round, "A1") == ("unanswered", "", 1)
    assert again.value("A1", "explanation") == "Van mij"


@pytest.mark.parametrize("missing", ["version", "base"])
def test_field_that_is_missing_does_not_overwrite_a_colleague(
    form: EntryForm, open_round: Round, missing: str
) -> None:
    meanwhile(open_round)
    form.data.pop(form.key("A1", missing))

    response = form.save()

    assert response.status_code in {409, 422}
    assert stored(open_round, "A1") == COLLEAGUE


@pytest.mark.parametrize("name", ["seen_version", "base"])
@pytest.mark.parametrize("value", ["x", "9" * 5000, "\x00", "1"])
def test_garbage_in_a_hidden_field_does_not_overwrite_a_colleague(
    form: EntryForm, open_round: Round, name: str, value: str
) -> None:
    meanwhile(open_round)
    form.set("A1", **{name: value})

    response = form.save()

    assert response.status_code in {409, 422}
    assert stored(open_round, "A1") == COLLEAGUE


def test_valid_points_are_saved_beside_a_conflict(form: EntryForm, open_round: Round) -> None:
    meanwhile(open_round)
    form.set("A2", status="achieved", explanation="Dit kan wel")

    again = form.save_to_page(409)

    assert stored(open_round, "A1") == COLLEAGUE
    assert stored(open_round, "A2") == ("achieved", "Dit kan wel", 2)
    assert again.value("A2", "version") == "2"
    assert not again.section("A2").all(css="fn-conflict")
    assert "1 resultaat opgeslagen." in again.page.one(css="fn-messages").text
    again.set("A1", resolution="keep")
    assert again.save().status_code == 302
    assert stored(open_round, "A2") == ("achieved", "Dit kan wel", 2)


def test_two_conflicts_are_each_decided_on_their_own(form: EntryForm, open_round: Round) -> None:
    form.set("A2", status="achieved", explanation="Ook van mij")
    meanwhile(open_round, "A1")
    meanwhile(open_round, "A2")
    again = form.save_to_page(409)
    again.set("A1", resolution="keep")
    again.set("A2", resolution="take")

    assert again.save().status_code == 302
    assert stored(open_round, "A1") == ("achieved", "Van mij", 3)
    assert stored(open_round, "A2") == COLLEAGUE


def test_district_coordinator_in_conflict_sees_no_explanation(
    world: World, sign_in: SignIn, open_round: Round
) -> None:
    form = open_form(sign_in(world.district_coordinator), open_round)
    form.set("A1", status="achieved")
    meanwhile(open_round, explanation="GEHEIM VAN ALMERE")

    again = form.save_to_page(409)

    assert "GEHEIM" not in again.page.raw_text
    again.set("A1", resolution="keep")
    assert again.save().status_code == 302
    assert stored(open_round, "A1") == ("achieved", "GEHEIM VAN ALMERE", 3)


def test_two_coordinators_of_one_organisation_meet_in_the_form(
    world: World, form: EntryForm, open_round: Round
) -> None:
    second = Client()
    second.force_login(make_member(role=Role.COORDINATOR, target=world.almere, name="Bea"))
    theirs = open_form(second, open_round)
    theirs.set("A1", status="partly", explanation="Van Bea")

    assert theirs.save().status_code == 302
    again = form.save_to_page(409)

    assert "Bea" in again.section("A1").one(css="fn-conflict").text
    assert stored(open_round, "A1") == ("partly", "Van Bea", 2)
