"""How many people live in the area of an organisation: the action and its command."""

import pytest

from accounts.refusals import Refused
from ambitions.actions.inhabitants import MOST, set_inhabitants
from ambitions.models import Organisation
from tests.breaking import nothing_written
from tests.conftest import World
from tests.monitoring.log import Log
from tests.running import refuse, say


def test_number_is_set_and_recorded_with_what_it_was(world: World) -> None:
    log = Log()
    set_inhabitants(organisation=world.urk, inhabitants=22_000, by=world.district_coordinator)
    set_inhabitants(organisation=world.urk, inhabitants=None, by=world.district_coordinator)

    first, second = log.events()
    assert (first.type, first.region, first.organisation) == (
        "inhabitants_set",
        "flevoland",
        "GM0184",
    )
    assert (first.old_values, first.new_values) == ({"inwoners": None}, {"inwoners": 22_000})
    assert (second.old_values, second.new_values) == ({"inwoners": 22_000}, {"inwoners": None})
    assert first.actor == world.district_coordinator
    assert Organisation.objects.get(pk=world.urk.pk).inhabitants is None


def test_same_number_again_is_no_change(world: World) -> None:
    set_inhabitants(organisation=world.urk, inhabitants=1, by=None)

    with nothing_written():
        set_inhabitants(organisation=world.urk, inhabitants=1, by=None)


@pytest.mark.parametrize("number", [0, -1, MOST + 1])
def test_impossible_number_is_refused(world: World, number: int) -> None:
    with nothing_written(), pytest.raises(Refused):
        set_inhabitants(organisation=world.urk, inhabitants=number, by=None)


def test_command_sets_the_number_and_takes_it_away(world: World) -> None:
    assert say("set_inhabitants", "GM0184", "22000") == "Urk: 22000 inwoners\n"
    assert Organisation.objects.get(code="GM0184").inhabitants == 22_000
    assert say("set_inhabitants", "GM0184", "onbekend") == "Urk: aantal inwoners onbekend\n"
    assert Organisation.objects.get(code="GM0184").inhabitants is None


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("GM0000", "1"), "De organisatie GM0000 bestaat niet."),
        (("GM0184", "veel"), "‘veel’ is geen aantal inwoners; geef een heel getal of onbekend."),
        (("GM0184", "²"), "‘²’ is geen aantal inwoners; geef een heel getal of onbekend."),
        (("GM0184", "0"), "Geef een aantal inwoners van 1 tot en met 100 miljoen."),
        (("GM0184", "999999999"), "Geef een aantal inwoners van 1 tot en met 100 miljoen."),
    ],
)
def test_command_refuses_what_cannot_be(
    world: World, arguments: tuple[str, str], line: str
) -> None:
    with nothing_written():
        assert refuse("set_inhabitants", *arguments) == [line]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (100, 50, True),
        (50, 100, True),
        (100, 49, False),
        (201, 100, False),
        (200, 100, True),
        (None, 100, False),
        (100, None, False),
    ],
)
def test_as_large_as_is_between_half_and_twice(
    one: int | None, other: int | None, same: bool
) -> None:
    first, second = Organisation(inhabitants=one), Organisation(inhabitants=other)

    assert first.is_as_large_as(second) is same
    assert second.is_as_large_as(first) is same
