"""No wrong Dutch, whatever the number."""

from datetime import date

import pytest

from reports.documents.blocks import Number, Runs, Text, words
from reports.texts.grammar import (
    MUNICIPALITY,
    POINT,
    apart,
    capital,
    counted,
    day,
    has_or_have,
    is_or_are,
    is_plural,
    join,
    number_word,
    ordinal,
    some_of,
)
from reports.texts.texts import with_capitals


@pytest.mark.parametrize(
    ("count", "word"),
    [(0, "nul"), (1, "één"), (2, "twee"), (12, "twaalf"), (13, "13"), (100, "100")],
)
def test_number_is_a_word_up_to_twelve(count: int, word: str) -> None:
    assert number_word(count) == word


@pytest.mark.parametrize(
    ("count", "word"),
    [
        (1, "eerste"),
        (2, "tweede"),
        (3, "derde"),
        (8, "achtste"),
        (12, "twaalfde"),
        (13, "13e"),
        (20, "20e"),
        (101, "101e"),
    ],
)
def test_ordinal(count: int, word: str) -> None:
    assert ordinal(count) == word


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "geen gemeenten"), (1, "één gemeente"), (2, "twee gemeenten"), (13, "13 gemeenten")],
)
def test_count_with_its_noun(count: int, said: str) -> None:
    assert counted(count, MUNICIPALITY) == said


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (0, 0, "geen gemeenten hebben"),
        (0, 1, "geen gemeente heeft"),
        (1, 1, "de gemeente heeft"),
        (0, 2, "geen van de twee gemeenten heeft"),
        (1, 2, "één van de twee gemeenten heeft"),
        (2, 2, "beide gemeenten hebben"),
        (0, 7, "geen van de zeven gemeenten heeft"),
        (1, 7, "één van de zeven gemeenten heeft"),
        (6, 7, "zes van de zeven gemeenten hebben"),
        (7, 7, "alle zeven gemeenten hebben"),
        (12, 13, "twaalf van de 13 gemeenten hebben"),
        (13, 13, "alle 13 gemeenten hebben"),
    ],
)
def test_so_many_of_a_whole_with_its_verb(part: int, whole: int, said: str) -> None:
    verb = "hebben" if is_plural(part, whole) else "heeft"

    assert f"{some_of(part, whole, MUNICIPALITY)} {verb}" == said


def test_so_many_of_a_whole_takes_fields_for_its_numbers() -> None:
    assert some_of(6, 7, POINT, "{zes}", "{zeven}") == "{zes} van de {zeven} ambitiepunten"
    assert some_of(7, 7, POINT, "{zes}", "{zeven}") == "alle {zeven} ambitiepunten"
    assert some_of(1, 1, POINT, "{een}", "{een}") == "het ambitiepunt"


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B"], "A en B"),
        (["A", "B", "C"], "A, B en C"),
    ],
)
def test_join(parts: list[str], said: str) -> None:
    assert join(parts) == said


@pytest.mark.parametrize(
    ("count", "said"), [(0, "zijn hebben"), (1, "is heeft"), (2, "zijn hebben")]
)
def test_verb_agrees(count: int, said: str) -> None:
    assert f"{is_or_are(count)} {has_or_have(count)}" == said


@pytest.mark.parametrize(
    ("points", "said"),
    [
        (6, "6 procentpunten meer dan bij Meting 3"),
        (1, "1 procentpunt meer dan bij Meting 3"),
        (0, "evenveel als bij Meting 3"),
        (-1, "1 procentpunt minder dan bij Meting 3"),
        (-12, "12 procentpunten minder dan bij Meting 3"),
    ],
)
def test_more_less_or_as_much(points: int, said: str) -> None:
    assert apart(points, "bij Meting 3") == said


def test_day() -> None:
    assert day(date(2022, 11, 3)) == "3 november 2022"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("zes gemeenten", "Zes gemeenten"),
        ("één gemeente", "Eén gemeente"),
        ("ijver", "IJver"),
        ("20 gemeenten", "20 gemeenten"),
        ("", ""),
    ],
)
def test_capital(words: str, said: str) -> None:
    assert capital(words) == said


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("", "Zes"),
        ("Dat is zo. ", "Dat is zo. Zes"),
        ("Is dat zo? ", "Is dat zo? Zes"),
        ("Dat zijn er ", "Dat zijn er zes"),
        ("Het is n.v.t. ", "Het is n.v.t. zes"),
    ],
)
def test_number_gets_a_capital_where_a_sentence_begins(before: str, said: str) -> None:
    runs: Runs = (Text(before), Number("zes", "gemeenten"))
    runs = runs if before else runs[1:]

    assert words(with_capitals(runs)) == said
