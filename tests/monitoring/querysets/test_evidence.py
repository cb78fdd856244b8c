"""Who may read which evidence: the own, handed in, under peer review, or shared."""

from dataclasses import replace

import pytest
from django.utils import timezone

from monitoring.actions.evidence import remove_evidence, use_evidence
from monitoring.actions.publication import publish_round
from monitoring.actions.results import write
from monitoring.actions.rounds import close_round
from monitoring.choices import AssessmentState, PeerReviewState
from monitoring.models import Evidence, EvidenceFile, EvidenceUse, PeerReview, Round
from tests.conftest import CAST, World
from tests.evidence import Entering
from tests.factories import make_round, set_assessment

OWN = {"coordinator", "executive"}
REGION = {"district_coordinator", "analyst"}


@pytest.fixture
def almere(world: World, open_round: Round) -> Entering:
    return Entering(open_round, "GM0034", world.coordinator)


def readers(world: World, evidence: Evidence) -> set[str]:
    """Who of the cast finds the piece; uses and files go with it."""
    found = set()
    for name in CAST:
        user = world.user(name)
        if Evidence.objects.visible_to(user).filter(pk=evidence.pk).exists():
            found.add(name)
        used = EvidenceUse.objects.visible_to(user).filter(evidence=evidence).exists()
        assert used == (name in found)
        held = EvidenceFile.objects.visible_to(user).filter(evidence=evidence).exists()
        assert held == (name in found and evidence.kind == "file")
    return found


def share(entry: Entering, point: str) -> None:
    assert write(entry.result(point), {"is_shared": True}, by=None)


def publish(round: Round) -> None:
    close_round(round=round, by=None)
    publish_round(round=round, by=None)


def test_draft_is_for_the_own_organisation(world: World, almere: Entering) -> None:
    assert readers(world, almere.file()) == OWN


@pytest.mark.parametrize("state", [AssessmentState.SUBMITTED, AssessmentState.ADOPTED])
def test_what_is_handed_in_is_for_the_region_too(
    world: World, almere: Entering, state: AssessmentState
) -> None:
    evidence = almere.file()

    set_assessment(round=almere.round, organisation=world.almere, state=state)

    assert readers(world, evidence) == OWN | REGION


def test_what_was_returned_is_for_the_own_organisation_again(
    world: World, almere: Entering
) -> None:
    evidence = almere.link()

    set_assessment(round=almere.round, organisation=world.almere, state=AssessmentState.RETURNED)

    assert readers(world, evidence) == OWN


@pytest.mark.parametrize("state", PeerReviewState)
def test_peer_reads_while_the_review_is_agreed(
    world: World, almere: Entering, state: PeerReviewState
) -> None:
    evidence = almere.link()
    PeerReview.objects.create(
        assessment=almere.assessment,
        organisation=world.lelystad,
        state=state,
        asked_by=world.coordinator,
        asked_at=timezone.now(),
    )

    peers = {"other_coordinator"} if state == PeerReviewState.ACCEPTED else set()
    assert readers(world, evidence) == OWN | peers


@pytest.mark.parametrize(
    ("is_confidential", "shared", "is_published", "others"),
    [
        (False, "A1", True, {"other_coordinator"}),
        (True, "A1", True, set()),
        (False, "A2", True, set()),
        (False, "A1", False, set()),
    ],
)
def test_other_organisations_read_what_is_shared_published_and_not_confidential(
    world: World,
    almere: Entering,
    is_confidential: bool,
    shared: str,
    is_published: bool,
    others: set[str],
) -> None:
    evidence = almere.link("A1", is_confidential=is_confidential)
    share(almere, shared)
    close_round(round=almere.round, by=None)
    if is_published:
        publish_round(round=almere.round, by=None)

    assert readers(world, evidence) == OWN | REGION | others


def test_reader_of_an_example_finds_only_the_uses_at_it(world: World, almere: Entering) -> None:
    evidence = almere.link("A1", "A2", is_confidential=False)
    share(almere, "A1")
    publish(almere.round)

    uses = EvidenceUse.objects.visible_to(world.other_coordinator).filter(evidence=evidence)

    assert [use.result.point.code for use in uses] == ["A1"]


def test_what_was_removed_is_for_nobody(world: World, almere: Entering) -> None:
    evidence = almere.file()
    remove_evidence(assessment=almere.assessment, evidence=evidence, version=1, by=almere.by)

    assert readers(world, evidence) == set()


def test_evidence_without_a_use_is_for_the_own_organisation(world: World, almere: Entering) -> None:
    evidence = almere.link()
    evidence.uses.all().delete()

    assert Evidence.objects.visible_to(world.coordinator).get() == evidence
    assert not Evidence.objects.visible_to(world.district_coordinator).exists()


def test_use_in_a_new_round_is_not_seen_because_of_the_old_one(
    world: World, almere: Entering
) -> None:
    evidence = almere.link()
    close_round(round=almere.round, by=None)
    again = replace(almere, round=make_round(norm=world.norm))
    use_evidence(
        assessment=again.assessment, result=again.result("A1"), evidence=[evidence], by=almere.by
    )

    uses = EvidenceUse.objects.visible_to(world.district_coordinator)

    assert [use.result.round for use in uses] == [almere.round]
