"""Regions at the edge of what occurs: nothing, one of everything, forty, and very long texts."""

from itertools import cycle, pairwise

from accounts.permissions import Role
from ambitions.models import Organisation, Region
from monitoring.actions.publication import publish_round
from monitoring.actions.results import write
from monitoring.actions.rounds import close_round
from monitoring.choices import ResultStatus
from monitoring.models import Round
from tests.factories import (
    MUNICIPALITY,
    Content,
    make_member,
    make_norm,
    make_organisation,
    make_region,
    make_round,
)

LONG_NAME = "Gemeente Onafhankelijkheidsverklaringsgenootschap-aan-Zee "
LONG_EXPLANATION = ("Het beleid is opgesteld en wordt besproken. " * 100)[:3_800] + "x" * 200
REGION, PERSON = "uitersten", "uitersten"
CONTENT: Content = {
    theme: {f"{theme}{number}": (MUNICIPALITY,) for number in range(1, 4)} for theme in "ABCD"
}
MIXED = (*ResultStatus.values, ResultStatus.ACHIEVED, ResultStatus.ACHIEVED)


def extreme_region(
    *,
    organisations: int = 40,
    statuses: tuple[str, ...] = MIXED,
    content: Content = CONTENT,
    rounds: int = 2,
) -> Round:
    """A region with a district coordinator and published rounds; returns the last of them.

    Names have sixty characters, explanations four thousand. Each organisation borders on the next.
    """
    region = make_region(code=REGION, title="Regio met een naam die ook al langer is dan gewoon")
    members = [_member(region, number) for number in range(organisations)]
    for one, other in pairwise(members):
        one.neighbours.add(other)
    norm = make_norm(region=region, code="uiterste-norm", title="N" * 60, content=content)
    for number in range(1, rounds + 1):
        round = make_round(norm=norm, code=f"uiterste-{number}", name=f"Ronde {'R' * 50} {number}")
        _fill(round, statuses)
        close_round(round=round, by=None)
        publish_round(round=round, by=None)
    make_member(role=Role.DISTRICT_COORDINATOR, target=region, email=f"{PERSON}@flevonorm.example")
    return round


def _member(region: Region, number: int) -> Organisation:
    return make_organisation(
        region=region,
        code=f"GM7{number:03}",
        name=f"{LONG_NAME}{number:02}"[-60:],
        tile=(number // 7 + 1, number % 7 + 1),
    )


def _fill(round: Round, statuses: tuple[str, ...]) -> None:
    order = round.results.order_by("organisation__code", "point__position")
    for result, status in zip(order, cycle(statuses), strict=False):
        written = {"status": status, "explanation": LONG_EXPLANATION, "is_shared": True}
        assert write(result, written, by=None)
