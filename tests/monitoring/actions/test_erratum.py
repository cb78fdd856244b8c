"""Putting a published round right by a new publication."""

import hashlib
import json

import pytest

from monitoring.actions.erratum import Correction, publish_erratum
from monitoring.actions.results import MAX_EXPLANATION
from monitoring.choices import RoundState
from monitoring.models import Publication, Result, Round
from tests.breaking import refused
from tests.conftest import World
from tests.factories import get_result, make_round
from tests.monitoring.assessments import assessment_of
from tests.monitoring.log import Log

REASON = "De uitslag van Almere was verwisseld."


def correction(
    round: Round,
    *,
    point: str = "A1",
    organisation: str = "GM0034",
    status: str = "not_achieved",
    explanation: str = "Er is nog geen plan.",
) -> Correction:
    result = get_result(round=round, organisation=organisation, point=point)
    return Correction(result.pk, result.version, status, explanation)


def publish(round: Round, *corrections: Correction, reason: str = REASON) -> Publication:
    return publish_erratum(round=round, corrections=corrections, reason=reason, by=None)


def test_erratum_is_a_publication_that_names_its_predecessor(
    world: World, published_round: Round
) -> None:
    first = published_round.publications.get()

    erratum = publish_erratum(
        round=published_round,
        corrections=[correction(published_round)],
        reason=f"  {REASON} ",
        by=world.district_coordinator,
    )

    erratum = Publication.objects.get(pk=erratum.pk)
    assert (erratum.number, erratum.predecessor, erratum.reason) == (2, first, REASON)
    assert erratum.published_by == world.district_coordinator
    assert erratum.sha256 == hashlib.sha256(erratum.content.encode()).hexdigest()
    before, after = json.loads(first.content), json.loads(erratum.content)
    assert (before["total"]["achieved"], after["total"]["achieved"]) == (1, 0)
    assert Publication.objects.get(pk=first.pk).content == first.content


def test_erratum_writes_its_results_and_leaves_nothing_reopened(
    world: World, published_round: Round
) -> None:
    before = get_result(round=published_round, organisation="GM0034", point="A1").version

    publish(published_round, correction(published_round), correction(published_round, point="A2"))

    result = get_result(round=published_round, organisation="GM0034", point="A1")
    assert (result.status, result.explanation) == ("not_achieved", "Er is nog geen plan.")
    assert result.version == before + 1
    assert not assessment_of(published_round, world.almere).is_reopened
    published_round.refresh_from_db()
    assert (published_round.state, published_round.is_reopened) == (RoundState.PUBLISHED, False)


def test_erratum_of_an_erratum_follows_it(published_round: Round) -> None:
    publish(published_round, correction(published_round))

    second = publish(published_round, correction(published_round, status="achieved"))

    assert (second.number, second.predecessor and second.predecessor.number) == (3, 2)


def test_erratum_is_recorded_with_every_result(world: World, published_round: Round) -> None:
    log = Log()

    publish_erratum(
        round=published_round,
        corrections=[correction(published_round), correction(published_round, organisation="PV24")],
        reason=REASON,
        by=world.district_coordinator,
    )

    *results, erratum = log.events()
    assert [(event.type, event.organisation) for event in results] == [
        ("result_changed", "GM0034"),
        ("result_changed", "PV24"),
    ]
    assert results[0].old_values == {"status": "achieved", "explanation": ""}
    assert (erratum.type, erratum.actor) == ("erratum_published", world.district_coordinator)
    assert (erratum.new_values["nummer"], erratum.new_values["vervangt"]) == (2, 1)
    assert erratum.new_values["reden"] == REASON


def test_erratum_leaves_out_what_is_so_already(published_round: Round) -> None:
    same = correction(published_round, status="achieved", explanation="")

    publish(published_round, same, correction(published_round, point="A2"))

    assert Result.objects.get(pk=same.result).version == same.version


def test_erratum_in_which_nothing_differs_is_refused(published_round: Round) -> None:
    with refused("Er is niets anders dan wat is gepubliceerd."):
        publish(published_round, correction(published_round, status="achieved", explanation=""))


def test_erratum_that_is_sent_twice_is_refused_the_second_time(published_round: Round) -> None:
    sent = correction(published_round)
    publish(published_round, sent)

    with refused("Er is niets anders dan wat is gepubliceerd."):
        publish(published_round, sent)


def test_erratum_on_top_of_an_older_version_is_refused(published_round: Round) -> None:
    stale = correction(published_round, status="partly")
    publish(published_round, correction(published_round))

    with refused(
        "Iemand anders verbeterde Almere A1 sinds u deze pagina opende. "
        "Bekijk de publicatie opnieuw; er is niets gewijzigd."
    ):
        publish(published_round, correction(published_round, point="A2"), stale)


@pytest.mark.parametrize(
    ("state", "word"),
    [
        (RoundState.PLANNED, "gepland"),
        (RoundState.OPEN, "open"),
        (RoundState.CLOSED, "gesloten"),
    ],
)
def test_erratum_of_a_round_that_is_not_published_is_refused(
    world: World, state: RoundState, word: str
) -> None:
    round = make_round(norm=world.norm, code="ronde", state=state)

    with refused(f"De ronde ronde is {word}; dit kan alleen als zij gepubliceerd is."):
        publish(round)


@pytest.mark.parametrize("reason", ["", " \n ", "om\u202egekeerd"])
def test_erratum_without_a_reason_is_refused(published_round: Round, reason: str) -> None:
    with refused("Schrijf op waarom u de publicatie verbetert."):
        publish(published_round, correction(published_round), reason=reason)


def test_erratum_of_a_result_of_another_round_is_refused(
    published_round: Round, open_round: Round
) -> None:
    with refused("Een resultaat hoort niet bij deze ronde."):
        publish(published_round, correction(open_round))


@pytest.mark.parametrize(
    ("status", "explanation", "line"),
    [
        (
            "not_applicable",
            "",
            "A1: niet van toepassing volgt uit de norm of uit een vrijstelling.",
        ),
        ("feest", "", "A1: kies een status."),
        ("partly", " \n", "A1: licht toe waarom dit punt deels of niet is behaald."),
        ("not_achieved", "", "A1: licht toe waarom dit punt deels of niet is behaald."),
        (
            "achieved",
            "x" * (MAX_EXPLANATION + 1),
            f"A1: de toelichting is langer dan {MAX_EXPLANATION} tekens.",
        ),
        ("achieved", "met \0", "A1: Haal de onzichtbare stuurtekens weg."),
        (
            "achieved",
            "om\u202egekeerd",
            "A1: Haal de onzichtbare tekens weg die de leesrichting omkeren.",
        ),
    ],
)
def test_erratum_that_cannot_be_is_refused(
    published_round: Round, status: str, explanation: str, line: str
) -> None:
    with refused(line):
        publish(
            published_round, correction(published_round, status=status, explanation=explanation)
        )


def test_erratum_may_take_an_answer_back(published_round: Round) -> None:
    publish(published_round, correction(published_round, status="unanswered", explanation=""))

    result = get_result(round=published_round, organisation="GM0034", point="A1")
    assert result.status == "unanswered"


def test_erratum_of_what_the_norm_does_not_ask_changes_no_status(published_round: Round) -> None:
    with refused("A3: niet van toepassing volgt uit de norm of uit een vrijstelling."):
        publish(published_round, correction(published_round, organisation="PV24", point="A3"))


def test_erratum_may_explain_anew_what_does_not_apply(published_round: Round) -> None:
    publish(
        published_round,
        correction(
            published_round,
            organisation="PV24",
            point="A3",
            status="not_applicable",
            explanation="De norm vraagt dit niet van een provincie.",
        ),
    )

    result = get_result(round=published_round, organisation="PV24", point="A3")
    assert result.explanation == "De norm vraagt dit niet van een provincie."
