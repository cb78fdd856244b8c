"""A round in which every status and every kind of figure occurs."""

from collections.abc import Callable
from datetime import date
from itertools import cycle

import pytest

from ambitions.models import Norm
from monitoring.actions.publication import publish_round
from monitoring.actions.results import write
from monitoring.actions.rounds import close_round
from monitoring.choices import ResultStatus, RoundState
from monitoring.models import Round
from tests.conftest import World
from tests.factories import (
    MUNICIPALITY,
    PROVINCE,
    REFERENCE_DATE,
    Content,
    make_norm,
    make_round,
)

BOTH = (MUNICIPALITY, PROVINCE)
RICH: Content = {
    "A": {"A1": BOTH, "A2": BOTH, "A3": (MUNICIPALITY,)},
    "B": {"B1": BOTH, "B2": (MUNICIPALITY,)},
    "C": {"C1": (MUNICIPALITY,), "C2": (MUNICIPALITY,)},
}
"""The province has nothing to do in theme C, while it has points in the two others."""

STATUSES = (
    ResultStatus.ACHIEVED,
    ResultStatus.PARTLY,
    ResultStatus.ACHIEVED,
    ResultStatus.NOT_ACHIEVED,
    ResultStatus.UNANSWERED,
)

MakeRound = Callable[..., Round]


@pytest.fixture
def rich_round(world: World) -> MakeRound:
    """Makes a round of three themes and four organisations: `rich_round(RoundState.OPEN)`."""

    def make(
        state: RoundState,
        *,
        norm: Norm | None = None,
        code: str = "ronde-rijk",
        reference_date: date = REFERENCE_DATE,
    ) -> Round:
        norm = norm or make_norm(region=world.region, code="rijke-norm", content=RICH)
        round = make_round(
            norm=norm, code=code, state=RoundState.OPEN, reference_date=reference_date
        )
        applicable = round.results.exclude(status=ResultStatus.NOT_APPLICABLE)
        ordered = applicable.order_by("organisation__code", "point__position")
        for result, status in zip(ordered, cycle(STATUSES), strict=False):
            assert write(result, {"status": status, "explanation": ""}, by=None)
        advance(round, state)
        return round

    return make


def advance(round: Round, state: RoundState) -> None:
    """Takes an open round as far as `state`."""
    if state in {RoundState.CLOSED, RoundState.PUBLISHED}:
        close_round(round=round, by=None)
    if state == RoundState.PUBLISHED:
        publish_round(round=round, by=None)
