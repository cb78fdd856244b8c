"""Loose numbers are looked for in what somebody types, so a long text may not take seconds."""

import time

import pytest

from reports.actions.report_checks import MAX_SENTENCE
from reports.texts.inserting import loose_numbers


@pytest.mark.parametrize("piece", ["a-", "1-", "a", "/", "1.", "x@", "artikel 1, ", "a1 ", "é/"])
def test_text_of_the_longest_kind_takes_no_time(piece: str) -> None:
    text = (piece * MAX_SENTENCE)[:MAX_SENTENCE]
    before = time.process_time()

    loose_numbers(text)

    assert time.process_time() - before < 0.5


@pytest.mark.parametrize(
    ("text", "loose"),
    [
        ("Zie fn1-meting-3, (A1) en GM0034/A2.", ()),
        ("Mail naar jan1@voorbeeld.test of kijk op https://a.example/12.", ()),
        ("Het zijn er 12 en/of 13.", ("12", "13")),
        ("-3 is geen code, en 4-5 ook niet", ("3", "4", "5")),
    ],
)
def test_codes_are_no_loose_numbers(text: str, loose: tuple[str, ...]) -> None:
    assert loose_numbers(text) == loose
