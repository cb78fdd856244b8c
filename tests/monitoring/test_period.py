"""What there is to say of the date of a piece of evidence."""

from datetime import date

import pytest

from monitoring.choices import RoundState
from monitoring.models import Period
from tests.conftest import World
from tests.factories import make_norm, make_round

START, END = date(2025, 10, 1), date(2026, 10, 1)


@pytest.mark.parametrize(
    ("dated_on", "remark"),
    [
        (None, ""),
        (START, ""),
        (date(2026, 3, 1), ""),
        (END, ""),
        (date(2025, 9, 30), "ouder dan de ronde"),
        (date(2026, 10, 2), "van na de peildatum"),
    ],
)
def test_remark_on_a_date(dated_on: date | None, remark: str) -> None:
    assert Period(START, END).remark_on(dated_on) == remark


def test_period_begins_at_the_round_before(world: World) -> None:
    closed = RoundState.CLOSED
    make_round(norm=world.norm, state=closed, reference_date=date(2020, 1, 1))
    make_round(norm=world.norm, state=closed, reference_date=date(2023, 1, 1))
    other = make_norm(region=world.region, code="anders")
    make_round(norm=other, state=closed, reference_date=date(2026, 1, 1))
    round = make_round(norm=world.norm, reference_date=END)

    assert Period.of(round) == Period(date(2023, 1, 1), END)


@pytest.mark.parametrize(
    ("end", "start"),
    [(END, START), (date(2028, 2, 29), date(2027, 2, 28))],
)
def test_period_without_a_round_before_is_a_year(world: World, end: date, start: date) -> None:
    assert Period.of(make_round(norm=world.norm, reference_date=end)) == Period(start, end)
