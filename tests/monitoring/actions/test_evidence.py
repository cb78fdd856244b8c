"""Evidence: adding, having it serve more points, changing, taking away."""

from dataclasses import replace
from datetime import date

import pytest

from accounts.audit import head
from accounts.models import AuditEvent
from accounts.refusals import Refused
from monitoring.actions.evidence import (
    add_evidence,
    change_evidence,
    remove_evidence,
    unlink_evidence,
    use_evidence,
)
from monitoring.actions.evidence_parts import Details, Stale
from monitoring.actions.rounds import close_round
from monitoring.choices import AssessmentState, EvidenceKind, RoundState
from monitoring.models import Evidence, EvidenceUse, Round
from tests.breaking import nothing_written, refused
from tests.conftest import World
from tests.evidence import ADDRESS, Entering
from tests.factories import make_round, set_assessment

CLOSED = "De ronde is gesloten; u kunt niets meer wijzigen. Er is niets opgeslagen."
SUBMITTED = "De invulling is ingediend; u kunt niets meer wijzigen. Er is niets opgeslagen."
LINK = Details(title="Besluit", address=ADDRESS, dated_on=date(2026, 3, 1))


@pytest.fixture
def almere(world: World, open_round: Round) -> Entering:
    return Entering(open_round, "GM0034", world.coordinator)


def last_event() -> AuditEvent:
    return AuditEvent.objects.get(sequence=head().sequence)


def fixed_elsewhere(world: World, almere: Entering, evidence: Evidence) -> Round:
    """Has the piece serve A1 of a round that is closed since."""
    round = make_round(norm=world.norm, reference_date=date(2025, 10, 1))
    before = replace(almere, round=round)
    use_evidence(
        assessment=before.assessment, result=before.result("A1"), evidence=[evidence], by=almere.by
    )
    close_round(round=round, by=None)
    return round


def test_link_serves_the_points_and_is_recorded(almere: Entering) -> None:
    evidence = add_evidence(
        assessment=almere.assessment,
        results=[almere.result("A1"), almere.result("B1")],
        kind=EvidenceKind.LINK,
        details=LINK,
        by=almere.by,
    )

    assert (evidence.kind, evidence.title, evidence.address) == ("link", "Besluit", ADDRESS)
    assert (evidence.is_confidential, evidence.version) == (True, 1)
    assert {use.result.point.code for use in evidence.uses.all()} == {"A1", "B1"}
    event = last_event()
    assert (event.type, event.actor) == ("evidence_added", almere.by)
    assert (event.subject, event.organisation) == (f"ronde-open GM0034 {evidence.pk}", "GM0034")
    assert event.new_values == {
        "soort": "link",
        "punten": ["A1", "B1"],
        "onderbouwing": (
            f"titel: Besluit; webadres: {ADDRESS}; datum: 2026-03-01; vertrouwelijk: ja"
        ),
    }


def test_evidence_on_behalf_is_recorded_as_such(world: World, almere: Entering) -> None:
    replace(almere, by=world.district_coordinator).link()

    assert last_event().new_values["namens de organisatie"] is True


def test_same_link_at_the_same_point_is_refused(almere: Entering) -> None:
    almere.link("A1")

    with refused("Deze onderbouwing staat al bij dit ambitiepunt."):
        almere.link("A1", title="Nog eens")
    almere.link("A2")
    almere.link("A1", address=f"{ADDRESS}/2")


def test_same_reference_at_the_same_point_is_refused(almere: Entering) -> None:
    def refer(title: str) -> Evidence:
        return add_evidence(
            assessment=almere.assessment,
            results=[almere.result("A1")],
            kind=EvidenceKind.REFERENCE,
            details=Details(title=title, place="Zaak 12"),
            by=almere.by,
        )

    refer("Nota")
    with refused("Deze onderbouwing staat al bij dit ambitiepunt."):
        refer("Nota")
    assert refer("Andere nota").place == "Zaak 12"


def test_what_was_removed_can_be_added_again(almere: Entering) -> None:
    evidence = almere.link()
    remove_evidence(assessment=almere.assessment, evidence=evidence, version=1, by=almere.by)

    assert almere.link().pk != evidence.pk


def test_result_of_another_assessment_is_refused(world: World, almere: Entering) -> None:
    lelystad = replace(almere, organisation="GM0995")

    with refused("Dit resultaat hoort niet bij deze invulling."):
        add_evidence(
            assessment=almere.assessment,
            results=[almere.result("A1"), lelystad.result("A1")],
            kind=EvidenceKind.LINK,
            details=LINK,
            by=almere.by,
        )


def test_point_that_does_not_apply_is_refused(almere: Entering) -> None:
    with refused("Ambitiepunt A3 is niet van toepassing."):
        replace(almere, organisation="PV24").link("A3")


def test_evidence_of_a_closed_round_is_refused(almere: Entering) -> None:
    evidence = almere.link()
    use = almere.use(evidence)
    close_round(round=almere.round, by=None)

    with refused(CLOSED):
        almere.link("A2")
    with refused(CLOSED):
        use_evidence(
            assessment=almere.assessment,
            result=almere.result("A2"),
            evidence=[evidence],
            by=almere.by,
        )
    with refused(CLOSED):
        unlink_evidence(assessment=almere.assessment, use=use, by=almere.by)
    with refused(CLOSED):
        change_evidence(
            assessment=almere.assessment, evidence=evidence, version=1, details=LINK, by=almere.by
        )
    with refused(CLOSED):
        remove_evidence(assessment=almere.assessment, evidence=evidence, version=1, by=almere.by)


def test_evidence_of_a_submitted_assessment_is_refused(world: World, almere: Entering) -> None:
    set_assessment(round=almere.round, organisation=world.almere, state=AssessmentState.SUBMITTED)

    with refused(SUBMITTED):
        almere.link()


def test_existing_evidence_serves_another_point_once(almere: Entering) -> None:
    evidence = almere.link("A1")

    def use() -> int:
        return use_evidence(
            assessment=almere.assessment,
            result=almere.result("A2"),
            evidence=[evidence],
            by=almere.by,
        )

    assert use() == 1
    event = last_event()
    assert (event.type, event.new_values) == ("evidence_changed", {"punten": ["A2"]})
    with nothing_written():
        assert use() == 0


def test_evidence_of_another_organisation_or_removed_is_refused(
    world: World, almere: Entering
) -> None:
    foreign = replace(almere, organisation="GM0995", by=world.other_coordinator).link()
    gone = almere.link("A2")
    remove_evidence(assessment=almere.assessment, evidence=gone, version=1, by=almere.by)

    for evidence in (foreign, gone):
        with refused("Deze onderbouwing is er niet meer."):
            use_evidence(
                assessment=almere.assessment,
                result=almere.result("A1"),
                evidence=[evidence],
                by=almere.by,
            )


def test_unlinked_evidence_stays_for_other_points(almere: Entering) -> None:
    evidence = almere.link("A1", "A2")
    use = almere.use(evidence, "A1")

    unlink_evidence(assessment=almere.assessment, use=use, by=almere.by)

    assert [use.result.point.code for use in evidence.uses.all()] == ["A2"]
    event = last_event()
    assert (event.type, event.old_values) == ("evidence_changed", {"punten": ["A1"]})
    with refused("Deze onderbouwing hoort niet meer bij dit ambitiepunt."):
        unlink_evidence(assessment=almere.assessment, use=use, by=almere.by)


def test_changed_evidence_is_recorded_with_what_differs(almere: Entering) -> None:
    evidence = almere.link()

    change_evidence(
        assessment=almere.assessment,
        evidence=evidence,
        version=1,
        details=replace(LINK, dated_on=None, title="Nieuw besluit", is_confidential=False),
        by=almere.by,
    )

    evidence.refresh_from_db()
    assert (evidence.title, evidence.is_confidential, evidence.version) == (
        "Nieuw besluit",
        False,
        2,
    )
    event = last_event()
    assert event.type == "evidence_changed"
    assert event.old_values == {"onderbouwing": "titel: Besluit; vertrouwelijk: ja"}
    assert event.new_values == {"onderbouwing": "titel: Nieuw besluit; vertrouwelijk: nee"}


def test_change_that_says_what_is_there_writes_nothing(almere: Entering) -> None:
    evidence = almere.link()

    with nothing_written():
        change_evidence(
            assessment=almere.assessment,
            evidence=evidence,
            version=1,
            details=replace(LINK, dated_on=None),
            by=almere.by,
        )


def test_stale_change_and_removal_write_nothing_and_tell_what_is_there(almere: Entering) -> None:
    evidence = almere.link()
    change_evidence(
        assessment=almere.assessment,
        evidence=evidence,
        version=1,
        details=replace(LINK, title="Van een collega"),
        by=almere.by,
    )

    with nothing_written(), pytest.raises(Stale) as caught:
        change_evidence(
            assessment=almere.assessment,
            evidence=evidence,
            version=1,
            details=replace(LINK, title="Van mij"),
            by=almere.by,
        )
    assert (caught.value.present.title, caught.value.present.version) == ("Van een collega", 2)
    with nothing_written(), pytest.raises(Stale):
        remove_evidence(assessment=almere.assessment, evidence=evidence, version=1, by=almere.by)


def test_removed_evidence_stays_for_the_log(almere: Entering) -> None:
    evidence = almere.link()

    remove_evidence(assessment=almere.assessment, evidence=evidence, version=1, by=almere.by)

    evidence.refresh_from_db()
    assert evidence.removed_at is not None
    assert evidence.uses.count() == 1
    assert last_event().type == "evidence_removed"
    with nothing_written(), pytest.raises(Stale):
        remove_evidence(assessment=almere.assessment, evidence=evidence, version=2, by=almere.by)


def test_evidence_that_serves_a_closed_round_too_is_not_changed(
    world: World, almere: Entering
) -> None:
    evidence = almere.link()
    round = fixed_elsewhere(world, almere, evidence)
    fixed = (
        f"Deze onderbouwing hoort ook bij {round}, en die invulling ligt vast. "
        "Voeg een nieuwe onderbouwing toe en maak deze los van dit ambitiepunt."
    )

    with refused(fixed):
        change_evidence(
            assessment=almere.assessment,
            evidence=evidence,
            version=1,
            details=replace(LINK, title="Anders"),
            by=almere.by,
        )
    with refused(fixed):
        remove_evidence(assessment=almere.assessment, evidence=evidence, version=1, by=almere.by)
    unlink_evidence(assessment=almere.assessment, use=almere.use(evidence), by=almere.by)
    assert EvidenceUse.objects.get().result.round == round


def test_evidence_of_two_open_rounds_is_changed(world: World, almere: Entering) -> None:
    evidence = almere.link()
    round = make_round(norm=world.norm, state=RoundState.OPEN)
    before = replace(almere, round=round)
    use_evidence(
        assessment=before.assessment, result=before.result("A1"), evidence=[evidence], by=almere.by
    )

    change_evidence(
        assessment=almere.assessment,
        evidence=evidence,
        version=1,
        details=replace(LINK, title="Anders"),
        by=almere.by,
    )

    evidence.refresh_from_db()
    assert evidence.title == "Anders"


def test_nothing_of_a_refused_change_is_recorded(almere: Entering) -> None:
    evidence = almere.link()
    before = head()
    close_round(round=almere.round, by=None)

    with pytest.raises(Refused):
        remove_evidence(assessment=almere.assessment, evidence=evidence, version=1, by=almere.by)
    assert head().sequence == before.sequence + 1
