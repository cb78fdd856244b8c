"""Reports of real rounds, built with everything in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import cycle

import pytest
from django.utils import timezone

from monitoring.actions.activities import ActivityContent, record_activity
from monitoring.actions.improvements import Improvement, add_improvement
from monitoring.actions.results import write
from monitoring.actions.rounds import open_round
from monitoring.choices import ActivityKind, ImprovementState, ResultStatus, RoundState
from monitoring.models import Publication, Round, SignOff
from reports.documents.blocks import Level, Mark
from reports.kinds.kind import Built, Kind, Order, build
from reports.material.material import Material
from reports.material.reading import of_publication
from tests.conftest import World
from tests.evidence import Entering
from tests.factories import get_result, make_exemption, make_round
from tests.reports.conftest import STATUSES, MakeRound, advance
from tests.reports.documents.samples import MOMENT


@dataclass(frozen=True, slots=True)
class Builder:
    """Builds a kind of report from a material, with all parts unless some are named."""

    kind: Kind

    def __call__(
        self,
        material: Material,
        *,
        organisation: str | None = None,
        parts: frozenset[str] | None = None,
        texts: Mapping[str, str] | None = None,
    ) -> Built:
        everything = frozenset(part.name for part in self.kind.parts)
        order = Order(
            Mark(Level.CONFIDENTIAL),
            "concept",
            MOMENT,
            organisation=organisation,
            parts=everything if parts is None else parts,
            texts=texts or {},
        )
        return build(self.kind, material, order)


def published(round: Round) -> Material:
    """The material of the newest publication of a round."""
    publications = Publication.objects.select_related("round__norm__region")
    return of_publication(publications.filter(round=round).latest("number"))


HOSTILE = "<script>alert(1)</script> {totaal: behaald} *vet*\n=1+1"
PRIVATE, SECRET = "interne-notitie-van-ons", "vertrouwelijk-stuk"


@pytest.fixture
def full_round(world: World, rich_round: MakeRound) -> MakeRound:
    """Makes a round in which everything occurs that a report tells of, after one before it.

    Almere explains A1 with hostile text and shares it, with a piece of evidence that others may see
    and one that they may not; A2 has a private note.
    """

    def make(state: RoundState) -> Round:
        before = rich_round(
            RoundState.PUBLISHED, code="ronde-voor", reference_date=date(2025, 10, 1)
        )
        round = make_round(norm=before.norm, code="ronde-vol", state=RoundState.PLANNED)
        make_exemption(
            organisation=world.urk,
            point=round.norm.points.get(code="C2"),
            from_round=round,
            until_round=round,
        )
        open_round(round=round, by=None)
        _fill(round)
        _surround(world, round)
        advance(round, state)
        return round

    return make


def _fill(round: Round) -> None:
    """One status further than `rich_round`, so that something is gained and something is lost."""
    results = round.results.exclude(status=ResultStatus.NOT_APPLICABLE)
    order = results.order_by("organisation__code", "point__position")
    for result, status in zip(order, cycle((*STATUSES[1:], STATUSES[0])), strict=False):
        explanation = f"Toelichting {result.organisation_id}-{result.point_id}."
        assert write(result, {"status": status, "explanation": explanation}, by=None)
    shared = get_result(round=round, organisation="GM0034", point="A1")
    assert write(shared, {"explanation": HOSTILE, "is_shared": True}, by=None)
    noted = get_result(round=round, organisation="GM0034", point="A2")
    assert write(noted, {"private_note": PRIVATE}, by=None)


def _surround(world: World, round: Round) -> None:
    entering = Entering(round, "GM0034", world.user("coordinator"))
    entering.link(title="Openbaar verslag", is_confidential=False)
    entering.link(title=SECRET, address="https://www.almere.example/geheim")
    add_improvement(
        result=entering.result("B1"),
        content=Improvement("Plan opstellen", "Veiligheid", date(2027, 3, 1)),
        by=entering.by,
    )
    add_improvement(
        result=entering.result("A2"),
        content=Improvement(
            "Scan bespreken",
            "Bestuur",
            date(2026, 2, 1),
            ImprovementState.DONE,
            "Drie {prioriteiten} gekozen.",
        ),
        by=entering.by,
    )
    for title, participants in (("Dilemmasessie {raad}", 24), ("Overleg", None)):
        record_activity(
            region=world.region,
            content=ActivityContent(
                ActivityKind.DILEMMA_SESSION,
                title,
                date(2026, 3, 12),
                frozenset({world.almere, world.urk}),
                participants,
                points=frozenset({round.norm.points.get(code="A1")}),
            ),
            by=world.user("district_coordinator"),
        )
    SignOff.objects.create(
        assessment=entering.assessment,
        decided_on=date(2026, 11, 3),
        decision_number="2026-114",
        recorded_by=entering.by,
        recorded_at=timezone.now(),
    )
