"""The evaluation report: every number is that of the round, and nothing is there that may not."""

import json
import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from monitoring.choices import RoundState
from reports.documents.blocks import (
    Chart,
    Document,
    Heading,
    Level,
    Link,
    Paragraph,
    Table,
    Voice,
    words,
)
from reports.kinds import evaluation
from reports.kinds.kind import Order
from reports.kinds.parts.notices import EXAMPLE, PROVISIONAL
from reports.material.material import Material
from reports.material.reading import of_round
from tests.reports.conftest import MakeRound
from tests.reports.documents.samples import MOMENT
from tests.reports.kinds.conftest import HOSTILE, PRIVATE, SECRET, Builder, published
from tests.reports.kinds.walk import assert_numbers_are_of, numbers, plain, texts

report = Builder(evaluation.KIND)


@pytest.fixture
def material(full_round: MakeRound) -> Material:
    return published(full_round(RoundState.PUBLISHED))


def table(document: Document, title: str) -> Table:
    [found] = [
        block for block in document.blocks if isinstance(block, Table) and block.title == title
    ]
    return found


def rows(found: Table) -> list[list[str]]:
    return [[words(cell.runs) for cell in row] for row in found.rows]


def headings(document: Document, level: int) -> list[str]:
    return [
        block.content
        for block in document.blocks
        if isinstance(block, Heading) and block.level == level
    ]


def by_hand(material: Material) -> dict[str, int | str]:
    """The numbers beside the figures, counted from the JSON without the code of reports."""
    statuses = {
        (row["organisation"], row["point"]): row["status"]
        for row in json.loads(material.content)["results"]
    }
    told = material.surroundings
    assert told is not None
    assert told.before is not None
    pairs = [
        (told.before.statuses[place], status)
        for place, status in statuses.items()
        if place in told.before.statuses
    ]
    return {
        "organisaties": 4,
        "gemeenten": 3,
        "provincies": 1,
        "resultaten": len(statuses),
        "gemeten rondes": 2,
        "activiteiten": 2,
        "deelnemers": 24,
        "activiteit 1: deelnemers": 24,
        "goede voorbeelden": 1,
        "verbeteracties": 1,
        "afgeronde verbeteracties": 1,
        "vrijstellingen": 1,
        "behaald erbij": sum(
            now == "achieved" and then not in ("achieved", "not_applicable") for then, now in pairs
        ),
        "niet meer behaald": sum(
            then == "achieved" and now in ("partly", "not_achieved") for then, now in pairs
        ),
        "niet meer van toepassing": sum(now == "not_applicable" != then for then, now in pairs),
    }


def neighbours_by_hand(material: Material) -> dict[str, int]:
    """Almere and Lelystad are the only neighbours."""
    statuses = {
        (row["organisation"], row["point"]): row["status"]
        for row in json.loads(material.content)["results"]
    }
    both = [
        (statuses["GM0034", point.code], statuses["GM0995", point.code])
        for point in material.points
    ]
    told = [pair for pair in both if "not_applicable" not in pair]
    known = [pair for pair in told if "unanswered" not in pair]
    place = "waterbed GM0034 en GM0995"
    return {
        f"{place}: vergelijkingen": len(told),
        f"{place}: nog niet bekend": len(told) - len(known),
        f"{place}: verschillen": sum((one == "achieved") != (o == "achieved") for one, o in known),
        f"{place}: beide behaald": sum(pair == ("achieved", "achieved") for pair in known),
        "waterbed GM0034: niet behaald en GM0995 wel": sum(
            other == "achieved" != one for one, other in known
        ),
    }


def test_neighbours_are_counted_as_by_hand(material: Material) -> None:
    counts = evaluation.counts(material, _order(report(material).document))
    hand = neighbours_by_hand(material)

    assert {figure: counts[figure] for figure in hand} == hand
    assert hand["waterbed GM0034 en GM0995: verschillen"]
    assert counts["waterbed: verschillen"] == hand["waterbed GM0034 en GM0995: verschillen"]


def test_other_ways_to_calculate_are_as_by_hand(material: Material) -> None:
    document = json.loads(material.content)
    total = document["total"]
    half = Fraction(2 * total["achieved"] + total["partly"], 2 * total["applicable"])
    shares = [Fraction(each["achieved"], each["applicable"]) for each in document["organisations"]]
    mean = sum(shares, Fraction(0)) / len(shares)

    found = rows(table(report(material).document, "Als wij anders zouden rekenen"))

    official = Decimal(total["percentage"])
    for row, share in zip(found[1:], (half, mean), strict=True):
        percentage = Decimal(round(share * 1000 + Fraction(1, 10**9))) / 10
        assert row[1] == f"{percentage:.1f}\N{NO-BREAK SPACE}%".replace(".", ",")
        apart = f"{abs(percentage - official):.1f}".replace(".", ",")
        more = "hoger" if percentage > official else "lager"
        assert row[2] == (f"{apart} {more}" if percentage != official else "geen")


def test_every_number_is_that_of_the_round(material: Material) -> None:
    document = report(material).document
    counts = dict(evaluation.counts(material, Order(document.mark, "", MOMENT)))

    assert_numbers_are_of(document, material, counts)

    hand = by_hand(material)
    assert {figure: counts[figure] for figure in hand} == hand
    assert counts["behaald erbij"]
    assert counts["niet meer behaald"]


def test_percentage_points_are_those_of_the_whole_percentages(material: Material) -> None:
    document = report(material).document
    found = [each for each in numbers(document) if "ronde-voor" in each.figure.partition(": ")[2]]
    assert {each.figure for each in found} >= {
        "totaal: procentpunten sinds ronde-voor",
        "thema A: verschil met ronde-voor",
    }
    for number in found:
        place, _, what = number.figure.rpartition(": ")
        now = material.figures[place].rounded
        then = material.figures[f"ronde-voor, {place}"].rounded
        assert now is not None
        assert then is not None
        apart = int(number.content.replace("\N{MINUS SIGN}", "-"))
        assert apart == (abs(now - then) if what.startswith("procentpunten") else now - then)


def test_sum_of_the_tables_is_the_total(material: Material) -> None:
    document = report(material).document
    for title in ("De som per thema", "De som per organisatie"):
        *parts, total = rows(table(document, title))
        for column in range(1, 6):
            assert sum(int(row[column]) for row in parts) == int(total[column])


def test_cover_contents_mark_and_data(material: Material) -> None:
    document = report(material).document

    assert document.title == "Tussentijdse meting Norm van de tests"
    assert document.has_cover
    assert document.mark.level == Level.CONFIDENTIAL
    assert document.attachment is not None
    assert document.attachment.name == "ronde-vol.json"
    assert document.attachment.content == material.content
    assert document.seal == material.seal


def test_every_chart_has_words_and_a_table_after_it(material: Material) -> None:
    blocks = report(material).document.blocks
    charts = [place for place, block in enumerate(blocks) if isinstance(block, Chart)]

    assert len(charts) > 8
    for place in charts:
        chart = blocks[place]
        assert isinstance(chart, Chart)
        assert chart.title
        assert chart.description
        assert "<title" in chart.svg
        following = (block for block in blocks[place:] if not isinstance(block, Chart))
        assert any(isinstance(block, Table) for block in following)
    names = [
        re.findall(r'id="([^"]+)-titel"', str(block.svg))
        for block in blocks
        if isinstance(block, Chart)
    ]
    assert len(names) == len({name for [name] in names})


def test_parts_can_be_left_out_and_the_summary_cannot(material: Material) -> None:
    bare = report(material, parts=frozenset()).document
    assert headings(bare, 1) == ["Samenvatting"]
    assert not any(isinstance(block, Chart) for block in bare.blocks)

    for name, (label, _) in evaluation.PARTS.items():
        alone = report(material, parts=frozenset({name})).document
        assert headings(alone, 1) == ["Samenvatting", label]
        without = frozenset(evaluation.PARTS) - {name}
        assert label not in headings(report(material, parts=without).document, 1)


def test_statuses_of_the_heat_map_are_those_of_the_rows(material: Material) -> None:
    document = report(material).document
    statuses = material.statuses
    for block in document.blocks:
        if isinstance(block, Table) and block.title.startswith("Ambitiepunten A1"):
            for row, organisation in zip(block.rows, material.organisations, strict=True):
                for cell, column in zip(row[1:], block.columns[1:], strict=True):
                    assert cell.status == statuses[organisation.code, column.label]
            return
    raise AssertionError("no table of the points of theme A")


def test_explanations_stand_as_typed(material: Material) -> None:
    document = report(material).document
    told = {cell for row in rows(table(document, "Almere, thema A")) for cell in row}

    assert HOSTILE in told
    for row in material.rows:
        assert row.explanation in plain(document)


def test_private_note_and_confidential_evidence_are_nowhere(material: Material) -> None:
    everything = "\n".join(texts(report(material).document))

    assert PRIVATE not in everything
    assert SECRET not in everything
    assert "geheim" not in everything


def test_evidence_that_others_may_see_is_a_link(material: Material) -> None:
    found = table(report(material).document, "Goede voorbeelden")
    links = [
        run for row in found.rows for cell in row for run in cell.runs if isinstance(run, Link)
    ]

    assert [link.content for link in links] == ["Openbaar verslag"]


def test_sign_off_stands_with_day_and_number(material: Material) -> None:
    said = plain(report(material).document)

    assert "heeft dit vastgesteld op 3 november 2026 (besluit 2026-114)." in said
    assert "Er is nog geen besluit waarmee het college van Gedeputeerde Staten" in said


def test_same_material_gives_the_same_document(full_round: MakeRound) -> None:
    round = full_round(RoundState.PUBLISHED)

    assert report(published(round)) == report(published(round))


def test_closed_round_tells_the_same_figures_without_a_seal(full_round: MakeRound) -> None:
    material = of_round(full_round(RoundState.CLOSED))
    document = report(material).document

    assert_numbers_are_of(document, material, evaluation.counts(material, _order(document)))
    assert document.seal is None
    assert "Deze ronde is nog niet gepubliceerd." in plain(document)
    assert PROVISIONAL not in plain(document)


def test_open_round_is_provisional_in_the_title_and_in_a_warning(full_round: MakeRound) -> None:
    document = report(of_round(full_round(RoundState.OPEN))).document

    assert document.title.endswith(" (voorlopig)")
    assert _warnings(document) == [PROVISIONAL]
    assert "hebben tot nu toe samen" in plain(document)


def test_example_norm_is_named_so(material: Material) -> None:
    example = replace(material, norm=replace(material.norm, example=True))

    assert _warnings(report(example).document) == [EXAMPLE]
    assert _warnings(report(material).document) == []


def test_publication_of_before_surroundings_says_what_is_not_told(material: Material) -> None:
    bare = replace(
        material,
        surroundings=None,
        figures={
            place: each for place, each in material.figures.items() if "ronde-voor" not in place
        },
    )
    document = report(bare).document

    assert "Van deze publicatie zijn alleen de resultaten bewaard." in plain(document)
    assert "Activiteiten" not in headings(document, 1)
    assert "Per thema" in headings(document, 1)
    assert_numbers_are_of(document, bare, evaluation.counts(bare, _order(document)))


def test_edit_by_key_is_kept_and_marked(material: Material) -> None:
    markup = "Ik schrijf het zo: {totaal: behaald}."
    built = report(material, texts={"summary.headline": markup})

    changed = [
        block for block in built.document.blocks if isinstance(block, Paragraph) and block.changed
    ]
    assert [words(block.runs) for block in changed] == [
        f"Ik schrijf het zo: {material.figures['totaal'].achieved}."
    ]
    assert [each.key for each in built.sentences if each.is_changed] == ["summary.headline"]


def test_improvement_actions_run_or_tell_what_came_of_them(material: Material) -> None:
    document = report(material).document

    [[due, organisation, *_]] = rows(table(document, "Verbeteracties die nog lopen"))
    assert (due, organisation) == ("1 maart 2027", "Almere")
    [done] = rows(table(document, "Verbeteracties die zijn uitgevoerd of vervallen"))
    assert done[2:] == ["Scan bespreken", "uitgevoerd", "Drie {prioriteiten} gekozen."]


def test_keys_are_plain_and_each_its_own(material: Material) -> None:
    keys = [sentence.key for sentence in report(material).sentences]

    assert len(keys) == len(set(keys))
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+", key) for key in keys)


def test_standard_sentences_hold_no_digit_outside_fields(material: Material) -> None:
    """A digit that is typed would not change with the figure; names and dates may have one."""
    data = [material.round.name, material.formula, material.norm.version, "2026-114", "ronde-voor"]
    assert material.surroundings is not None
    assert material.surroundings.before is not None
    data += [material.surroundings.before.name]
    dates = r"\d{1,2} (januari|maart|oktober|november) \d{4}"
    for sentence in report(material).sentences:
        said = re.sub(r"\{[^{}]*\}", "", sentence.standard)
        for known in data:
            said = said.replace(known, "")
        assert not re.search(r"\d", re.sub(dates, "", said)), sentence


def test_organisation_with_a_brace_in_its_name_is_told_as_it_is(material: Material) -> None:
    first, *others = material.organisations
    named = replace(material, organisations=(replace(first, name="{totaal: behaald} <b>"), *others))

    assert "{totaal: behaald} <b> heeft" in plain(report(named).document)


def _order(document: Document) -> Order:
    return Order(document.mark, "", MOMENT)


def _warnings(document: Document) -> list[str]:
    return [
        words(block.runs)
        for block in document.blocks
        if isinstance(block, Paragraph) and block.voice == Voice.WARNING
    ]
