"""Words, patterns and snippets, without a database."""

import re

import pytest

from reports.dashboards.search_words import MAX_WORDS, SHOWN, Part, Words, read_words

ODD_SIGN = "Er staat een teken in waarmee u niet kunt zoeken. Typ uw zoekwoorden opnieuw."


def words(text: str) -> Words:
    found = read_words(text)
    assert isinstance(found, Words), found
    return found


def finds(typed: str, text: str) -> bool:
    return all(re.search(each, text, re.IGNORECASE) for each in words(typed).patterns)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", "Typ eerst wat u zoekt."),
        (" \t\n ", "Typ eerst wat u zoekt."),
        (" " * 400, "Typ eerst wat u zoekt."),
        ("a", "Typ minstens 2 tekens."),
        (" % ", "Typ minstens 2 tekens."),
        ("a" * 201, "Typ hoogstens 200 tekens."),
        ("9" * 400, "Typ hoogstens 200 tekens."),
        (" ".join(map(str, range(10, 11 + MAX_WORDS))), "Zoek met hoogstens 10 woorden."),
        ("a\x00b", ODD_SIGN),
        (
            "\x00\x00",
            ODD_SIGN,
        ),
        (
            "a\ud800",
            ODD_SIGN,
        ),
    ],
)
def test_what_cannot_be_searched_for_is_said(typed: str, problem: str) -> None:
    assert read_words(typed) == problem


def test_words_are_told_apart_by_blanks_and_counted_once() -> None:
    assert words(" boa's  en\u00a0 en drugs ").words == ("boa's", "en", "drugs")


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("BIBOB", "Wet Bibob"),
        ("coordinator", "De Coördinator"),
        ("COÖRDINATOR", "de coordinator"),
        ("cafe", "CAFÉ"),
        ("één", "een van de"),
        ("ﬁets", "ﬁets"),
        ("100%", "Dat is 100% zeker"),
        ("a_b", "A_B"),
        ("(13b)", "artikel (13B) Opiumwet"),
        ("[a-z]", "[A-Z]"),
        ("a.b", "a.b"),
        ("\\d", "een \\d"),
        ("'x'", "'X'"),
        ("straße", "Straße"),
        ("ΑΒΓ", "αβγ"),
        ("beleid wet", "Wet en beleid"),
    ],
)
def test_capitals_and_accents_do_not_matter_and_signs_are_signs(typed: str, text: str) -> None:
    assert finds(typed, text)


@pytest.mark.parametrize(
    ("typed", "text"),
    [("a.c", "abc"), ("%%", "alles"), ("__", "alles"), (".*", "alles"), ("beleid wet", "beleid")],
)
def test_signs_stand_for_nothing_else(typed: str, text: str) -> None:
    assert not finds(typed, text)


def test_snippet_marks_the_words_and_keeps_the_text_as_it_is() -> None:
    snippet = words("coordinator wet").snippet(["niets", "De  Coördinator kent\nde wet & regels"])

    assert snippet == (
        Part("De "),
        Part("Coördinator", marked=True),
        Part(" kent de "),
        Part("wet", marked=True),
        Part(" & regels"),
    )


def test_longest_word_is_marked_whole() -> None:
    assert words("be beleid").parts("beleid") == (Part("beleid", marked=True),)


def test_snippet_of_a_long_text_is_cut_between_words_around_the_first_find() -> None:
    text = f"{'vooraf ' * 200}Bibob{' erna' * 200}"

    shown = "".join(part.text for part in words("bibob").snippet([text]))

    assert len(shown) <= SHOWN + 4
    assert shown.startswith("… vooraf ")
    assert " Bibob erna " in shown
    assert shown.endswith(" erna …")


def test_snippet_of_one_endless_word_is_cut_all_the_same() -> None:
    shown = "".join(part.text for part in words("bibob").snippet([f"{'x' * 999}bibob{'y' * 999}"]))

    assert "bibob" in shown
    assert len(shown) <= SHOWN + 4


def test_snippet_without_a_find_is_empty() -> None:
    assert words("bibob").snippet(["niets", ""]) == ()
