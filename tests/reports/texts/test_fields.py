"""Sentences with fields: numbers stay bound to their figure, whatever a person writes around."""

import pytest

from accounts.refusals import Refused
from monitoring.choices import RoundState
from reports.documents.blocks import Number, Text, words
from reports.material.reading import of_publication
from reports.texts.fields import say, with_values, without_values
from reports.texts.numbers import Numbers
from tests.reports.conftest import MakeRound


@pytest.fixture
def numbers(rich_round: MakeRound) -> Numbers:
    material = of_publication(rich_round(RoundState.PUBLISHED).publications.get())
    return Numbers(material, {"activiteiten": 6})


def test_field_becomes_a_number_bound_to_its_figure(numbers: Numbers) -> None:
    runs = say("Nu {totaal: behaald} behaald.", numbers)

    achieved = str(numbers.material.figures["totaal"].achieved)
    assert runs == (Text("Nu "), Number(achieved, "totaal: behaald"), Text(" behaald."))


def test_count_in_words(numbers: Numbers) -> None:
    assert words(say("{activiteiten in woorden} of {activiteiten}", numbers)) == "zes of 6"


def test_count_as_an_ordinal(numbers: Numbers) -> None:
    assert words(say("de {activiteiten als rangtelwoord} keer", numbers)) == "de zesde keer"
    assert "%" in words(say("{totaal: procent als rangtelwoord}", numbers))


def test_value_shown_to_the_editor_is_dropped_again(numbers: Numbers) -> None:
    markup = "Nu {activiteiten} {{letterlijk}}, {totaal: behaald in woorden}."

    shown = with_values(markup, numbers)

    assert "{activiteiten = 6}" in shown
    assert without_values(shown) == markup


def test_value_that_somebody_changed_changes_nothing(numbers: Numbers) -> None:
    assert words(say("{activiteiten = 99}", numbers)) == "6"


@pytest.mark.parametrize("markup", ["{", "}", "a { b", "een {a {b}", "{a}}"])
def test_brace_without_its_half_is_refused(markup: str, numbers: Numbers) -> None:
    with pytest.raises(Refused, match=r"accolade|bestaat niet"):
        say(markup, numbers)


@pytest.mark.parametrize(
    "field", ["{}", "{onbekend}", "{totaal: onbekend}", "{organisatie X: behaald}", "{__class__}"]
)
def test_field_that_names_no_number_is_refused(field: str, numbers: Numbers) -> None:
    with pytest.raises(Refused, match="bestaat niet"):
        say(field, numbers)
