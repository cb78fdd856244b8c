"""Ending an exemption early and letting it hold longer."""

from datetime import date

import pytest

from accounts.models import AuditEvent, Notice
from monitoring.actions.exemptions import end_exemption, end_of, extend_exemption
from monitoring.actions.rounds import close_round, open_round
from monitoring.choices import ResultScope, RoundState
from monitoring.models import Exemption, Round
from tests.breaking import refused
from tests.conftest import World
from tests.factories import get_result, make_exemption, make_round

CHANGED = (
    "Iemand anders wijzigde deze vrijstelling sinds u de pagina opende. "
    "Bekijk haar opnieuw; er is niets opgeslagen."
)


def planned(world: World, year: int) -> Round:
    return make_round(
        norm=world.norm,
        code=f"r{year}",
        name=f"Ronde {year}",
        state=RoundState.PLANNED,
        reference_date=date(year, 10, 1),
    )


@pytest.fixture
def first(world: World) -> Round:
    return planned(world, 2026)


def exempt(world: World, first: Round, until: Round | None) -> Exemption:
    """Almere exempt from A1 from the first round on, which is open now."""
    exemption = make_exemption(
        organisation=world.almere,
        point=world.norm.points.get(code="A1"),
        from_round=first,
        until_round=until,
    )
    open_round(round=first, by=None)
    return exemption


def end(world: World, exemption: Exemption, seen: str | None = None) -> Exemption:
    seen = end_of(exemption) if seen is None else seen
    return end_exemption(exemption=exemption, seen=seen, by=world.district_coordinator)


def extend(
    world: World, exemption: Exemption, until: Round | None, seen: str | None = None
) -> Exemption:
    seen = end_of(exemption) if seen is None else seen
    return extend_exemption(
        exemption=exemption, until_round=until, seen=seen, by=world.district_coordinator
    )


@pytest.mark.parametrize("has_end", [True, False])
def test_end_is_the_last_round_in_which_it_was_frozen(
    world: World, first: Round, has_end: bool
) -> None:
    second, third = planned(world, 2027), planned(world, 2028)
    exemption = exempt(world, first, third if has_end else None)
    close_round(round=first, by=None)
    open_round(round=second, by=None)
    Notice.objects.all().delete()

    end(world, exemption)

    exemption.refresh_from_db()
    assert exemption.until_round == second
    result = get_result(round=second, organisation="GM0034", point="A1")
    assert result.scope == ResultScope.EXEMPTED
    assert Notice.objects.get().user == world.coordinator
    event = AuditEvent.objects.get(type="exemption_changed")
    assert event.old_values == {"tot en met": "r2028" if has_end else None}
    assert event.new_values == {"tot en met": "r2027"}
    assert event.organisation == "GM0034"


def test_ended_exemption_does_not_hold_in_the_next_round(world: World, first: Round) -> None:
    exemption = exempt(world, first, None)
    end(world, exemption)
    second = planned(world, 2027)

    open_round(round=second, by=None)

    result = get_result(round=second, organisation="GM0034", point="A1")
    assert result.scope == ResultScope.APPLICABLE


def test_end_before_it_was_ever_frozen_keeps_its_first_round(world: World, first: Round) -> None:
    exemption = make_exemption(
        organisation=world.almere, point=world.norm.points.get(code="A1"), from_round=first
    )

    assert end(world, exemption).until_round == first


def test_end_where_it_ends_already_is_refused(world: World, first: Round) -> None:
    exemption = exempt(world, first, first)

    with refused("De vrijstelling eindigt al met de ronde Ronde 2026."):
        end(world, exemption)


def test_end_of_what_somebody_else_changed_is_refused(world: World, first: Round) -> None:
    exemption = exempt(world, first, None)

    with refused(CHANGED):
        end(world, exemption, seen="r2026")


@pytest.mark.parametrize("for_good", [True, False])
def test_extend_moves_the_end(world: World, first: Round, for_good: bool) -> None:
    second = planned(world, 2027)
    exemption = exempt(world, first, first)
    until = None if for_good else second

    extend(world, exemption, until)

    exemption.refresh_from_db()
    assert exemption.until_round == until
    event = AuditEvent.objects.get(type="exemption_changed")
    assert event.new_values == {"tot en met": None if for_good else "r2027"}


def test_extended_exemption_is_frozen_into_the_next_round(world: World, first: Round) -> None:
    second = planned(world, 2027)
    extend(world, exempt(world, first, first), second)

    open_round(round=second, by=None)

    result = get_result(round=second, organisation="GM0034", point="A1")
    assert result.scope == ResultScope.EXEMPTED


def test_extend_over_a_round_that_opened_without_it_is_refused(world: World, first: Round) -> None:
    second = planned(world, 2027)
    exemption = exempt(world, first, first)
    close_round(round=first, by=None)
    open_round(round=second, by=None)

    with refused(
        "De ronde Ronde 2027 is al geopend zonder deze vrijstelling. "
        "De organisatie kan voor die ronde een nieuwe vrijstelling aanvragen."
    ):
        extend(world, exemption, None)


def test_extend_until_a_round_that_opened_after_the_new_end_does_not_matter(
    world: World, first: Round
) -> None:
    second, third = planned(world, 2027), planned(world, 2028)
    exemption = exempt(world, first, first)
    open_round(round=third, by=None)

    assert extend(world, exemption, second).until_round == second


def test_extend_to_an_earlier_round_or_one_of_another_norm_is_refused(
    world: World, first: Round
) -> None:
    exemption = exempt(world, first, first)
    elsewhere = make_round(
        norm=world.other_norm, state=RoundState.PLANNED, reference_date=date(2030, 1, 1)
    )

    for round in (first, elsewhere):
        with refused("Kies een ronde van dezelfde norm die na de ronde Ronde 2026 komt."):
            extend(world, exemption, round)


def test_extend_what_holds_for_good_is_refused(world: World, first: Round) -> None:
    exemption = exempt(world, first, None)

    with refused("De vrijstelling geldt al voor goed."):
        extend(world, exemption, None)


def test_extend_what_somebody_else_changed_is_refused(world: World, first: Round) -> None:
    exemption = exempt(world, first, first)

    with refused(CHANGED):
        extend(world, exemption, None, seen="")
