"""The sentence, the trend and what changed: the region's page beside the round before."""

from collections.abc import Mapping
from datetime import date

import pytest
from django.test import Client

from ambitions.choices import NormState
from ambitions.models import Norm
from monitoring.choices import RoundState
from monitoring.models import Round
from tests.conftest import SignIn, World
from tests.factories import make_norm, make_round
from tests.reports import figures
from tests.reports.document import Element, read

ACHIEVED, PARTLY, NOT_ACHIEVED, NOT_APPLICABLE = (
    "achieved",
    "partly",
    "not_achieved",
    "not_applicable",
)
Statuses = Mapping[tuple[str, str], str]


def earlier(world: World, statuses: Statuses, *, norm: Norm | None = None) -> Round:
    return make_round(
        norm=norm or world.norm,
        code="eerder",
        name="Meting 3",
        state=RoundState.PUBLISHED,
        reference_date=date(2025, 10, 1),
        statuses=statuses,
    )


def now(
    world: World,
    statuses: Statuses,
    state: RoundState = RoundState.PUBLISHED,
    *,
    norm: Norm | None = None,
) -> Round:
    return make_round(
        norm=norm or world.norm,
        code="nu",
        name="Evaluatie",
        state=state,
        reference_date=date(2026, 10, 1),
        statuses=statuses,
    )


def page_of(client: Client, round: Round) -> Element:
    return read(client, f"/regio/?ronde={round.code}")


def headline(page: Element) -> str:
    return page.one("p", css="fn-headline").text


def groups(part: Element) -> dict[str, int]:
    """The numbers in a part of the page, by what they are of."""
    found = {}
    for line in part.all("p", css="fn-changes__count"):
        number, label = line.text.split(" ", 1)
        found[label] = int(number)
    return found


def listed(page: Element) -> list[str]:
    return [line.text for line in page.one(css="fn-changes").all("li")]


def test_sentence_says_where_the_region_stands_and_how_much_it_is_more(
    world: World, sign_in: SignIn
) -> None:
    earlier(world, {("GM0034", "A1"): ACHIEVED})
    round = now(world, {("GM0034", "A1"): ACHIEVED, ("GM0034", "A2"): ACHIEVED})

    page = page_of(sign_in(world.district_coordinator), round)

    # Three municipalities with five points and a province with three: 1 and 2 of 18.
    assert headline(page) == (
        "De ambitiepunten zijn voor 11 % behaald, 2 van 18; "
        "dat is 5 procentpunt meer dan bij Meting 3."
    )
    [link] = page.one("p", css="fn-headline").all("a")
    assert link.attributes["href"] == "/rondes/nu/resultaten/"


def test_sentence_says_less_and_as_much(world: World, sign_in: SignIn) -> None:
    before = earlier(world, {("GM0034", "A1"): ACHIEVED, ("GM0034", "A2"): ACHIEVED})
    client = sign_in(world.district_coordinator)

    assert headline(page_of(client, before)) == (
        "De ambitiepunten zijn voor 11 % behaald, 2 van 18."
    )
    less = now(world, {("GM0034", "A1"): ACHIEVED})
    assert headline(page_of(client, less)).endswith("dat is 5 procentpunt minder dan bij Meting 3.")


def test_sentence_of_an_open_round_is_provisional(world: World, sign_in: SignIn) -> None:
    earlier(world, {("GM0034", "A1"): ACHIEVED})
    round = now(world, {("GM0034", "A1"): ACHIEVED}, RoundState.OPEN)

    page = page_of(sign_in(world.district_coordinator), round)

    assert headline(page) == (
        "De ambitiepunten zijn tot nu toe voor 6 % behaald, 1 van 18; "
        "dat is evenveel als bij Meting 3."
    )


def test_no_difference_is_given_between_versions_of_the_norm(world: World, sign_in: SignIn) -> None:
    older = make_norm(region=world.region, code="norm", version="0.9")
    earlier(world, {("GM0034", "A1"): ACHIEVED}, norm=older)
    round = now(world, {("GM0034", "A1"): ACHIEVED})

    page = page_of(sign_in(world.district_coordinator), round)

    assert headline(page) == "De ambitiepunten zijn voor 6 % behaald, 1 van 18."
    assert "Een andere versie van de norm heeft andere ambitiepunten." in page.text


def test_changes_are_counted_and_listed_by_kind(world: World, sign_in: SignIn) -> None:
    earlier(
        world,
        {
            ("GM0034", "A1"): PARTLY,
            ("GM0034", "A2"): ACHIEVED,
            ("GM0034", "A3"): ACHIEVED,
            ("GM0034", "B1"): ACHIEVED,
            ("GM0995", "A1"): NOT_ACHIEVED,
        },
    )
    round = now(
        world,
        {
            ("GM0034", "A1"): ACHIEVED,
            ("GM0034", "A2"): NOT_ACHIEVED,
            ("GM0034", "A3"): ACHIEVED,
            ("GM0995", "A1"): ACHIEVED,
        },
    )

    page = page_of(sign_in(world.district_coordinator), round)

    # B1 of Almere was achieved and nobody has answered it since; that is not lost.
    assert groups(page.one(css="fn-changes")) == {"behaald erbij": 2, "niet meer behaald": 1}
    assert "Almere, A1 Ambitiepunt A1 ◐deels behaald → werd ✓behaald" in listed(page)
    hrefs = page.one(css="fn-changes").hrefs()
    assert "/rondes/nu/resultaten/?organisatie=GM0034&punt=A1" in hrefs


def test_nothing_changed_is_said(world: World, sign_in: SignIn) -> None:
    statuses = {("GM0034", "A1"): ACHIEVED}
    earlier(world, statuses)

    page = page_of(sign_in(world.district_coordinator), now(world, statuses))

    assert "Er is niets veranderd." in page.text


def test_points_are_followed_through_what_they_replace_and_new_ones_are_named(
    world: World, sign_in: SignIn
) -> None:
    newer = make_norm(region=world.region, code="norm", version="2.0", state=NormState.DRAFT)
    newer.points.get(code="B1").replaces.add(world.norm.points.get(code="A1"))
    newer.state = NormState.PUBLISHED
    newer.save()
    earlier(world, {("GM0034", "A1"): PARTLY})
    round = now(world, {("GM0034", "B1"): ACHIEVED, ("GM0034", "A1"): ACHIEVED}, norm=newer)

    page = page_of(sign_in(world.district_coordinator), round)

    assert groups(page.one(css="fn-changes")) == {
        "behaald erbij": 1,
        "niet meer behaald": 0,
        "nieuw in deze norm": 4,
    }
    assert any(line.startswith("Almere, B1") for line in listed(page))


def test_statuses_of_others_stay_out_of_the_changes_until_they_are_published(
    world: World, sign_in: SignIn
) -> None:
    earlier(world, {})
    round = now(
        world,
        {("GM0034", "A1"): ACHIEVED, ("GM0995", "A1"): ACHIEVED},
        RoundState.CLOSED,
    )

    page = page_of(sign_in(world.coordinator), round)

    assert groups(page)["behaald erbij"] == 1
    assert not [line for line in listed(page) if "Lelystad" in line]
    assert "Alleen van de organisaties waarvan de resultaten voor u zichtbaar zijn." in page.text


def test_trend_has_a_line_for_every_round_that_equals_its_export(
    world: World, sign_in: SignIn
) -> None:
    rounds = [
        earlier(world, {("GM0034", "A1"): ACHIEVED}),
        now(world, {("GM0034", "A1"): ACHIEVED, ("GM0034", "A2"): ACHIEVED}),
    ]

    page = page_of(sign_in(world.analyst), rounds[-1])

    rows = page.captioned("Behaald per ronde").one("tbody").all("tr")
    for row, round in zip(rows, rounds, strict=True):
        total = figures.exported(round)["total"]
        assert row.one("th").text.startswith(round.name)
        assert figures.inline(row.all("td")[1]) == figures.Shown(
            figures.whole(total), figures.counts(total), f"/rondes/{round.code}/resultaten/"
        )
    assert (
        page.one("desc", id="verloop-uitleg").text
        == "okt 2025: 6 procent, 1 van 18 (norm 1.0); okt 2026: 11 procent, 2 van 18 (norm 1.0)"
    )


def test_trend_holds_no_round_whose_figure_the_user_may_not_see(
    world: World, sign_in: SignIn
) -> None:
    earlier(world, {})
    now(world, {}, RoundState.OPEN)

    page = read(sign_in(world.executive), "/regio/")

    assert not page.all("svg", css="fn-chart__line")
    assert "Verloop over de rondes" not in page.text


def heat_map(page: Element) -> list[str]:
    """The codes of the points in the heat map, from top to bottom."""
    return [code.text for code in page.all("span", css="fn-heatmap__code")]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ["A1", "A2", "A3", "B1", "B2"]),
        ("thema=B", ["B1", "B2"]),
        # Almere lost A2, and Lelystad gained A1.
        ("toon=veranderd", ["A1", "A2"]),
        ("toon=open", ["A2", "A3", "B1", "B2"]),
        # How many lack it: A2 all four, B1 three, A3 two, B2 one.
        ("toon=open&volgorde=ontbreekt", ["A2", "B1", "A3", "B2"]),
        ("thema=A&toon=open&volgorde=ontbreekt", ["A2", "A3"]),
        ("thema=B&toon=veranderd", []),
    ],
)
def test_heat_map_is_narrowed_and_put_in_order(
    world: World, sign_in: SignIn, query: str, codes: list[str]
) -> None:
    round = measured_twice(world)

    page = read(sign_in(world.district_coordinator), f"/regio/?ronde={round.code}&{query}")

    assert heat_map(page) == codes
    assert ("Er zijn geen ambitiepunten in deze keuze." in page.text) is (not codes)
    assert f"{len(codes)} ambitiepunt{'' if len(codes) == 1 else 'en'}" in page.text


def test_points_of_nobody_and_of_everybody_are_named(world: World, sign_in: SignIn) -> None:
    round = measured_twice(world)

    page = page_of(sign_in(world.district_coordinator), round)

    found = groups(page)
    assert found["door niemand behaald"] == 1
    assert found["door iedereen behaald voor wie het geldt"] == 1
    lists = [part.text for part in page.all("details")]
    assert any(text.startswith("Bekijk welke: door niemand behaald A2") for text in lists)
    assert any(
        text.startswith("Bekijk welke: door iedereen behaald voor wie het geldt A1")
        for text in lists
    )


def test_nobody_and_everybody_stay_out_while_some_statuses_are_hidden(
    world: World, sign_in: SignIn
) -> None:
    earlier(world, {})
    round = now(world, {("GM0034", "A1"): ACHIEVED}, RoundState.CLOSED)

    page = page_of(sign_in(world.coordinator), round)

    assert list(groups(page)) == ["behaald erbij", "niet meer behaald"]


@pytest.mark.parametrize(
    "query", ["thema=Z", "toon=onzin", "volgorde=score", "toon=%00", "thema=<script>"]
)
def test_unknown_selection_is_not_there(world: World, sign_in: SignIn, query: str) -> None:
    round = measured_twice(world)

    response = sign_in(world.district_coordinator).get(f"/regio/?ronde={round.code}&{query}")

    assert response.status_code == 404


def measured_twice(world: World) -> Round:
    """Now A1 is achieved by all, A2 by none, A3 by one of three, B1 by one of four, B2 by two."""
    municipalities = ("GM0034", "GM0995", "GM0184")
    settled = {
        **{(code, "A1"): ACHIEVED for code in (*municipalities, "PV24")},
        ("GM0034", "A3"): ACHIEVED,
        ("GM0034", "B1"): ACHIEVED,
        ("GM0034", "B2"): ACHIEVED,
        ("GM0995", "B2"): ACHIEVED,
    }
    earlier(world, {**settled, ("GM0995", "A1"): PARTLY, ("GM0034", "A2"): ACHIEVED})
    return now(world, {**settled, ("GM0034", "A2"): NOT_ACHIEVED})
