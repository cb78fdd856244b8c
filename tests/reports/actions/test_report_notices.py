"""Who gets a letter when a report is offered, approved or given back, and what is in it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions.digests import write_digests
from accounts.models import Digest, Notice, User
from accounts.notices import NoticeKind
from accounts.permissions import Role
from monitoring.choices import RoundState
from monitoring.models import Round
from reports.actions.reports import approve_report, offer_report, return_report
from reports.models import Report, ReportState
from tests.conftest import World
from tests.factories import make_member, make_round
from tests.monitoring.assessments import told
from tests.reports.making import LETTER, STAND, SUMMARY, change_sentence, fresh, make_report

SENTENCE = "In totaal is {totaal: procent} behaald."
REMARK = "Noem de meldcode niet."


@pytest.fixture
def second_analyst(world: World) -> User:
    return make_member(role=Role.ANALYST, target=world.region, email="tweede@voorbeeld.test")


def offered(round: Round, by: User, kind: str = STAND) -> Report:
    return make_report(round=round, by=by, kind=kind, state=ReportState.REVIEW)


def who(kind: NoticeKind) -> set[str]:
    return set(told(kind))


# --- Offered --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [STAND, SUMMARY])
def test_who_may_approve_is_told_and_nobody_else(
    world: World, published_round: Round, second_analyst: User, kind: str
) -> None:
    report = offered(published_round, world.analyst, kind)

    text = f"Rapport “{report}” van de ronde “{published_round}” wacht op uw goedkeuring."
    assert told(NoticeKind.REPORT_OFFERED) == {
        world.district_coordinator.email: [text],
        second_analyst.email: [text],
    }
    offered_notices = Notice.objects.filter(kind=NoticeKind.REPORT_OFFERED)
    assert {notice.address for notice in offered_notices} == {report.get_absolute_url()}


def test_executive_is_told_of_the_letter_of_their_own_organisation(
    world: World, published_round: Round
) -> None:
    make_member(role=Role.EXECUTIVE, target=world.lelystad, email="lely@voorbeeld.test")

    make_report(
        round=published_round,
        by=world.coordinator,
        kind=LETTER,
        organisation=world.almere,
        state=ReportState.REVIEW,
    )

    assert who(NoticeKind.REPORT_OFFERED) == {
        world.executive.email,
        world.district_coordinator.email,
        world.analyst.email,
    }


def test_makers_of_any_version_since_the_approval_are_not_asked(
    world: World, published_round: Round, second_analyst: User
) -> None:
    report = make_report(round=published_round, by=world.analyst)
    change_sentence(report, SENTENCE, by=world.district_coordinator)

    offer_report(report=fresh(report), version=2, by=world.district_coordinator)

    assert who(NoticeKind.REPORT_OFFERED) == {second_analyst.email}


def test_maker_of_what_was_approved_before_is_asked_again(
    world: World, published_round: Round
) -> None:
    report = make_report(
        round=published_round,
        by=world.analyst,
        state=ReportState.FINAL,
        approver=world.district_coordinator,
    )
    change_sentence(report, SENTENCE, by=world.district_coordinator)
    Notice.objects.all().delete()

    offer_report(report=fresh(report), version=2, by=world.district_coordinator)

    assert who(NoticeKind.REPORT_OFFERED) == {world.analyst.email}


def test_same_version_is_told_once_and_a_new_one_again(
    world: World, published_round: Round
) -> None:
    report = offered(published_round, world.analyst)
    return_report(report=report, version=1, remark="", by=world.analyst)
    offer_report(report=fresh(report), version=1, by=world.analyst)
    assert len(told(NoticeKind.REPORT_OFFERED)[world.district_coordinator.email]) == 1

    change_sentence(report, SENTENCE, by=world.analyst)
    offer_report(report=fresh(report), version=2, by=world.analyst)

    assert len(told(NoticeKind.REPORT_OFFERED)[world.district_coordinator.email]) == 2


def test_who_left_and_another_region_are_not_told(
    world: World, published_round: Round, second_analyst: User
) -> None:
    second_analyst.is_active = False
    second_analyst.save()

    offered(published_round, world.analyst)

    assert who(NoticeKind.REPORT_OFFERED) == {world.district_coordinator.email}


# --- Decided --------------------------------------------------------------------------------------


def test_makers_are_told_of_the_approval(
    world: World, published_round: Round, second_analyst: User
) -> None:
    report = make_report(round=published_round, by=world.analyst)
    change_sentence(report, SENTENCE, by=second_analyst)
    offer_report(report=fresh(report), version=2, by=world.analyst)

    approve_report(report=fresh(report), version=2, publication=1, by=world.district_coordinator)

    text = f"Rapport “{report}” van de ronde “{published_round}” is goedgekeurd."
    assert told(NoticeKind.REPORT_DECIDED) == {
        world.analyst.email: [text],
        second_analyst.email: [text],
    }


def test_makers_of_before_the_approval_are_not_told_of_the_next(
    world: World, published_round: Round, second_analyst: User
) -> None:
    report = make_report(
        round=published_round,
        by=world.analyst,
        state=ReportState.FINAL,
        approver=world.district_coordinator,
    )
    change_sentence(report, SENTENCE, by=second_analyst)
    offer_report(report=fresh(report), version=2, by=second_analyst)
    Notice.objects.all().delete()

    approve_report(report=fresh(report), version=2, publication=1, by=world.district_coordinator)

    assert who(NoticeKind.REPORT_DECIDED) == {second_analyst.email}


def test_makers_are_told_that_it_is_given_back_and_not_why(
    world: World, published_round: Round
) -> None:
    report = offered(published_round, world.analyst)

    return_report(report=report, version=1, remark=REMARK, by=world.district_coordinator)

    assert told(NoticeKind.REPORT_DECIDED) == {
        world.analyst.email: [
            f"Rapport “{report}” van de ronde “{published_round}” is teruggestuurd."
        ]
    }
    assert Notice.objects.filter(kind=NoticeKind.REPORT_DECIDED).get().address == (
        report.get_absolute_url()
    )


def test_maker_who_takes_it_back_is_told_nothing(world: World, published_round: Round) -> None:
    report = offered(published_round, world.analyst)

    return_report(report=report, version=1, remark="", by=world.analyst)

    assert who(NoticeKind.REPORT_DECIDED) == set()


def test_maker_who_may_not_see_it_any_more_is_told_nothing(
    world: World, published_round: Round
) -> None:
    report = offered(published_round, world.analyst)
    world.analyst.memberships.all().delete()

    approve_report(report=report, version=1, publication=1, by=world.district_coordinator)

    assert who(NoticeKind.REPORT_DECIDED) == set()


# --- The letter -----------------------------------------------------------------------------------


def test_letter_names_report_and_round_and_nothing_of_the_content(
    world: World, published_round: Round
) -> None:
    Notice.objects.all().delete()
    report = make_report(round=published_round, by=world.analyst)
    change_sentence(report, "Dit staat erin: {totaal: procent}.", by=world.analyst)
    today = timezone.localdate()
    offer_report(report=fresh(report), version=2, by=world.analyst)
    write_digests(recipients=User.objects.all(), day=today, by=None)
    return_report(report=fresh(report), version=2, remark=REMARK, by=world.district_coordinator)

    write_digests(recipients=User.objects.all(), day=today + timedelta(days=1), by=None)

    letters = {letter.user: f"{letter.subject}\n{letter.text}" for letter in Digest.objects.all()}
    assert set(letters) == {world.district_coordinator, world.analyst}
    for letter in letters.values():
        assert str(report) in letter
        assert published_round.name in letter
        assert f"/rapporten/{report.pk}/" in letter
        for secret in ("Dit staat erin", "%", REMARK, "meldcode", "behaald"):
            assert secret not in letter


def test_longest_names_fit_in_a_notice(world: World) -> None:
    round = make_round(
        norm=world.norm,
        name="Ronde " + "r" * 190,
        state=RoundState.PUBLISHED,
        statuses={("GM0034", "A1"): "achieved", ("GM0034", "A2"): "partly"},
    )
    world.almere.name = "Almere " + "a" * 190
    world.almere.save()

    make_report(
        round=round,
        by=world.coordinator,
        kind=LETTER,
        organisation=world.almere,
        state=ReportState.REVIEW,
    )

    notice = Notice.objects.filter(kind=NoticeKind.REPORT_OFFERED)[0]
    notice.full_clean()
    assert notice.text.endswith("…” wacht op uw goedkeuring.")
