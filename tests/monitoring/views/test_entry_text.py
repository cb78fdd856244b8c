"""Explanations as people type and paste them: long, odd, hostile, with other line ends."""

import pytest

from monitoring.actions.results import MAX_EXPLANATION
from monitoring.models import Round
from tests.conftest import SignIn, World
from tests.monitoring.views.entering import EntryForm, open_form, stored

HOSTILE = (
    "<script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }} {% csrf_token %}",
    "&lt;b&gt; &amp; &nbsp;",
    "=1+1",
    "\u200b \ufeff \u2028 einde",
    "emoji 🙂 combinerend e\u0301 \U0010ffff",
    "'; DROP TABLE monitoring_result; --",
    "  spaties ervoor en erna  ",
    "\ttab",
)


@pytest.fixture
def form(world: World, sign_in: SignIn, open_round: Round) -> EntryForm:
    return open_form(sign_in(world.coordinator), open_round)


def reopened(form: EntryForm) -> EntryForm:
    return open_form(form.client, form.round)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_comes_back_as_it_was_typed(form: EntryForm, open_round: Round, text: str) -> None:
    form.set("A1", status="partly", explanation=text)

    assert form.save().status_code == 302

    assert stored(open_round, "A1") == ("partly", text, 2)
    again = reopened(form)
    assert again.value("A1", "explanation") == text
    assert all("src" in script.attributes for script in again.page.all("script"))
    assert not again.page.all("img")


def test_line_ends_of_a_browser_are_stored_as_line_feeds(
    form: EntryForm, open_round: Round
) -> None:
    form.set("A1", status="partly", explanation="een\r\ntwee\rdrie\nvier\r\n\r\n")

    form.save()

    assert stored(open_round, "A1") == ("partly", "een\ntwee\ndrie\nvier\n\n", 2)


@pytest.mark.parametrize("text", ["\n\nbegint leeg", "een\r\ntwee\rdrie", "eindigt leeg\n\n", "\n"])
def test_stored_line_ends_are_not_taken_for_a_change(
    form: EntryForm, open_round: Round, text: str
) -> None:
    result = open_round.results.filter(organisation__code="GM0034", point__code="A1")
    result.update(explanation=text)

    assert reopened(form).save().status_code == 302

    assert stored(open_round, "A1") == ("unanswered", text, 1)


def test_longest_text_is_stored(form: EntryForm, open_round: Round) -> None:
    text = "é" * MAX_EXPLANATION
    form.set("A1", status="achieved", explanation=text)

    assert form.save().status_code == 302
    assert stored(open_round, "A1") == ("achieved", text, 2)


def test_line_ends_count_once_towards_the_longest_text(form: EntryForm, open_round: Round) -> None:
    text = "regel\n" * (MAX_EXPLANATION // 6)
    form.set("A1", status="achieved", explanation=text.replace("\n", "\r\n"))

    assert form.save().status_code == 302
    assert stored(open_round, "A1") == ("achieved", text, 2)


@pytest.mark.parametrize("length", [MAX_EXPLANATION + 1, 100_000])
def test_text_that_is_too_long_is_refused_and_still_there(
    form: EntryForm, open_round: Round, length: int
) -> None:
    text = "a" * length
    form.set("A1", status="achieved", explanation=text)
    form.set("A2", status="achieved", explanation="Dit kan wel")

    again = form.save_to_page(422)

    assert stored(open_round, "A1") == ("unanswered", "", 1)
    assert stored(open_round, "A2") == ("achieved", "Dit kan wel", 2)
    assert again.value("A1", "explanation") == text
    assert again.value("A1", "status") == "achieved"
    assert again.value("A1", "version") == "1"
    (label,) = (
        label
        for label in again.section("A1").all("label", css="fn-answer__text")
        if label.all("textarea", name=again.key("A1", "explanation"))
    )
    assert label.one("textarea").attributes["aria-invalid"] == "true"
    assert "20000" in label.text
    assert not again.section("A2").all(css="utrecht-form-field-error-message")


@pytest.mark.parametrize("character", ["\u202e", "\u2066", "\x0b", "\x1b", "\x85"])
@pytest.mark.parametrize("name", ["explanation", "private_note"])
def test_character_that_cannot_be_seen_is_refused_and_the_rest_is_still_there(
    form: EntryForm, open_round: Round, name: str, character: str
) -> None:
    form.set("A1", status="achieved", **{name: f"Wat{character} ik typte"})

    again = form.save_to_page(422)

    assert stored(open_round, "A1") == ("unanswered", "", 1)
    assert again.value("A1", name) == f"Wat{character} ik typte"
    assert "Haal de onzichtbare" in again.section("A1").text


def test_refused_text_can_be_shortened_and_saved(form: EntryForm, open_round: Round) -> None:
    form.set("A1", status="achieved", explanation="a" * (MAX_EXPLANATION + 1))
    again = form.save_to_page(422)
    again.set("A1", explanation="Korter")

    assert again.save().status_code == 302
    assert stored(open_round, "A1") == ("achieved", "Korter", 2)


def test_nul_is_refused_and_the_rest_is_still_there(form: EntryForm, open_round: Round) -> None:
    form.set("A1", status="achieved", explanation="voor\x00na")

    again = form.save_to_page(422)

    assert stored(open_round, "A1") == ("unanswered", "", 1)
    assert "voor" in (again.value("A1", "explanation") or "")


def test_text_can_be_taken_away(form: EntryForm, open_round: Round) -> None:
    form.set("A1", status="partly", explanation="Tijdelijk")
    form.save()
    again = reopened(form)
    again.set("A1", explanation="")

    again.save()

    assert stored(open_round, "A1") == ("partly", "", 3)


def test_form_that_is_larger_than_the_server_reads_gets_a_dutch_page(
    form: EntryForm, open_round: Round
) -> None:
    for point in ("A1", "A2", "A3"):
        form.set(point, explanation="a" * 2_000_000)

    response = form.save()

    assert response.status_code in {400, 413}
    assert b'lang="nl"' in response.content
    assert stored(open_round, "A1") == ("unanswered", "", 1)
