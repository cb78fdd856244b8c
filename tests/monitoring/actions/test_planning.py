"""Changing what was planned of a round, and dropping the plan."""

from datetime import date

import pytest

from monitoring.actions.planning import change_round, drop_round
from monitoring.actions.rounds import mark_of, open_round, plan_round
from monitoring.choices import RoundState
from monitoring.models import Round
from tests.breaking import nothing_written, refused
from tests.conftest import World
from tests.factories import make_exemption, make_norm, make_round
from tests.monitoring.log import Log

PLANNED, OPEN, CLOSED, PUBLISHED = (
    RoundState.PLANNED,
    RoundState.OPEN,
    RoundState.CLOSED,
    RoundState.PUBLISHED,
)
CHANGED = "Iemand anders wijzigde de ronde sinds u deze pagina opende. Bekijk haar opnieuw."


def change(round: Round, **changes: object) -> None:
    change_round(round=round, changes=changes, seen=mark_of(round), by=None)


# --- Planning what is new -------------------------------------------------------------------------


@pytest.mark.parametrize("opens_on", [None, date(2026, 10, 5), date(2026, 12, 1)])
def test_plan_round_stores_its_dates(world: World, opens_on: date | None) -> None:
    round = plan_round(
        norm=world.norm,
        code="ronde",
        name="Ronde",
        kind="interim",
        reference_date=date(2026, 10, 1),
        opens_on=opens_on,
        closes_on=date(2026, 12, 1),
        college_on=date(2027, 1, 15),
        by=None,
    )

    stored = Round.objects.get(pk=round.pk)
    assert (stored.opens_on, stored.college_on) == (opens_on, date(2027, 1, 15))


def test_plan_round_that_closes_before_it_opens_is_refused(world: World) -> None:
    with refused("De ronde sluit niet voor zij opent."):
        plan_round(
            norm=world.norm,
            code="ronde",
            name="Ronde",
            kind="interim",
            reference_date=date(2026, 10, 1),
            opens_on=date(2026, 12, 2),
            closes_on=date(2026, 12, 1),
            by=None,
        )


def test_plan_round_with_the_code_of_an_address_is_refused(world: World) -> None:
    with refused("De code nieuw is al een adres van flevonorm; kies een andere."):
        make_round(norm=world.norm, code="nieuw", state=PLANNED)


# --- Changing -------------------------------------------------------------------------------------


def test_change_round_changes_everything_of_a_plan(world: World) -> None:
    round = make_round(norm=world.norm, code="ronde", state=PLANNED)
    norm = make_norm(region=world.region, version="2.0")
    changes = {
        "norm": norm,
        "code": "andere",
        "name": "Andere ronde",
        "kind": "evaluation",
        "reference_date": date(2027, 1, 1),
        "opens_on": date(2027, 1, 2),
        "closes_on": date(2027, 2, 1),
        "college_on": date(2027, 3, 1),
    }

    change(round, **changes)

    stored = Round.objects.get(pk=round.pk)
    assert {name: getattr(stored, name) for name in changes} == changes


def test_change_round_is_recorded_with_what_differs(world: World) -> None:
    round = make_round(norm=world.norm, code="ronde", name="Ronde", state=PLANNED)
    log = Log()

    change_round(
        round=round,
        changes={"name": "Beter", "kind": round.kind, "college_on": date(2027, 3, 1)},
        seen=mark_of(round),
        by=world.district_coordinator,
    )

    event = log.only()
    assert (event.type, event.actor) == ("round_changed", world.district_coordinator)
    assert event.old_values == {"naam": "Ronde"}
    assert event.new_values == {"naam": "Beter", "bespreking in het DVC op": "2027-03-01"}


def test_change_round_into_what_it_is_writes_nothing(world: World) -> None:
    round = make_round(norm=world.norm, state=PLANNED)

    with nothing_written():
        change(round, name=round.name)


@pytest.mark.parametrize(
    ("state", "name", "value"),
    [
        (OPEN, "name", "Beter"),
        (OPEN, "opens_on", date(2026, 9, 1)),
        (OPEN, "closes_on", date(2027, 9, 1)),
        (OPEN, "college_on", date(2027, 9, 1)),
        (CLOSED, "college_on", date(2027, 9, 1)),
    ],
)
def test_change_round_that_was_opened_changes_what_is_not_final(
    world: World, state: RoundState, name: str, value: object
) -> None:
    round = make_round(norm=world.norm, state=state)

    change(round, **{name: value})

    assert getattr(Round.objects.get(pk=round.pk), name) == value


@pytest.mark.parametrize(
    ("state", "name", "label"),
    [
        (OPEN, "code", "open: code"),
        (OPEN, "kind", "open: soort"),
        (OPEN, "reference_date", "open: peildatum"),
        (CLOSED, "name", "gesloten: naam"),
        (CLOSED, "closes_on", "gesloten: sluit op"),
        (PUBLISHED, "college_on", "gepubliceerd: bespreking in het DVC op"),
        (OPEN, "state", "open: stand"),
    ],
)
def test_change_round_of_what_is_final_is_refused(
    world: World, state: RoundState, name: str, label: str
) -> None:
    round = make_round(norm=world.norm, state=state)

    with refused(f"De ronde is {label} staat vast."):
        change(round, **{name: getattr(round, name)})


def test_change_round_that_somebody_else_changed_is_refused(world: World) -> None:
    round = make_round(norm=world.norm, state=PLANNED)
    seen = mark_of(round)
    change(Round.objects.get(pk=round.pk), name="Anders")

    with refused(CHANGED):
        change_round(round=round, changes={"name": "Beter"}, seen=seen, by=None)


def test_change_round_that_was_opened_meanwhile_is_refused(world: World) -> None:
    round = make_round(norm=world.norm, state=PLANNED)
    seen = mark_of(round)
    open_round(round=Round.objects.get(pk=round.pk), by=None)

    with refused(CHANGED):
        change_round(round=round, changes={"name": "Beter"}, seen=seen, by=None)


def test_change_round_to_a_norm_of_another_region_is_refused(world: World) -> None:
    round = make_round(norm=world.norm, state=PLANNED)

    with refused("De ronde blijft bij haar regio: kies een norm daarvan."):
        change(round, norm=world.other_norm)


def test_change_round_to_a_code_that_exists_is_refused(world: World) -> None:
    make_round(norm=world.norm, code="bestaat", state=PLANNED)
    round = make_round(norm=world.norm, state=PLANNED)

    with refused("code: Er bestaat al een Monitoringsronde met eenzelfde Code."):
        change(round, code="bestaat")


def test_change_round_with_exemptions_keeps_its_norm(world: World) -> None:
    round = make_round(norm=world.norm, state=PLANNED)
    norm = make_norm(region=world.region)
    make_exemption(organisation=world.urk, point=world.norm.points.get(code="A1"), from_round=round)

    with refused(
        "Er zijn vrijstellingen die met deze ronde beginnen of eindigen: de norm staat vast."
    ):
        change(round, norm=norm)


@pytest.mark.parametrize(("which", "day"), [(0, date(2027, 6, 1)), (1, date(2026, 6, 1))])
def test_change_round_does_not_turn_an_exemption_round(world: World, which: int, day: date) -> None:
    rounds = [
        make_round(norm=world.norm, state=PLANNED, reference_date=date(year, 10, 1))
        for year in (2026, 2026)
    ]
    first, last = rounds
    make_exemption(
        organisation=world.urk,
        point=world.norm.points.get(code="A1"),
        from_round=first,
        until_round=last,
    )

    with refused("Met deze peildatum zou een vrijstelling eindigen voor zij begint."):
        change(rounds[which], reference_date=day)


# --- Dropping -------------------------------------------------------------------------------------


def test_drop_round_deletes_a_plan_and_is_recorded(world: World) -> None:
    round = make_round(norm=world.norm, code="ronde", name="Ronde", state=PLANNED)
    key = str(round.pk)
    log = Log()

    drop_round(round=round, by=world.district_coordinator)

    assert not Round.objects.filter(code="ronde").exists()
    event = log.only()
    assert (event.type, event.subject, event.subject_id) == ("round_dropped", "ronde", key)
    assert event.old_values["naam"] == "Ronde"


@pytest.mark.parametrize(("state", "word"), [(OPEN, "open"), (PUBLISHED, "gepubliceerd")])
def test_drop_round_that_was_opened_is_refused(world: World, state: RoundState, word: str) -> None:
    round = make_round(norm=world.norm, code="ronde", state=state)

    with refused(f"De ronde ronde is {word}; dit kan alleen als zij gepland is."):
        drop_round(round=round, by=None)


def test_drop_round_with_an_exemption_is_refused(world: World) -> None:
    round = make_round(norm=world.norm, state=PLANNED)
    make_exemption(organisation=world.urk, point=world.norm.points.get(code="A1"), from_round=round)

    with refused(
        "Er zijn vrijstellingen die met deze ronde beginnen of eindigen. "
        "Zij kan daarom niet worden verwijderd; u kunt haar wel wijzigen."
    ):
        drop_round(round=round, by=None)


def test_drop_round_twice_is_refused(world: World) -> None:
    round = make_round(norm=world.norm, state=PLANNED)
    drop_round(round=Round.objects.get(pk=round.pk), by=None)

    with refused("De ronde is verwijderd."):
        drop_round(round=round, by=None)
