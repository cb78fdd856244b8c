"""The page of a round: who is how far, what comes next, and what the district does about it."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Notice
from monitoring.actions.reopening import reopen_assessment
from monitoring.actions.rounds import close_round
from monitoring.choices import RoundState
from monitoring.models import Round
from monitoring.pages.progress import Progress
from tests.breaking import nothing_written
from tests.conftest import SignIn, World
from tests.factories import make_organisation, make_round, set_result
from tests.monitoring.assessments import adopted, assessment_of, handed_in, peer_review

ADDRESS = "/rondes/ronde-open/"
REMIND = f"{ADDRESS}herinneren/"


@pytest.fixture
def district(world: World, sign_in: SignIn, open_round: Round) -> Client:
    return sign_in(world.district_coordinator)


def lines(client: Client) -> dict[str, Progress]:
    """The lines of the page by name."""
    progress = client.get(ADDRESS).context["progress"]
    return {line.organisation.name: line for line in progress.lines}


def next_step(client: Client, address: str = ADDRESS) -> str:
    return str(client.get(address).context["next_step"])


# --- Who is how far -------------------------------------------------------------------------------


def test_line_shows_filled_handed_in_adopted_and_peer_review(
    world: World, district: Client, open_round: Round
) -> None:
    adopted(open_round, world.almere, by=world.coordinator)
    peer_review(
        open_round,
        world.almere,
        world.lelystad,
        by=world.coordinator,
        peer_by=world.other_coordinator,
    )
    set_result(round=open_round, organisation="GM0995", point="A1")

    found = lines(district)
    page = district.get(ADDRESS).content.decode()

    almere, lelystad, urk = found["Almere"], found["Lelystad"], found["Urk"]
    assert almere.figure
    assert almere.figure.coverage == "100.0"
    assert almere.handed_in_at
    assert almere.sign_off
    assert almere.sign_off.decision_number == "2026-017"
    assert "besluit 2026-017 van 20 januari 2026" in page
    assert "collegiale toets door Lelystad: afgesproken" in page
    assert lelystad.themes
    assert [figure.coverage for figure in lelystad.themes] == ["33.3", "0.0"]
    assert (lelystad.handed_in_at, lelystad.sign_off) == (None, None)
    assert lelystad.last_activity
    assert not urk.last_activity


def test_coordinator_sees_the_own_line_alone(
    world: World, sign_in: SignIn, open_round: Round
) -> None:
    (line,) = lines(sign_in(world.coordinator)).values()

    assert (line.organisation, line.themes is not None) == (world.almere, True)
    assert not (line.may_remind)
    assert not (line.may_reopen)
    assert not line.may_review


def test_analyst_sees_who_is_how_far_and_no_figure_before_handing_in(
    world: World, sign_in: SignIn, open_round: Round
) -> None:
    handed_in(open_round, world.lelystad, by=world.other_coordinator)
    set_result(round=open_round, organisation="GM0034", point="A1")

    found = lines(sign_in(world.analyst))

    assert found["Lelystad"].themes is not None
    assert (found["Almere"].figure, found["Almere"].themes) == (None, None)
    assert not any(line.may_remind or line.may_enter for line in found.values())


def test_page_reads_as_often_for_more_organisations(
    world: World, district: Client, open_round: Round
) -> None:
    handed_in(open_round, world.almere, by=world.coordinator)
    few = _queries(district, ADDRESS)

    for _ in range(3):
        make_organisation(region=world.region)
    make_round(norm=world.norm, code="groter")

    assert _queries(district, "/rondes/groter/") == few


# --- What comes next ------------------------------------------------------------------------------


def test_next_step_of_the_district_follows_the_round(
    world: World, district: Client, open_round: Round
) -> None:
    make_round(norm=world.norm, code="gepland", state=RoundState.PLANNED)
    assert next_step(district, "/rondes/gepland/").startswith("Open de ronde.")
    Round.objects.filter(code="gepland").update(opens_on=date(2026, 10, 2))
    assert next_step(district, "/rondes/gepland/").startswith("Open de ronde op 2 oktober 2026.")

    handed_in(open_round, world.almere, by=world.coordinator)
    assert "1 van 4 organisaties hebben ingediend" in next_step(district)

    close_round(round=open_round, by=None)
    Round.objects.filter(pk=open_round.pk).update(college_on=date(2027, 1, 15))
    assert next_step(district) == (
        "0 van 4 invullingen zijn vastgesteld. "
        "Publiceer de ronde na de bespreking in het DVC op 15 januari 2027."
    )

    reopen_assessment(assessment=assessment_of(open_round, world.urk), reason="Vul aan.", by=None)
    assert next_step(district).startswith("Heropend voor Urk.")


def test_next_step_of_a_coordinator_follows_the_assessment(
    world: World, sign_in: SignIn, open_round: Round
) -> None:
    client = sign_in(world.coordinator)
    assert next_step(client) == (
        "Vul uw ambitiepunten in en dien in, uiterlijk op 12 november 2026."
    )

    handed_in(open_round, world.almere, by=world.coordinator)
    assert next_step(client).startswith("U hebt ingediend.")

    close_round(round=open_round, by=None)
    reopen_assessment(
        assessment=assessment_of(open_round, world.almere), reason="Vul aan.", by=None
    )
    assert next_step(client) == "Uw invulling is heropend: vul aan en dien opnieuw in."


def test_next_step_of_who_did_not_hand_in_or_is_ready(
    world: World, sign_in: SignIn, open_round: Round
) -> None:
    adopted(open_round, world.almere, by=world.coordinator)
    assert next_step(sign_in(world.coordinator)).startswith("Uw invulling is vastgesteld.")

    close_round(round=open_round, by=None)
    assert "overgenomen zoals het stond" in next_step(sign_in(world.other_coordinator))


def test_next_step_of_who_only_reads(
    world: World, sign_in: SignIn, open_round: Round, published_round: Round
) -> None:
    client = sign_in(world.analyst)

    assert next_step(client).startswith("De organisaties vullen in tot en met 12 november 2026.")
    close_round(round=open_round, by=None)
    assert next_step(client) == "De ronde is gesloten. De districtscoördinator publiceert haar."
    published = next_step(client, f"/rondes/{published_round.code}/")
    assert published == "De ronde is gepubliceerd; de cijfers staan vast."


# --- Reminding ------------------------------------------------------------------------------------


def test_reminder_to_one_is_sent_once_a_day(world: World, district: Client) -> None:
    first = district.post(REMIND, {"organisatie": "GM0034"}, follow=True)
    second = district.post(REMIND, {"organisatie": "GM0034"}, follow=True)

    assert "Almere: krijgt een herinnering." in first.content.decode()
    assert "vandaag herinnerd" in first.content.decode()
    assert "Almere: kreeg vandaag al een herinnering." in second.content.decode()
    assert Notice.objects.filter(kind="nudge").count() == 1


def test_reminder_to_everybody_tells_who_has_something_to_do(
    world: World, district: Client, open_round: Round
) -> None:
    adopted(open_round, world.almere, by=world.coordinator)

    response = district.post(REMIND, {"organisatie": "iedereen"}, follow=True)

    page = response.content.decode()
    assert "Lelystad: krijgt een herinnering." in page
    assert "Urk, Provincie Flevoland: heeft geen coördinator" in page
    users = Notice.objects.filter(kind="nudge").values_list("user__email", flat=True)
    assert list(users) == [world.other_coordinator.email]


def test_reminder_to_everybody_when_there_is_nothing_to_do(
    district: Client, open_round: Round
) -> None:
    close_round(round=open_round, by=None)

    response = district.post(REMIND, {"organisatie": "iedereen"}, follow=True)

    assert "Niemand hoeft nu herinnerd te worden." in response.content.decode()


def test_reminder_from_an_old_page_is_refused(
    world: World, district: Client, open_round: Round
) -> None:
    adopted(open_round, world.almere, by=world.coordinator)

    response = district.post(REMIND, {"organisatie": "GM0034"}, follow=True)

    assert f"Almere hoeft voor {open_round} nu niets te doen." in response.content.decode()
    assert not Notice.objects.filter(kind="nudge").exists()


@pytest.mark.parametrize("who", ["analyst", "coordinator", "executive", "outsider"])
@pytest.mark.parametrize("chosen", ["GM0034", "iedereen"])
def test_reminder_by_who_does_not_review_is_not_there(
    world: World, sign_in: SignIn, open_round: Round, who: str, chosen: str
) -> None:
    client = sign_in(world.user(who))

    assert client.post(REMIND, {"organisatie": chosen}).status_code == 404
    assert not Notice.objects.filter(kind="nudge").exists()


# --- Reopening ------------------------------------------------------------------------------------


def test_reopening_and_ending_it_show_on_the_page(district: Client, open_round: Round) -> None:
    close_round(round=open_round, by=None)
    assert "voorlopig" not in district.get(ADDRESS).content.decode()

    reopened = district.post(
        f"{ADDRESS}invoer/GM0034/heropenen/", {"reason": "<b>Vul aan.</b>"}, follow=True
    )
    assert "Almere kan weer wijzigen." in reopened.content.decode()
    assert "voorlopig" in reopened.content.decode()
    again = district.post(f"{ADDRESS}invoer/GM0034/heropenen/", {"reason": "Nog eens."})
    assert again.status_code == 409

    ended = district.post(f"{ADDRESS}invoer/GM0034/heropening-beeindigen/", follow=True)
    assert "De heropening van Almere is beëindigd." in ended.content.decode()
    assert "voorlopig" not in district.get(ADDRESS).content.decode()


@pytest.mark.parametrize("reason", ["", "met \0", "om\u202egekeerd", "x" * 2001])
def test_reopening_without_a_good_reason_is_not_valid(
    district: Client, open_round: Round, reason: str
) -> None:
    close_round(round=open_round, by=None)

    with nothing_written():
        response = district.post(f"{ADDRESS}invoer/GM0034/heropenen/", {"reason": reason})

    assert response.status_code == 422


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
