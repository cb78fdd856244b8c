"""One page for the DVC: its figures, what is left, who differs, and what is asked."""

from dataclasses import replace
from datetime import date

import pytest

from monitoring.achievement import Figure, Tally
from monitoring.choices import ResultStatus, RoundState
from reports.documents.blocks import Chart, Document, Heading, Level, Paragraph, Table, words
from reports.kinds.kind import build
from reports.kinds.one_pager import KIND
from reports.material.material import Material, Point
from reports.material.reading import of_publication, of_round
from tests.conftest import World
from tests.extremes import extreme_region
from tests.factories import fill_round, make_norm, make_round
from tests.reports.conftest import RICH, MakeRound, advance
from tests.reports.documents.samples import HOSTILE
from tests.reports.kinds.making import made, order_for, table
from tests.reports.kinds.walk import numbers, plain

THEMES, ORGANISATIONS = "Behaald per thema, in getallen", "Behaald per organisatie"


@pytest.fixture
def material(rich_round: MakeRound) -> Material:
    return of_publication(rich_round(RoundState.PUBLISHED).publications.get())


def test_page_has_total_themes_and_organisations_in_their_order(material: Material) -> None:
    document = made(KIND, material)

    total = material.figure("totaal")
    assert f"{total.achieved} van de {total.applicable} beoordeelbare" in " ".join(
        words(block.runs) for block in document.blocks if hasattr(block, "runs")
    )
    assert [row[0] for row in table(document, THEMES)] == [
        *(theme.title for theme in material.themes),
        "Totaal",
    ]
    names = [each.name for each in material.organisations]
    assert [row[0] for row in table(document, ORGANISATIONS)] == names


def test_chart_is_followed_by_a_table_with_the_same_percentages(material: Material) -> None:
    blocks = made(KIND, material).blocks

    [place] = [number for number, block in enumerate(blocks) if isinstance(block, Chart)]
    chart, beside = blocks[place], blocks[place + 1]
    assert isinstance(chart, Chart)
    assert isinstance(beside, Table)
    for row in beside.rows[: len(material.themes)]:
        assert f"{words(row[0].runs)}: {words(row[1].runs)}" in chart.description


def test_points_that_the_fewest_have_are_named_without_who(material: Material) -> None:
    said = plain(made(KIND, material))

    shares = {
        point.code: share
        for point in material.points
        if (share := material.figure(f"ambitiepunt {point.code}").share) is not None and share < 1
    }
    least = sorted(shares, key=lambda code: shares[code])[:3]
    assert "Het minst behaald: " in said
    assert all(f"{code} " in said for code in least)


def test_largest_differences_between_neighbours_are_in_words(world: World) -> None:
    norm = make_norm(region=world.region, code="buren")
    statuses = {("GM0034", code): ResultStatus.ACHIEVED for code in ("A1", "A2", "A3")}
    lacking = {("GM0995", code): ResultStatus.NOT_ACHIEVED for code in ("A1", "A2", "A3")}
    round = make_round(norm=norm, state=RoundState.PUBLISHED, statuses={**statuses, **lacking})

    document = made(KIND, of_publication(round.publications.get()))

    assert "Het grootste verschil tussen buren: Almere – Lelystad (" in plain(document)
    figures = [number.figure for number in numbers(document)]
    assert "waterbed GM0034 en GM0995: verschillen" in figures


def test_decisions_are_three_and_one_that_was_emptied_is_not_asked(material: Material) -> None:
    edited = {"decision.first": "", "decision.third": "Het DVC is blij met {totaal: procent}."}

    usual, other = made(KIND, material), made(KIND, material, texts=edited)

    assert len(decisions(usual)) == 2
    first, second = decisions(other)
    assert words(first.runs).startswith("1. Het DVC vraagt")
    assert words(second.runs).startswith("2. Het DVC is blij met ")
    assert (first.changed, second.changed) == (False, True)


def decisions(document: Document) -> list[Paragraph]:
    start = next(
        place
        for place, block in enumerate(document.blocks)
        if isinstance(block, Heading) and block.content == "Gevraagd besluit"
    )
    return [block for block in document.blocks[start:] if isinstance(block, Paragraph)]


def test_published_round_is_not_asked_to_be_published(rich_round: MakeRound) -> None:
    closed = of_round(rich_round(RoundState.CLOSED))

    assert "stemt in met het publiceren" in plain(made(KIND, closed))
    published = replace(closed, round=replace(closed.round, state=RoundState.PUBLISHED))
    assert "stemt in met het publiceren" not in plain(made(KIND, published))


def test_open_round_is_provisional_in_title_and_warning(rich_round: MakeRound) -> None:
    document = made(KIND, of_round(rich_round(RoundState.OPEN)))

    assert document.title.endswith("(voorlopig)")
    assert "Voorlopig: " in plain(document)
    assert "ingevuld" in plain(document)


def test_round_without_anything_applicable_says_so(material: Material) -> None:
    rows = tuple(replace(row, status=ResultStatus.NOT_APPLICABLE) for row in material.rows)
    nothing = Figure(Tally(not_applicable=1), material.figure("totaal").formula)
    empty = replace(material, rows=rows, figures=dict.fromkeys(material.figures, nothing))

    said = plain(build(KIND, empty, order_for(KIND)).document)

    assert "Er zijn nog geen beoordeelbare resultaten." in said
    assert "Het minst behaald" not in said


def test_everything_achieved_leaves_nothing_to_do(world: World) -> None:
    round = make_round(norm=world.norm, code="alles")
    fill_round(round=round)
    advance(round, RoundState.PUBLISHED)

    said = plain(made(KIND, of_publication(round.publications.get())))

    assert "Het minst behaald" not in said
    assert "tussen buren" not in said
    assert "100\xa0%" in said


def test_other_version_before_is_not_compared(world: World, rich_round: MakeRound) -> None:
    early = date(2025, 10, 1)
    before = make_round(norm=world.norm, name="Eerste meting", reference_date=early)
    fill_round(round=before)
    advance(before, RoundState.PUBLISHED)
    newer = make_norm(region=world.region, code="norm", version="2.0", content=RICH)
    round = rich_round(RoundState.PUBLISHED, norm=newer)

    said = plain(made(KIND, of_publication(round.publications.get())))

    assert "Met Eerste meting kan dit percentage niet worden vergeleken" in said
    assert "procentpunten" not in said


def test_forty_organisations_with_long_names(db: None) -> None:
    document = made(KIND, of_publication(extreme_region().publications.get()))

    assert len(table(document, THEMES)) == 4 + 1
    assert len(table(document, ORGANISATIONS)) == 40


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_names_are_text(material: Material, hostile: str) -> None:
    changed = replace(
        material,
        organisations=tuple(replace(each, name=hostile) for each in material.organisations),
        points=tuple(
            Point(each.code, hostile, each.theme, hostile, hostile) for each in material.points
        ),
        themes=tuple(replace(each, title=hostile) for each in material.themes),
    )

    document = made(KIND, changed)

    assert hostile in plain(document)
    assert document.mark.level == Level.CONFIDENTIAL
