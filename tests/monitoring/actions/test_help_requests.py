"""Asking an organisation that achieved a point for help, by a letter that tells little."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions.digests import write_digests
from accounts.actions.notices import choose_notices, wanted_by
from accounts.models import Digest, Notice, User
from accounts.notices import NoticeKind
from accounts.permissions import Role
from accounts.refusals import Refused
from ambitions.models import AmbitionPoint
from monitoring.actions.help_requests import MOST, ask_help, sentence
from monitoring.models import HelpRequest, Round
from tests.breaking import integrity_error, nothing_written, refused
from tests.conftest import World
from tests.factories import make_member, make_organisation, make_user
from tests.monitoring.assessments import told
from tests.monitoring.log import Log

pytestmark = pytest.mark.usefixtures("published_round")

NOBODY = (
    "Urk heeft nu geen coördinator die hierover mail krijgt. Neem zelf contact op met deze "
    "organisatie, of vraag het uw districtscoördinator."
)


def point_of(world: World, code: str = "A1") -> AmbitionPoint:
    return AmbitionPoint.objects.with_norm().get(norm=world.norm, code=code)


def ask(world: World, *, point: str = "A1", by: User | None = None) -> HelpRequest:
    """Lelystad asks Almere."""
    return ask_help(
        point=point_of(world, point),
        organisation=world.almere,
        asked_for=world.lelystad,
        by=by or world.other_coordinator,
    )


def test_asked_organisation_is_told_who_asks_and_not_what_about(world: World) -> None:
    asked = ask(world)

    assert told(NoticeKind.HELP_ASKED) == {
        world.coordinator.email: [
            "coördinator van Lelystad van Lelystad wil u iets vragen over een ambitiepunt. "
            "Meld u aan om te zien welk. Antwoord kan naar lelystad@voorbeeld.test."
        ]
    }
    assert Notice.objects.get(kind=NoticeKind.HELP_ASKED).address == f"/vragen/{asked.pk}/"


def test_letter_tells_nothing_of_the_point_or_of_a_status(world: World) -> None:
    Notice.objects.all().delete()
    ask(world)

    write_digests(recipients=User.objects.all(), day=timezone.localdate(), by=None)

    letter = Digest.objects.get()
    assert letter.user == world.coordinator
    mail = f"{letter.subject}\n{letter.text}"
    point = point_of(world)
    for secret in ("A1", point.title, world.norm.reference, str(world.norm), "behaald", "hulp"):
        assert secret not in mail
    assert world.other_coordinator.email in mail


def test_request_is_recorded_with_the_point_for_the_district(world: World) -> None:
    log = Log()

    asked = ask(world)

    event = log.only()
    assert (event.type, event.actor) == ("help_asked", world.other_coordinator)
    assert (event.region, event.organisation) == ("flevoland", "GM0995")
    assert (event.subject, event.subject_id) == ("norm@1.0 A1", str(asked.pk))
    assert event.new_values == {"gevraagd aan": "GM0034"}


def test_same_question_within_a_day_is_refused(world: World) -> None:
    before = ask(world)
    at = timezone.localtime(before.asked_at)

    with nothing_written(), pytest.raises(Refused, match="Na 24 uur kunt u het opnieuw vragen"):
        ask(world)

    HelpRequest.objects.update(asked_at=at - timedelta(hours=24, minutes=1))
    ask(world)
    assert HelpRequest.objects.count() == 2
    assert len(told(NoticeKind.HELP_ASKED)[world.coordinator.email]) == 2


def test_colleague_and_another_point_are_other_questions(world: World) -> None:
    colleague = make_member(role=Role.EXECUTIVE, target=world.lelystad)

    ask(world)
    ask(world, point="A2")
    ask(world, by=colleague)

    assert HelpRequest.objects.count() == 3


def test_who_asks_very_often_is_refused(world: World) -> None:
    for number in range(MOST):
        other = make_organisation(region=world.region, name=f"Gemeente {number}")
        make_member(role=Role.COORDINATOR, target=other)
        ask_help(
            point=point_of(world),
            organisation=other,
            asked_for=world.lelystad,
            by=world.other_coordinator,
        )

    with refused("U hebt in 24 uur 10 keer om hulp gevraagd. Vraag het later opnieuw."):
        ask(world)


def test_organisation_without_an_active_coordinator_is_not_asked(world: World) -> None:
    left = make_member(role=Role.COORDINATOR, target=world.urk)
    User.objects.filter(pk=left.pk).update(is_active=False)
    make_member(role=Role.EXECUTIVE, target=world.urk)

    with refused(NOBODY):
        ask_help(
            point=point_of(world),
            organisation=world.urk,
            asked_for=world.lelystad,
            by=world.other_coordinator,
        )


def test_coordinator_who_wants_no_such_letters_is_not_asked(world: World) -> None:
    only = make_member(role=Role.COORDINATOR, target=world.urk)
    kinds = wanted_by(only)
    choose_notices(user=only, wanted=[*(kinds - {NoticeKind.HELP_ASKED})], was=[*kinds], by=only)

    with refused(NOBODY):
        ask_help(
            point=point_of(world),
            organisation=world.urk,
            asked_for=world.lelystad,
            by=world.other_coordinator,
        )


def test_every_coordinator_is_told_but_not_who_asks(world: World) -> None:
    second = make_member(role=Role.COORDINATOR, target=world.almere, email="tweede@voorbeeld.test")
    both = make_member(role=Role.COORDINATOR, target=world.lelystad, email="beide@voorbeeld.test")
    make_member(role=Role.COORDINATOR, target=world.urk)
    both.memberships.create(role=Role.COORDINATOR, organisation=world.almere)

    ask(world, by=both)

    assert set(told(NoticeKind.HELP_ASKED)) == {world.coordinator.email, second.email}


def test_long_names_still_fit_in_a_notice() -> None:
    address = f"{'a' * 64}@{'b' * 185}.nl"
    user = User(name="N" * 150, email=address)

    text = sentence(user, "O" * 200)

    assert len(text) <= 500
    assert text.endswith(f"{address}.")


def test_request_is_shown_to_who_asked_and_who_is_asked(world: World, open_round: Round) -> None:
    asked = ask(world)
    own_executive = make_member(role=Role.EXECUTIVE, target=world.lelystad)
    former = make_user()
    HelpRequest.objects.create(
        point=asked.point,
        organisation=world.almere,
        asked_for=world.urk,
        asked_by=former,
        asked_at=timezone.now(),
    )

    def seen(user: User) -> int:
        return HelpRequest.objects.visible_to(User.objects.get(pk=user.pk)).count()

    assert seen(world.other_coordinator) == 1
    assert seen(world.coordinator) == 2
    nobody = (own_executive, world.executive, world.analyst, world.district_coordinator, former)
    assert [seen(user) for user in (*nobody, world.outsider, world.administrator)] == [0] * 7


def test_organisation_does_not_ask_itself(world: World) -> None:
    with integrity_error("monitoring_help_request_of_another"):
        ask_help(
            point=point_of(world),
            organisation=world.almere,
            asked_for=world.almere,
            by=world.other_coordinator,
        )


def test_request_says_who_asks_whom(world: World) -> None:
    assert str(ask(world)) == "Lelystad vraagt Almere om hulp"
