"""The page that asks whether to ask for help, and what the asked organisation reads."""

import pytest
from django.test import Client

from accounts.models import Notice
from accounts.notices import NoticeKind
from accounts.permissions import Role
from ambitions.actions.memberships import give_role
from monitoring.models import HelpRequest, Round
from tests.conftest import SignIn, World
from tests.factories import make_member, make_round
from tests.monitoring.assessments import told
from tests.reports.document import document, read

pytestmark = pytest.mark.django_db

POINT = "/ambitiepunten/norm/1.0/A1/"
ASK = f"{POINT}hulp/GM0034/"


@pytest.fixture
def lelystad(world: World, published_round: Round, sign_in: SignIn) -> Client:
    return sign_in(world.other_coordinator)


def test_page_shows_what_will_be_sent_and_sends_nothing_yet(world: World, lelystad: Client) -> None:
    main = read(lelystad, ASK).one("main")

    assert main.one("h1").text == "Almere om hulp vragen bij A1"
    assert "1 coördinator van Almere" in main.text
    sent = (
        "coördinator van Lelystad van Lelystad wil u iets vragen over een ambitiepunt. "
        "Meld u aan om te zien welk. Antwoord kan naar lelystad@voorbeeld.test."
    )
    assert sent in main.text
    assert not told(NoticeKind.HELP_ASKED)


def test_button_asks_and_the_letter_is_what_the_page_showed(world: World, lelystad: Client) -> None:
    text = read(lelystad, ASK).one("main").text

    response = lelystad.post(ASK)

    assert response["Location"] == POINT
    notice = Notice.objects.get(kind=NoticeKind.HELP_ASKED)
    assert (notice.user, notice.text in text) == (world.coordinator, True)
    messages = read(lelystad, POINT).one(css="fn-messages").text
    assert "Uw vraag gaat naar Almere, met de eerstvolgende mail van flevonorm." in messages


def test_second_time_the_page_says_so_and_has_no_button(lelystad: Client) -> None:
    lelystad.post(ASK)

    main = read(lelystad, ASK).one("main")

    assert "U hebt Almere dit gevraagd op" in main.text
    assert not main.all("button", name="opslaan")
    assert lelystad.post(ASK).status_code == 409
    assert HelpRequest.objects.count() == 1


def test_organisation_without_a_coordinator_is_told_plainly(world: World, lelystad: Client) -> None:
    world.coordinator.memberships.all().delete()

    main = read(lelystad, ASK).one("main")

    assert "Almere heeft nu geen coördinator die hierover mail krijgt." in main.text
    assert not main.all("button", name="opslaan")
    assert lelystad.post(ASK).status_code == 409


def test_who_is_of_two_organisations_chooses_for_which(world: World, lelystad: Client) -> None:
    give_role(user=world.other_coordinator, role=Role.COORDINATOR, target=world.urk, by=None)

    main = read(lelystad, ASK).one("main")

    assert [option.text for option in main.all("option")] == ["Lelystad", "Urk"]
    assert "(de organisatie die u hieronder kiest)" in main.text
    assert lelystad.post(ASK, {"organisation": "GM0034"}).status_code == 422
    assert lelystad.post(ASK, {"organisation": "GM0184"}).status_code == 302
    assert HelpRequest.objects.get().asked_for == world.urk


@pytest.mark.parametrize(
    "path",
    [
        f"{POINT}hulp/GM0995/",  # the own organisation, which did not achieve it either
        f"{POINT}hulp/GM0184/",
        "/ambitiepunten/norm/1.0/A2/hulp/GM0034/",  # deels behaald
        f"{POINT}hulp/GM9999/",
        f"{POINT}hulp/{'9' * 400}/",
        f"{POINT}hulp/%00/",
        "/ambitiepunten/norm/1.0/Z9/hulp/GM0034/",
        "/ambitiepunten/andere-norm/1.0/A1/hulp/GM9999/",
    ],
)
def test_who_did_not_achieve_it_cannot_be_asked(lelystad: Client, path: str) -> None:
    assert lelystad.get(path).status_code == 404
    assert lelystad.post(path).status_code == 404


def test_status_that_may_not_be_seen_yet_is_not_told_by_a_page(
    world: World, sign_in: SignIn
) -> None:
    """Almere has it achieved, in a round that is open."""
    make_round(norm=world.norm, statuses={("GM0034", "A1"): "achieved"})

    assert sign_in(world.other_coordinator).get(ASK).status_code == 404


def test_asked_organisation_reads_which_point_it_is_about(world: World, lelystad: Client) -> None:
    lelystad.post(ASK)
    path = HelpRequest.objects.get().get_absolute_url()
    lelystad.force_login(world.coordinator)

    main = read(lelystad, path).one("main")

    assert f"A1 Ambitiepunt A1, {world.norm}" in main.text
    assert "coördinator van Lelystad van Lelystad" in main.text
    assert POINT in main.hrefs()
    assert "mailto:lelystad@voorbeeld.test" in main.hrefs()


def test_name_with_markup_is_shown_as_text(world: World, lelystad: Client) -> None:
    hostile = make_member(role=Role.EXECUTIVE, target=world.lelystad, name="<script>x</script>")
    lelystad.force_login(hostile)

    page = document(lelystad.get(ASK))

    assert "<script>x</script> van Lelystad wil u" in page.one("main").text
    assert all("src" in script.attributes for script in page.all("script"))
