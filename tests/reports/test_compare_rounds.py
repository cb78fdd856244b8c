"""`/vergelijken/`: two rounds side by side."""

from collections.abc import Mapping
from datetime import date

import pytest

from ambitions.models import Norm
from monitoring.choices import AssessmentState, RoundState
from monitoring.models import Round
from tests.conftest import SignIn, World
from tests.factories import (
    MUNICIPALITY,
    PROVINCE,
    WATER_BOARD,
    Content,
    make_norm,
    make_round,
    set_assessment,
)
from tests.reports import figures
from tests.reports.conftest import advance
from tests.reports.document import Element, read

OPEN, CLOSED, PUBLISHED = RoundState.OPEN, RoundState.CLOSED, RoundState.PUBLISHED
ACHIEVED = "achieved"
PATH = "/vergelijken/?van=eerder&naar=nu"
NEWER: Content = {
    "A": {"A1": (MUNICIPALITY, PROVINCE), "A2": (WATER_BOARD,)},
    "N": {"N1": (MUNICIPALITY,)},
}
Statuses = Mapping[tuple[str, str], str]
MEMBERS = ("district_coordinator", "analyst", "coordinator", "executive", "other_coordinator")


def two_rounds(
    world: World,
    state: RoundState = PUBLISHED,
    *,
    norm: Norm | None = None,
    statuses: Statuses | None = None,
) -> tuple[Round, Round]:
    """Now Almere has two points more than before, and Lelystad one less."""
    before = make_round(
        norm=world.norm,
        code="eerder",
        name="Meting 3",
        state=PUBLISHED,
        reference_date=date(2025, 10, 1),
        statuses={("GM0034", "A1"): ACHIEVED, ("GM0995", "B1"): ACHIEVED},
    )
    now = make_round(
        norm=norm or world.norm,
        code="nu",
        name="Evaluatie",
        state=state,
        statuses=statuses
        or {("GM0034", "A1"): ACHIEVED, ("GM0034", "A2"): ACHIEVED, ("GM0034", "B1"): ACHIEVED},
    )
    return before, now


def differences(table: Element) -> dict[str, str]:
    """The last cell of each row, by its name."""
    return {name: row.all("td")[-1].text for name, row in figures.rows(table).items()}


def test_figures_are_the_exported_ones_with_the_points_between_them(
    world: World, sign_in: SignIn
) -> None:
    rounds = two_rounds(world)
    page = read(sign_in(world.analyst), PATH)
    data = [figures.exported(round) for round in rounds]

    for caption, key, narrowing in (
        ("Per thema", "themes", "thema"),
        ("Per organisatie", "organisations", "organisatie"),
    ):
        rows = figures.rows(page.captioned(caption))
        for lines in zip(*(each[key] for each in data), strict=True):
            name = lines[0].get("name") or f"{lines[0]['code']} {lines[0]['title']}"
            for cell, line, round in zip(rows[name].all("td"), lines, rounds, strict=False):
                href = f"/rondes/{round.code}/resultaten/?{narrowing}={line['code']}"
                shown = figures.Shown(figures.whole(line), figures.counts(line), href)
                assert figures.inline(cell) == shown
            points = lines[1]["rounded"] - lines[0]["rounded"]
            assert differences(page.captioned(caption))[name].endswith(f"{abs(points)} procentpunt")
    assert differences(page.captioned("Per organisatie")) == {
        "Almere": "+40 procentpunt",
        "Lelystad": "−20 procentpunt",
        "Urk": "0 procentpunt",
        "Provincie Flevoland": "0 procentpunt",
    }
    assert differences(page.captioned("Per thema"))["Totaal"] == "+6 procentpunt"
    assert "De norm verschilt" not in page.text


def test_the_other_way_round_gives_the_opposite_difference(world: World, sign_in: SignIn) -> None:
    two_rounds(world)

    page = read(sign_in(world.analyst), "/vergelijken/?van=nu&naar=eerder")

    assert differences(page.captioned("Per organisatie"))["Almere"] == "−40 procentpunt"


def test_without_a_choice_the_newest_final_round_is_compared_with_the_one_before(
    world: World, sign_in: SignIn
) -> None:
    two_rounds(world)
    make_round(norm=world.norm, code="open", state=OPEN, reference_date=date(2027, 1, 1))

    page = read(sign_in(world.executive), "/vergelijken/")

    heads = page.captioned("Per thema").one("thead").all("th")
    assert [head.text for head in heads] == ["Thema", "Meting 3", "Evaluatie", "Verschil"]


def test_between_versions_only_themes_with_the_same_code_stand_with_a_warning(
    world: World, sign_in: SignIn
) -> None:
    newer = make_norm(region=world.region, code="norm", version="2.0", content=NEWER)
    two_rounds(world, norm=newer, statuses={("GM0034", "A1"): ACHIEVED})

    page = read(sign_in(world.district_coordinator), PATH)

    assert "De norm verschilt" in page.text
    assert list(figures.rows(page.captioned("Per thema"))) == ["A Thema A", "Totaal"]
    assert (
        "Weggelaten, omdat maar één van beide normen deze thema’s heeft: B Thema B; N Thema N."
        in (page.text)
    )
    # The water board takes part in the newer norm only.
    assert "Waterschap Zuiderzeeland" not in figures.rows(page.captioned("Per organisatie"))
    assert "aan beide rondes meedoet" in page.text


ALL = ("Almere", "Lelystad", "Urk", "Provincie Flevoland")
ALMERE, LELYSTAD = ("Almere",), ("Lelystad",)
SEEN: Mapping[RoundState, Mapping[str, tuple[str, ...]]] = {
    OPEN: dict(zip(MEMBERS, (ALL, LELYSTAD, ALMERE, ALMERE, LELYSTAD), strict=True)),
    CLOSED: dict(zip(MEMBERS, (ALL, ALL, ALMERE, ALMERE, LELYSTAD), strict=True)),
    PUBLISHED: dict.fromkeys(MEMBERS, ALL),
}


@pytest.mark.parametrize("role", MEMBERS)
@pytest.mark.parametrize("state", SEEN)
@pytest.mark.parametrize("path", [PATH, "/vergelijken/?van=nu&naar=eerder"])
def test_organisations_stand_there_where_both_rounds_may_be_seen(
    world: World, sign_in: SignIn, path: str, state: RoundState, role: str
) -> None:
    _, now = two_rounds(world, OPEN)
    set_assessment(round=now, organisation=world.lelystad, state=AssessmentState.SUBMITTED)
    advance(now, state)

    page = read(sign_in(world.user(role)), path)

    assert tuple(figures.rows(page.captioned("Per organisatie"))) == SEEN[state][role]
    region = state != OPEN or role in {"district_coordinator", "analyst"}
    assert bool([c for c in page.all("caption") if c.text == "Per thema"]) is region
    assert ("De cijfers van de regio ziet u hier nog niet" in page.text) is not region
    if state == OPEN:
        row = figures.rows(page.captioned("Per organisatie"))[SEEN[state][role][0]]
        texts = [cell.text for cell in row.all("td")[:2]]
        assert sorted("voorlopig" in text for text in texts) == [False, True]


def test_nothing_to_compare_with_is_said(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.executive)
    assert "Er is nog geen ronde geopend." in read(client, "/vergelijken/").text
    two_rounds(world)

    same = read(client, "/vergelijken/?van=nu&naar=nu")
    alone = read(client, "/vergelijken/?naar=eerder")

    assert "U koos twee keer dezelfde ronde." in same.text
    assert "is er geen eerdere ronde" in alone.text
    assert not same.all("table")
    assert not alone.all("table")


@pytest.mark.parametrize("name", ["van", "naar", "regio"])
@pytest.mark.parametrize("value", ["onzin", "%00", "9" * 400, "<script>", "gepland", "elders-1"])
def test_unknown_codes_are_not_there(world: World, sign_in: SignIn, name: str, value: str) -> None:
    two_rounds(world)
    make_round(norm=world.norm, code="gepland", state=RoundState.PLANNED)
    make_round(norm=world.other_norm, code="elders-1", state=PUBLISHED)

    assert sign_in(world.analyst).get(f"/vergelijken/?{name}={value}").status_code == 404


def test_names_are_written_as_text(world: World, sign_in: SignIn) -> None:
    two_rounds(world)
    Round.objects.filter(code="nu").update(name="<script>alert(1)</script>")
    world.almere.name = "<b>Almere</b>"
    world.almere.save()

    response = sign_in(world.analyst).get(PATH)

    assert b"<script>" not in response.content
    assert b"&lt;b&gt;Almere&lt;/b&gt;" in response.content
