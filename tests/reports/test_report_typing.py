"""While somebody types in the editor of a report: how a sentence reads, and what is not saved."""

import re

import pytest
from django.test import Client

from monitoring.choices import RoundState
from monitoring.models import Round
from reports.actions.report_checks import MAX_SENTENCE
from reports.actions.unsaved import MAX_CHARACTERS
from reports.models import Report, ReportVersion, UnsavedText
from reports.texts.typed_fields import BACK, FIELD
from tests.conftest import SignIn, World
from tests.reports.conftest import MakeRound
from tests.reports.making import LETTER, change_sentence, fresh, make_report
from tests.reports.test_query_counts import (
    add_organisations,
    counted,
    filled_round,
    wide_norm,
)

ANY = f"{FIELD}summary.headline"
READING_QUERIES = 6
"""The session, the user, the roles, the report, its versions and the publication."""


@pytest.fixture
def report(world: World, published_round: Round) -> Report:
    return make_report(round=published_round, by=world.analyst)


def reads(client: Client, report: Report, text: str) -> str:
    response = client.post(f"/rapporten/{report.pk}/tekst/lezen/", {ANY: text})
    assert response.status_code == 200
    return response.content.decode()


def editor(client: Client, report: Report) -> str:
    return client.get(f"/rapporten/{report.pk}/tekst/").content.decode()


def first_field(client: Client, report: Report) -> str:
    page = client.get(f"/rapporten/{report.pk}/tekst/").context["page"]
    return f"{FIELD}{page.sections[0].lines[0].key}"


def keep(client: Client, report: Report, fields: dict[str, str], version: str = "1") -> int:
    data = {"version": version, **fields}
    return client.post(f"/rapporten/{report.pk}/tekst/onthouden/", data).status_code


def test_sentence_reads_with_its_numbers_and_its_capital(
    world: World, report: Report, sign_in: SignIn
) -> None:
    answer = reads(sign_in(world.analyst), report, "{totaal: behaald in woorden} is behaald.")

    assert re.search(r'title="Uit: totaal: behaald">[A-Z0-9]', answer)
    assert "data-problem" not in answer
    assert "Zo leest het" in answer


def test_every_unknown_number_is_named_and_what_stands_loose(
    world: World, report: Report, sign_in: SignIn
) -> None:
    answer = reads(sign_in(world.analyst), report, "{een: a}, {twee: b}, {een: a} en 12 keer.")

    assert answer.count("Het getal “een: a” bestaat niet") == 1
    assert "Het getal “twee: b” bestaat niet" in answer
    assert "{een: a}, {twee: b}, {een: a} en 12 keer." in answer
    assert "<strong>12</strong>" in answer


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Een { te veel", "accolade die nergens bij hoort"),
        ("a" * (MAX_SENTENCE + 1), f"langer dan {MAX_SENTENCE} tekens"),
        ("nul\x00teken", "onzichtbare stuurtekens"),
        ("om\u202egekeerd", "leesrichting"),
    ],
)
def test_what_cannot_be_read_says_why(
    world: World, report: Report, sign_in: SignIn, text: str, told: str
) -> None:
    answer = reads(sign_in(world.analyst), report, text)

    assert told in answer
    assert "leest het" not in answer


def test_what_is_typed_is_text_and_never_markup(
    world: World, report: Report, sign_in: SignIn
) -> None:
    hostile = "<script>alert(1)</script> {{% now %}} {<b>: x}"

    answer = reads(sign_in(world.analyst), report, hostile)

    assert "<script>" not in answer
    assert "<b>" not in answer
    assert "&lt;script&gt;" in answer


def test_emptied_sentence_says_that_it_goes(world: World, report: Report, sign_in: SignIn) -> None:
    assert "deze zin vervalt" in reads(sign_in(world.analyst), report, " \r\n")


@pytest.mark.parametrize("fields", [{}, {"iets": "x"}, {f"{FIELD}a": "x", f"{FIELD}b": "y"}])
def test_only_one_sentence_is_read_at_a_time(
    world: World, report: Report, sign_in: SignIn, fields: dict[str, str]
) -> None:
    response = sign_in(world.analyst).post(f"/rapporten/{report.pk}/tekst/lezen/", fields)

    assert response.status_code == 422


def test_letter_of_an_organisation_reads_no_number_of_another(
    world: World, published_round: Round, sign_in: SignIn
) -> None:
    letter = make_report(
        round=published_round, kind=LETTER, organisation=world.almere, by=world.coordinator
    )
    other = world.lelystad.code

    answer = reads(sign_in(world.coordinator), letter, f"{{organisatie {other}: behaald}}")

    assert f"Het getal “organisatie {other}: behaald” bestaat niet" in answer
    assert 'title="Uit' not in answer


def test_reading_stores_nothing(world: World, report: Report, sign_in: SignIn) -> None:
    reads(sign_in(world.analyst), report, "Iets anders.")

    assert ReportVersion.objects.filter(report=report).count() == 1
    assert not UnsavedText.objects.exists()


@pytest.mark.parametrize("municipalities", [3, 40])
def test_reading_takes_few_queries_whatever_the_size(
    world: World, sign_in: SignIn, municipalities: int
) -> None:
    add_organisations(world.region, municipalities)
    round = filled_round(wide_norm(world.region), RoundState.PUBLISHED)
    report = make_report(round=round, by=world.analyst)
    client = sign_in(world.analyst)

    with counted() as statements:
        reads(client, report, "{totaal: procent} is behaald.")

    assert len(statements) == READING_QUERIES


def test_number_in_a_closed_round_is_of_now(
    world: World, rich_round: MakeRound, sign_in: SignIn
) -> None:
    report = make_report(round=rich_round(RoundState.CLOSED), by=world.analyst)

    answer = reads(sign_in(world.analyst), report, "{totaal: van toepassing}")

    assert 'title="Uit: totaal: van toepassing"' in answer


def test_what_was_not_saved_comes_back_to_its_writer_only(
    world: World, report: Report, sign_in: SignIn
) -> None:
    writer = sign_in(world.analyst)
    fields = {first_field(writer, report): "Dit typte ik.", "note": "mijn regel"}

    assert keep(writer, report, fields) == 200

    again = editor(sign_in(world.analyst), report)
    assert "U had nog niet opgeslagen" in again
    assert "Dit typte ik." in again
    assert "mijn regel" in again
    assert "Ga verder met uw tekst" in writer.get(f"/rapporten/{report.pk}/").content.decode()
    colleague = sign_in(world.district_coordinator)
    assert "Dit typte ik." not in editor(colleague, report)
    assert "Ga verder" not in colleague.get(f"/rapporten/{report.pk}/").content.decode()
    assert fresh(report).version == 1


def test_what_was_saved_or_thrown_away_does_not_come_back(
    world: World, report: Report, sign_in: SignIn
) -> None:
    client = sign_in(world.analyst)
    name = first_field(client, report)
    path = f"/rapporten/{report.pk}/tekst/"
    keep(client, report, {name: "Eerst zo."})

    assert client.post(path, {"version": "1", name: "Dan zo."}).status_code == 302

    assert not UnsavedText.objects.exists()
    keep(client, report, {name: "Toch anders."}, "2")
    assert client.post(f"{path}onthouden/", {"weg": "ja"})["Location"] == path
    assert not UnsavedText.objects.exists()
    assert "Toch anders." not in editor(client, report)


def test_text_that_did_not_change_is_not_told_of(
    world: World, report: Report, sign_in: SignIn
) -> None:
    client = sign_in(world.analyst)
    lines = client.get(f"/rapporten/{report.pk}/tekst/").context["page"].sections[0].lines

    keep(client, report, {f"{FIELD}{line.key}": line.typed for line in lines})

    assert "U had nog niet opgeslagen" not in editor(client, report)


def test_box_for_the_standard_text_is_kept_too(
    world: World, report: Report, sign_in: SignIn
) -> None:
    report = change_sentence(report, "Van eerder.", by=world.analyst)
    client = sign_in(world.analyst)
    name = first_field(client, report)
    back = name.replace(FIELD, BACK)

    keep(client, report, {name: "Van eerder.", back: "ja"}, "2")

    assert "U had nog niet opgeslagen" in editor(client, report)


def test_unsaved_text_meets_what_a_colleague_saved_meanwhile(
    world: World, report: Report, sign_in: SignIn
) -> None:
    client = sign_in(world.analyst)
    keep(client, report, {first_field(client, report): "Mijn zin."})
    change_sentence(report, "Zin van een collega.", by=world.district_coordinator)

    page = editor(client, report)

    assert "Uw collega maakte er dit van" in page
    assert "Zin van een collega." in page
    assert "Mijn zin." in page


def test_what_was_sent_and_refused_is_kept(world: World, report: Report, sign_in: SignIn) -> None:
    client = sign_in(world.analyst)
    name = first_field(client, report)

    client.post(f"/rapporten/{report.pk}/tekst/", {"version": "1", name: "Het is {geen: getal}."})

    again = editor(client, report)
    assert "Het is {geen: getal}." in again
    assert "Het getal “geen: getal” bestaat niet" in again


@pytest.mark.parametrize("text", ["nul\x00teken <script>x</script>", "\u202eom", "{" * 4000])
def test_anything_typed_is_kept_as_typed(
    world: World, report: Report, sign_in: SignIn, text: str
) -> None:
    client = sign_in(world.analyst)

    assert keep(client, report, {first_field(client, report): text}) == 200

    assert client.get(f"/rapporten/{report.pk}/tekst/").status_code == 200
    assert "<script>x" not in editor(client, report)


def test_too_much_is_not_kept_and_says_so(world: World, report: Report, sign_in: SignIn) -> None:
    client = sign_in(world.analyst)

    assert keep(client, report, {ANY: "a" * MAX_CHARACTERS}) == 422
    assert keep(client, report, {}) == 422
    assert not UnsavedText.objects.exists()


def test_odd_version_is_no_reason_to_lose_text(
    world: World, report: Report, sign_in: SignIn
) -> None:
    client = sign_in(world.analyst)

    keep(client, report, {first_field(client, report): "Toch bewaard."}, "9" * 400)

    assert "Toch bewaard." in editor(client, report)


def test_part_of_a_page_never_gets_the_sign_in_page(report: Report, client: Client) -> None:
    path, headers = f"/rapporten/{report.pk}/tekst/lezen/", {"HX-Request": "true"}

    assert client.post(path, {ANY: "kort"}, headers=headers).status_code == 401
    assert client.post(path, {ANY: "lang " * 20}, headers=headers).status_code == 401
    assert client.get(path, headers=headers).status_code == 401
