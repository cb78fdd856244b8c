"""The district coordinator fills in for an organisation: statuses, and nothing it did not show."""

import pytest
from django.test import Client

from monitoring.choices import AssessmentState
from monitoring.models import Round
from tests.conftest import SignIn, World
from tests.factories import get_result, set_assessment, set_result
from tests.monitoring.views.entering import open_form, stored
from tests.reports.document import document

SECRET = "GEHEIM VAN ALMERE"


@pytest.fixture
def district(world: World, sign_in: SignIn, open_round: Round) -> Client:
    for point in ("A1", "A2"):
        set_result(
            round=open_round,
            organisation="GM0034",
            point=point,
            status="partly",
            explanation=SECRET,
            by=world.coordinator,
        )
    return sign_in(world.district_coordinator)


def test_form_shows_statuses_and_no_explanations(district: Client, open_round: Round) -> None:
    form = open_form(district, open_round)

    assert form.value("A1", "status") == "partly"
    assert SECRET not in form.page.raw_text
    assert not form.page.all("textarea")
    assert "U vult in namens een andere organisatie" in form.page.one("main").text


def test_saving_is_logged_as_done_by_the_district_coordinator(
    world: World, district: Client, open_round: Round
) -> None:
    form = open_form(district, open_round)
    form.set("A1", status="achieved")

    assert form.save().status_code == 302

    result = get_result(round=open_round, organisation="GM0034", point="A1")
    untouched = get_result(round=open_round, organisation="GM0034", point="A2")
    assert (result.status, result.changed_by) == ("achieved", world.district_coordinator)
    assert (untouched.version, untouched.changed_by) == (2, world.coordinator)


@pytest.mark.parametrize("text", ["", "Overschreven", " "])
def test_explanation_in_the_post_does_not_replace_the_hidden_one(
    district: Client, open_round: Round, text: str
) -> None:
    form = open_form(district, open_round)
    form.set("A1", status="achieved", explanation=text)
    form.set("A2", explanation=text)

    form.save()

    assert stored(open_round, "A1") == ("achieved", SECRET, 3)
    assert stored(open_round, "A2") == ("partly", SECRET, 2)


def test_page_with_an_error_shows_no_explanation(district: Client, open_round: Round) -> None:
    form = open_form(district, open_round)
    form.set("A1", status="onzin")

    again = form.save_to_page(422)

    assert SECRET not in again.page.raw_text


def test_page_of_a_submitted_assessment_shows_the_explanations(
    world: World, district: Client, open_round: Round
) -> None:
    submitted = AssessmentState.SUBMITTED
    set_assessment(round=open_round, organisation=world.almere, state=submitted)

    form = open_form(district, open_round)

    assert form.value("A1", "explanation") == SECRET


def test_returned_assessment_hides_the_explanations_again(
    world: World, district: Client, open_round: Round
) -> None:
    returned = AssessmentState.RETURNED
    set_assessment(round=open_round, organisation=world.almere, state=returned)
    form = open_form(district, open_round)
    form.set("A1", status="achieved", explanation="")

    assert form.save().status_code == 302

    assert SECRET not in form.page.raw_text
    assert stored(open_round, "A1") == ("achieved", SECRET, 3)


def test_assessment_returned_while_typing_does_not_wipe_the_explanation(
    world: World, district: Client, open_round: Round
) -> None:
    form = open_form(district, open_round)
    form.set("A1", status="achieved")
    set_assessment(round=open_round, organisation=world.almere, state=AssessmentState.SUBMITTED)

    response = form.save()

    assert response.status_code == 409
    assert stored(open_round, "A1") == ("partly", SECRET, 2)


def test_assessment_opened_for_reading_while_typing_does_not_wipe_the_explanation(
    world: World, sign_in: SignIn, open_round: Round
) -> None:
    """The page had no text areas; the form that reads the POST has, and must not take "" for it."""
    district = sign_in(world.district_coordinator)
    set_result(round=open_round, organisation="GM0034", point="A1", explanation=SECRET)
    form = open_form(district, open_round)
    assert not form.page.all("textarea")
    form.set("A1", status="partly")
    district.force_login(world.coordinator)

    response = form.save()

    assert response.status_code in {302, 409, 422}
    assert stored(open_round, "A1")[1] == SECRET
    assert document(district.get(form.path)).all("textarea")
