"""What the pages about evidence show, and in how many queries."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from monitoring.actions.publication import publish_round
from monitoring.actions.results import write
from monitoring.actions.rounds import close_round
from monitoring.choices import AssessmentState, EvidenceKind
from monitoring.models import Evidence, EvidenceUse, Round
from monitoring.pages.evidence import (
    assessment_evidence,
    evidence_of,
    other_results,
    usable_evidence,
)
from tests.conftest import World
from tests.evidence import ADDRESS, Entering
from tests.factories import set_assessment


@pytest.fixture
def almere(world: World, open_round: Round) -> Entering:
    return Entering(open_round, "GM0034", world.coordinator)


def test_point_shows_its_evidence_with_points_files_and_remark(almere: Entering) -> None:
    almere.link("A1", "B1", dated_on=date(2019, 1, 1))
    almere.file("A1", title="Verslag")
    almere.link("A2", address=f"{ADDRESS}/2")

    shown = evidence_of(almere.by, almere.result("A1"), almere.assessment)

    assert [(piece.evidence.title, piece.remark) for piece in shown.pieces] == [
        ("Besluit", "ouder dan de ronde"),
        ("Verslag", ""),
    ]
    assert [point.code for point in shown.pieces[0].points] == ["A1", "B1"]
    assert (shown.pieces[0].file, shown.pieces[0].older) == (None, ())
    assert shown.pieces[1].files == tuple(Evidence.objects.get(title="Verslag").files.all())
    assert (shown.readable, shown.may_add) == (True, True)


def test_on_behalf_there_is_nothing_to_see_until_it_is_handed_in(
    world: World, almere: Entering
) -> None:
    almere.link()

    before = evidence_of(world.district_coordinator, almere.result("A1"), almere.assessment)
    set_assessment(round=almere.round, organisation=world.almere, state=AssessmentState.SUBMITTED)
    after = evidence_of(world.district_coordinator, almere.result("A1"), almere.assessment)

    assert (before.pieces, before.readable, before.may_add) == ([], False, True)
    assert (len(after.pieces), after.readable, after.may_add) == (1, True, False)


def test_reader_and_closed_round_add_nothing(world: World, almere: Entering) -> None:
    assert not evidence_of(world.executive, almere.result("A1"), almere.assessment).may_add
    close_round(round=almere.round, by=None)
    assert not evidence_of(almere.by, almere.result("A1"), almere.assessment).may_add


def test_point_that_does_not_apply_takes_nothing(world: World, open_round: Round) -> None:
    province = Entering(open_round, "PV24", world.district_coordinator)

    assert not evidence_of(province.by, province.result("A3"), province.assessment).may_add


def test_list_names_the_points_without_evidence(world: World, almere: Entering) -> None:
    almere.link("A1", "B2")

    page = assessment_evidence(almere.by, almere.assessment)

    assert [point.code for point in page.without] == ["A2", "A3", "B1"]
    assert (page.may_enter, page.may_export) == (True, True)
    executive = assessment_evidence(world.executive, almere.assessment)
    assert (executive.may_enter, executive.may_export) == (False, True)


def test_reader_of_an_example_sees_that_and_not_what_is_missing(
    world: World, almere: Entering
) -> None:
    almere.link("A1", "A2", is_confidential=False)
    assert write(almere.result("A1"), {"is_shared": True}, by=None)
    close_round(round=almere.round, by=None)
    publish_round(round=almere.round, by=None)

    page = assessment_evidence(world.other_coordinator, almere.assessment)
    at_a2 = evidence_of(world.other_coordinator, almere.result("A2"), almere.assessment)

    assert [[point.code for point in piece.points] for piece in page.pieces] == [["A1"]]
    assert (page.without, page.may_enter, page.may_export) == ([], False, False)
    assert (at_a2.pieces, at_a2.readable) == ([], False)


def test_other_results_are_those_that_apply(world: World, open_round: Round) -> None:
    province = Entering(open_round, "PV24", world.district_coordinator)

    others = other_results(province.assessment, province.result("A1"))

    assert [result.point.code for result in others] == ["A2", "B1"]


def test_usable_evidence_does_not_serve_the_point_yet(world: World, almere: Entering) -> None:
    almere.link("A1")
    other = almere.link("A2", title="Ander", address=f"{ADDRESS}/2")
    Entering(almere.round, "GM0995", world.other_coordinator).link()

    assert usable_evidence(almere.by, almere.assessment, almere.result("A1")) == [other]
    district = world.district_coordinator
    assert usable_evidence(district, almere.assessment, almere.result("A1")) == []


@pytest.mark.parametrize("count", [1, 12])
def test_pages_take_the_same_queries_for_any_number_of_pieces(
    almere: Entering, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    almere.file("A1", "A2")
    many = Evidence.objects.bulk_create(
        Evidence(
            organisation=almere.assessment.organisation,
            kind=EvidenceKind.LINK,
            title=f"Stuk {number}",
            address=ADDRESS,
            changed_by=almere.by,
            changed_at="2026-03-01T00:00Z",
        )
        for number in range(count)
    )
    result, assessment = almere.result("A1"), almere.assessment
    EvidenceUse.objects.bulk_create(EvidenceUse(evidence=piece, result=result) for piece in many)
    _ = almere.by.is_active, evidence_of(almere.by, result, assessment)  # reads the roles once

    with django_assert_num_queries(3):
        assert len(evidence_of(almere.by, result, assessment).pieces) == count + 1
    with django_assert_num_queries(4):
        assert len(assessment_evidence(almere.by, assessment).pieces) == count + 1
