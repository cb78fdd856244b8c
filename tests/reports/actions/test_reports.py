"""Reports that people change: versions, four eyes, and nobody's work lost."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.events import EventType
from accounts.models import AuditEvent
from accounts.refusals import Refused
from monitoring.actions.erratum import Correction, publish_erratum
from monitoring.choices import RoundState
from monitoring.models import Round
from reports.actions.report_checks import MAX_SENTENCE, Settings
from reports.actions.reports import (
    ERRATUM,
    NOT_PUBLISHED,
    OWN_WORK,
    STALE,
    approve_report,
    begin_report,
    change_settings,
    change_texts,
    offer_report,
    renew_report,
    return_report,
)
from reports.kinds import KINDS
from reports.models import Report, ReportApproval, ReportState
from tests.conftest import World
from tests.factories import make_round
from tests.reports.making import SUMMARY, change_sentence, fresh, make_report

SENTENCE = "In totaal is {totaal: procent} behaald."


def settings_of(report: Report) -> Settings:
    return Settings.of(report.versions.get(number=report.version))


def publish_again(round: Round) -> None:
    result = round.results.get(organisation__code="GM0034", point__code="A2")
    correction = Correction(result.pk, result.version, "not_achieved", "Toch niet.")
    publish_erratum(round=round, corrections=[correction], reason="Verkeerd ingevuld.", by=None)


def test_report_begins_as_a_draft_and_is_recorded(world: World, published_round: Round) -> None:
    report = make_report(round=published_round, by=world.analyst)

    assert (report.state, report.version) == (ReportState.DRAFT, 1)
    event = AuditEvent.objects.get(type=EventType.REPORT_MADE)
    assert (event.region, event.actor) == ("flevoland", world.analyst)


def test_report_begins_once(world: World, published_round: Round) -> None:
    make_report(round=published_round, by=world.analyst)

    with pytest.raises(Refused, match="al begonnen"):
        make_report(round=published_round, by=world.district_coordinator)


def test_report_that_there_cannot_be_does_not_begin(world: World) -> None:
    closed = make_round(norm=world.norm, code="gesloten", state=RoundState.CLOSED)

    with pytest.raises(Refused, match="gepubliceerd"):
        begin_report(kind=KINDS[SUMMARY], round=closed, organisation=None, by=world.analyst)
    assert not Report.objects.exists()


def test_change_of_a_sentence_is_a_new_version(world: World, published_round: Round) -> None:
    report = make_report(round=published_round, by=world.analyst)

    report = change_sentence(report, SENTENCE, by=world.district_coordinator)

    first, second = report.versions.all()
    assert first.texts == {}
    assert [*second.texts.values()] == [SENTENCE]
    assert second.made_by == world.district_coordinator
    event = AuditEvent.objects.get(type=EventType.REPORT_CHANGED)
    assert "totaal" not in event.new, "the log tells no text"


def test_same_texts_are_no_new_version(world: World, published_round: Round) -> None:
    report = make_report(round=published_round, by=world.analyst)

    assert not change_texts(report=report, version=1, texts={}, note="", by=world.analyst)
    assert not change_settings(
        report=report, version=1, settings=settings_of(report), note="", by=world.analyst
    )
    assert fresh(report).version == 1


def test_change_on_top_of_an_older_version_is_refused(world: World, published_round: Round) -> None:
    report = make_report(round=published_round, by=world.analyst)
    change_sentence(report, SENTENCE, by=world.analyst)

    with pytest.raises(Refused, match=STALE):
        change_texts(report=report, version=1, texts={"x": "y"}, note="", by=world.analyst)


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("Het is {iets: anders}.", "bestaat niet"),
        ("Het is {totaal: procent.", "accolade"),
        ("Weg\x07", "stuurtekens"),
        ("\u202eom", "leesrichting"),
        ("a" * (MAX_SENTENCE + 1), "langer dan"),
    ],
)
def test_text_that_cannot_be_said_is_refused(
    world: World, published_round: Round, markup: str, reason: str
) -> None:
    report = make_report(round=published_round, by=world.analyst)

    with pytest.raises(Refused, match=reason):
        change_sentence(report, markup, by=world.analyst)
    assert fresh(report).version == 1


def test_public_report_names_no_number_that_it_does_not_tell(
    world: World, published_round: Round
) -> None:
    report = make_report(round=published_round, by=world.analyst, kind=SUMMARY)

    with pytest.raises(Refused, match="bestaat niet"):
        change_sentence(report, "{organisatie GM0034: procent}", by=world.analyst)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"level": "openbaar"}, "ten minste"),
        ({"level": "iets"}, "ten minste"),
        ({"parts": ["iets"]}, "onderdeel"),
        ({"facts": {"iets": "x"}}, "gegeven"),
        ({"is_secret": True}, "grondslag"),
        ({"secret_until": date(2030, 1, 1)}, "laat de velden"),
        ({"secret_ground": "x" * 201}, "langer dan"),
    ],
)
def test_settings_that_cannot_be_are_refused(
    world: World, published_round: Round, changes: dict[str, object], reason: str
) -> None:
    report = make_report(round=published_round, by=world.analyst)
    wanted = Settings(**{"parts": [], "facts": {}, "level": "vertrouwelijk", **changes})  # type: ignore[arg-type]

    with pytest.raises(Refused, match=reason):
        change_settings(report=report, version=1, settings=wanted, note="", by=world.analyst)


def test_secrecy_is_of_what_is_confidential(world: World, published_round: Round) -> None:
    report = make_report(round=published_round, by=world.analyst, kind=SUMMARY)
    wanted = Settings([], {}, "intern", True, "artikel 87", "besluit 1")

    with pytest.raises(Refused, match="vertrouwelijk"):
        change_settings(report=report, version=1, settings=wanted, note="", by=world.analyst)


def test_facts_and_secrecy_are_stored(world: World, published_round: Round) -> None:
    report = make_report(round=published_round, by=world.analyst, kind="mededeling")
    fact = KINDS["mededeling"].facts[0].name
    wanted = Settings([], {fact: "12345"}, "vertrouwelijk", True, "artikel 55", "besluit 1")

    assert change_settings(report=report, version=1, settings=wanted, note="n", by=world.analyst)

    version = report.versions.get(number=2)
    assert (version.facts, version.note) == ({fact: "12345"}, "n")
    assert version.mark.secrecy is not None
    assert version.mark.secrecy.until == "de opheffing ervan"


def test_part_is_left_out(world: World, published_round: Round) -> None:
    report = make_report(round=published_round, by=world.analyst, kind="evaluatierapport")
    first = KINDS["evaluatierapport"].parts[0].name
    wanted = Settings([first], {}, "vertrouwelijk")

    assert change_settings(report=report, version=1, settings=wanted, note="", by=world.analyst)

    assert report.versions.get(number=2).parts == [first]


def test_too_long_a_fact_is_refused(world: World, published_round: Round) -> None:
    report = make_report(round=published_round, by=world.analyst, kind="mededeling")
    fact = KINDS["mededeling"].facts[0].name
    wanted = Settings([], {fact: "x" * 301}, "intern")

    with pytest.raises(Refused, match="langer dan 300"):
        change_settings(report=report, version=1, settings=wanted, note="", by=world.analyst)


# --- Final ----------------------------------------------------------------------------------------


def test_second_person_makes_it_final(world: World, published_round: Round) -> None:
    report = make_report(
        round=published_round,
        by=world.analyst,
        state=ReportState.FINAL,
        approver=world.district_coordinator,
    )

    assert report.is_final
    approval = ReportApproval.objects.get()
    assert (approval.version.number, approval.publication.number) == (1, 1)
    assert AuditEvent.objects.filter(type=EventType.REPORT_APPROVED).count() == 1


def test_nobody_approves_what_they_changed(world: World, published_round: Round) -> None:
    report = make_report(round=published_round, by=world.analyst)
    report = change_sentence(report, SENTENCE, by=world.district_coordinator)
    offer_report(report=report, version=2, by=world.analyst)

    for maker in (world.analyst, world.district_coordinator):
        with pytest.raises(Refused, match=OWN_WORK):
            approve_report(report=fresh(report), version=2, publication=1, by=maker)


def test_database_refuses_an_approval_by_a_maker(world: World, published_round: Round) -> None:
    report = make_report(round=published_round, by=world.analyst)
    publication = published_round.publications.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        ReportApproval.objects.create(
            version=report.versions.get(),
            publication=publication,
            approved_by=world.analyst,
            approved_at=timezone.now(),
        )


def test_database_refuses_final_without_an_approval(world: World, published_round: Round) -> None:
    report = make_report(round=published_round, by=world.analyst)

    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(state=ReportState.FINAL)


@pytest.mark.parametrize("change", [{"texts": {"x": "y"}}, {"note": "anders"}, {"number": 7}])
def test_version_does_not_change(
    world: World, published_round: Round, change: dict[str, object]
) -> None:
    report = make_report(round=published_round, by=world.analyst)

    with pytest.raises(IntegrityError), transaction.atomic():
        report.versions.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        report.versions.all()._raw_delete("default")


def test_approval_lapses_when_something_changes(world: World, published_round: Round) -> None:
    report = make_report(
        round=published_round,
        by=world.analyst,
        state=ReportState.FINAL,
        approver=world.district_coordinator,
    )

    report = change_sentence(report, SENTENCE, by=world.district_coordinator)

    assert report.is_draft
    offer_report(report=report, version=2, by=world.district_coordinator)
    with pytest.raises(Refused, match=OWN_WORK):
        approve_report(
            report=fresh(report), version=2, publication=1, by=world.district_coordinator
        )
    # Who made the version before the last approval did nothing since.
    approve_report(report=fresh(report), version=2, publication=1, by=world.analyst)
    assert fresh(report).is_final


def test_change_takes_back_what_was_offered(world: World, published_round: Round) -> None:
    report = make_report(round=published_round, by=world.analyst, state=ReportState.REVIEW)

    assert change_sentence(report, SENTENCE, by=world.analyst).is_draft


def test_report_of_a_closed_round_is_not_offered(world: World) -> None:
    closed = make_round(norm=world.norm, code="gesloten", state=RoundState.CLOSED)
    report = make_report(round=closed, by=world.analyst)

    with pytest.raises(Refused, match=NOT_PUBLISHED):
        offer_report(report=report, version=1, by=world.analyst)


def test_report_is_sent_back_with_a_remark(world: World, published_round: Round) -> None:
    report = make_report(round=published_round, by=world.analyst, state=ReportState.REVIEW)

    return_report(report=report, version=1, remark="Korter.", by=world.district_coordinator)

    report = fresh(report)
    assert (report.state, report.remark) == (ReportState.DRAFT, "Korter.")
    with pytest.raises(Refused, match="concept"):
        return_report(report=report, version=1, remark="", by=world.analyst)
    with pytest.raises(Refused, match="concept"):
        approve_report(report=report, version=1, publication=1, by=world.district_coordinator)


def test_remark_is_bounded(world: World, published_round: Round) -> None:
    report = make_report(round=published_round, by=world.analyst, state=ReportState.REVIEW)

    with pytest.raises(Refused, match="korter"):
        return_report(report=report, version=1, remark="x" * 1001, by=world.analyst)


def test_final_report_goes_on_after_an_erratum(world: World, published_round: Round) -> None:
    report = make_report(
        round=published_round,
        by=world.analyst,
        state=ReportState.FINAL,
        approver=world.district_coordinator,
    )
    with pytest.raises(Refused, match="geen nieuwere"):
        renew_report(report=report, version=1, by=world.analyst)
    publish_again(published_round)

    renew_report(report=report, version=1, by=world.analyst)

    report = fresh(report)
    assert (report.version, report.state) == (2, ReportState.DRAFT)
    assert report.versions.get(number=2).note == "op publicatie 2"
    assert report.versions.get(number=1).approval.publication.number == 1


def test_approval_is_of_the_publication_that_was_read(world: World, published_round: Round) -> None:
    report = make_report(round=published_round, by=world.analyst, state=ReportState.REVIEW)

    with pytest.raises(Refused, match=ERRATUM):
        approve_report(report=report, version=1, publication=2, by=world.district_coordinator)

    assert fresh(report).is_in_review
