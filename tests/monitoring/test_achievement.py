"""The rules of the calculation (docs/achievement.md) with numbers worked out by hand."""

from dataclasses import fields
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ambitions.choices import FormulaId
from monitoring.achievement import (
    COUNTS,
    FORMULAS,
    Figure,
    OrganisationMean,
    Share,
    Tally,
    mean_of,
    points_between,
    pool,
    tenths_between,
)
from monitoring.choices import ResultStatus
from monitoring.figures import RoundFigures, figure_of
from monitoring.models import Result, Round
from tests.conftest import World
from tests.factories import make_round, set_result

ACHIEVED = FORMULAS["behaald-1"]
HALF = FORMULAS["behaald-half-1"]


def figure(*, half: bool = False, **counts: int) -> Figure:
    return Figure(Tally(**counts), HALF if half else ACHIEVED)


def of(achieved: int, total: int) -> Figure:
    """So many achieved of a total; the others are not achieved."""
    return figure(achieved=achieved, not_achieved=total - achieved)


# --- Counting -------------------------------------------------------------------------------------


def test_tally_has_one_count_per_status() -> None:
    assert [field.name for field in fields(Tally)] == list(ResultStatus.values) == list(COUNTS)


def test_tally_of_statuses_counts_each_once() -> None:
    statuses = ["achieved", "achieved", "partly", "unanswered", "not_applicable", "not_achieved"]

    tally = Tally.of(statuses)

    assert tally == Tally(2, 1, 1, 1, 1)
    assert tally.total == 6


def test_tally_of_an_unknown_status_is_an_error() -> None:
    with pytest.raises(KeyError):
        Tally.of(["behaald"])


def test_applicable_leaves_out_only_not_applicable() -> None:
    tally = Tally(achieved=1, partly=2, not_achieved=4, unanswered=8, not_applicable=16)

    assert tally.applicable == 15
    assert tally.total == 31


def test_pool_of_nothing_is_empty() -> None:
    assert pool([]) == Tally(0, 0, 0, 0, 0)


def test_pool_adds_every_count() -> None:
    assert pool([Tally(1, 2, 3, 4, 5), Tally(10, 20, 30, 40, 50)]) == Tally(11, 22, 33, 44, 55)


# --- Percentage -----------------------------------------------------------------------------------


def test_percentage_is_achieved_of_applicable() -> None:
    result = figure(achieved=218, partly=20, not_achieved=20, unanswered=5, not_applicable=14)

    # 218 / 263 = 0.82889…
    assert (result.percentage, result.rounded, result.applicable) == ("82.9", 83, 263)


def test_percentage_does_not_change_by_not_applicable_results() -> None:
    without = figure(achieved=1, not_achieved=2)
    with_many = figure(achieved=1, not_achieved=2, not_applicable=1000)

    assert without.percentage == with_many.percentage == "33.3"


def test_unanswered_counts_in_the_denominator() -> None:
    assert figure(achieved=1, unanswered=3).percentage == "25.0"


def test_percentage_is_none_when_nothing_is_applicable() -> None:
    result = figure(not_applicable=7)

    assert result.share is None
    assert result.covered is None
    assert (result.percentage, result.rounded, result.coverage) == (None, None, None)


def test_percentage_is_none_when_there_is_nothing_at_all() -> None:
    assert figure().as_dict() == {
        "achieved": 0,
        "partly": 0,
        "not_achieved": 0,
        "unanswered": 0,
        "not_applicable": 0,
        "applicable": 0,
        "percentage": None,
        "rounded": None,
        "coverage": None,
    }


def test_zero_is_a_figure_and_not_nothing() -> None:
    result = figure(not_achieved=3)

    assert (result.percentage, result.rounded, result.coverage) == ("0.0", 0, "100.0")


def test_everything_achieved_is_a_hundred() -> None:
    result = of(7, 7)

    assert (result.percentage, result.rounded, result.coverage) == ("100.0", 100, "100.0")


@pytest.mark.parametrize(
    ("achieved", "total", "percentage", "rounded"),
    [
        (249, 250, "99.6", 99),  # 99.6 would round to 100
        (2999, 3000, "99.9", 99),  # 99.966… would round to 100.0
        (9997, 10000, "99.9", 99),  # 99.97
        (3, 1000, "0.3", 1),  # 0.3 would round to 0
        (1, 2500, "0.1", 1),  # 0.04 would round to 0.0
        (1, 10**9, "0.1", 1),
        (10**9 - 1, 10**9, "99.9", 99),
        (5, 1000, "0.5", 1),  # exactly a half, up
        (1, 8, "12.5", 13),  # exactly a half, up
        (5, 8, "62.5", 63),
        (169, 200, "84.5", 85),  # half up, not half to even
        (171, 200, "85.5", 86),
        (1, 2000, "0.1", 1),  # 0.05, half up in the decimal
        (1249, 10000, "12.5", 12),  # 12.49: rounded once, from the counts, not from 12.5
        (1445, 10000, "14.5", 14),  # 14.45 is 14.5 in one decimal and 14 in none
        (2, 3, "66.7", 67),
        (1, 3, "33.3", 33),
        (994, 1000, "99.4", 99),
    ],
)
def test_rounding_is_half_up_once_and_never_reaches_the_ends(
    achieved: int, total: int, percentage: str, rounded: int
) -> None:
    result = of(achieved, total)

    assert (result.percentage, result.rounded) == (percentage, rounded)


def test_percentage_of_eight_hundred_thousand_is_exact() -> None:
    # As floats 0.145 * 100 is 14.499999999999998.
    assert of(116_000, 800_000).rounded == 15


# --- Coverage -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answered", "unanswered", "coverage"),
    [(0, 4, "0.0"), (4, 0, "100.0"), (1, 2, "33.3"), (9997, 3, "99.9"), (1, 2499, "0.1")],
)
def test_coverage_is_what_is_filled_in_of_what_applies(
    answered: int, unanswered: int, coverage: str
) -> None:
    assert figure(not_achieved=answered, unanswered=unanswered).coverage == coverage


def test_coverage_counts_every_answer() -> None:
    result = figure(achieved=1, partly=1, not_achieved=1, unanswered=1, not_applicable=4)

    assert result.coverage == "75.0"


# --- Formulas -------------------------------------------------------------------------------------


def test_partly_counts_nothing_in_the_first_formula() -> None:
    result = figure(achieved=1, partly=2, not_achieved=1)

    assert (result.percentage, result.rounded) == ("25.0", 25)


def test_partly_counts_half_in_the_half_formula() -> None:
    result = figure(half=True, achieved=1, partly=2, not_achieved=1)

    assert result.share == Fraction(1, 2)
    assert (result.percentage, result.rounded) == ("50.0", 50)


def test_half_formula_of_only_partly_is_fifty() -> None:
    assert figure(half=True, partly=3).percentage == "50.0"


def test_half_formula_is_not_a_hundred_with_one_partly() -> None:
    result = figure(half=True, achieved=9999, partly=1)

    assert (result.percentage, result.rounded) == ("99.9", 99)


def test_half_formula_is_not_zero_with_one_partly() -> None:
    result = figure(half=True, partly=1, not_achieved=9999)

    assert (result.percentage, result.rounded) == ("0.1", 1)


def test_every_formula_that_a_norm_may_carry_exists() -> None:
    assert set(FORMULAS) == set(FormulaId.values)
    assert all(id == formula.id for id, formula in FORMULAS.items())


# --- Pooled, from the rows ------------------------------------------------------------------------


def test_total_of_one_and_a_hundred_is_pooled_and_not_averaged() -> None:
    # 1 of 1 and 50 of 100: the mean of the percentages would be 75.
    total = Figure(pool([Tally(achieved=1), Tally(achieved=50, not_achieved=50)]), ACHIEVED)

    assert (total.percentage, total.rounded) == ("50.5", 50)


def figures_of(round: Round) -> RoundFigures:
    return RoundFigures.of(round, round.results.all())


def test_round_figures_are_pooled_over_organisations(world: World, open_round: Round) -> None:
    for point in ("A1", "A2", "A3", "B1", "B2"):
        set_result(round=open_round, organisation="GM0034", point=point)
    set_result(round=open_round, organisation="PV24", point="A1")

    figures = figures_of(open_round)

    # Almere 5 of 5, Lelystad and Urk 0 of 5, the province 1 of 3 with 2 not applicable.
    assert figures.organisation(world.almere.pk).percentage == "100.0"
    assert figures.organisation(world.province.pk).percentage == "33.3"
    assert figures.total.tally == Tally(achieved=6, unanswered=12, not_applicable=2)
    assert figures.total.percentage == "33.3"
    assert figures.total.coverage == "33.3"


def test_round_figures_per_theme_and_cell(world: World, open_round: Round) -> None:
    set_result(round=open_round, organisation="GM0034", point="B2")
    theme = world.norm.themes.get(code="B")

    figures = figures_of(open_round)

    assert figures.theme(theme.pk).tally == Tally(achieved=1, unanswered=6, not_applicable=1)
    assert figures.cell(world.almere.pk, theme.pk).percentage == "50.0"
    assert figures.cell(world.province.pk, theme.pk).tally == Tally(unanswered=1, not_applicable=1)


def test_round_figures_of_a_group_without_results_are_empty(
    world: World, open_round: Round
) -> None:
    figures = figures_of(open_round)

    assert figures.organisation(world.water_board.pk).percentage is None
    assert figures.cell(world.water_board.pk, 0).tally == Tally()


def test_round_figures_of_rows_in_memory_are_those_of_the_database(
    world: World, open_round: Round
) -> None:
    set_result(round=open_round, organisation="GM0034", point="B2")
    set_result(round=open_round, organisation="PV24", point="A1", status="partly")
    rows = open_round.results.values_list("organisation_id", "point__theme_id", "status")

    assert RoundFigures.of_rows(open_round, rows) == figures_of(open_round)


def test_figure_of_statuses_uses_the_formula_of_the_norm(open_round: Round) -> None:
    figure = figure_of(open_round, ["achieved", "partly", "not_applicable"])

    assert (figure.percentage, figure.formula.id) == ("50.0", "behaald-1")


def test_round_figures_use_the_formula_of_the_norm(world: World) -> None:
    world.other_norm.formula = FormulaId.ACHIEVED_HALF
    type(world.other_norm).objects.filter(pk=world.other_norm.pk).update(state="draft")
    world.other_norm.save()
    round = make_round(norm=world.other_norm, statuses={("GM9999", "A1"): "partly"})

    # 1 partly of 5: a tenth.
    assert figures_of(round).total.percentage == "10.0"


@pytest.mark.django_db
def test_tallies_without_rows_are_zero() -> None:
    assert Result.objects.none().tally() == Tally()
    assert Result.objects.all().tally() == Tally()
    assert Result.objects.all().tallies("organisation") == {}


def test_tallies_by_a_joined_key_count_each_result_once(world: World, open_round: Round) -> None:
    # Two applicability rows per point and a neighbour must not multiply anything.
    by_theme = open_round.results.tallies("point__theme__code")

    assert by_theme == {
        ("A",): Tally(unanswered=11, not_applicable=1),
        ("B",): Tally(unanswered=7, not_applicable=1),
    }


@pytest.mark.parametrize(
    ("before", "after", "points"),
    [((1, 3), (2, 3), 34), ((2, 3), (1, 3), -34), ((1, 2), (2, 4), 0), ((0, 0), (1, 2), None)],
)
def test_percentage_points_are_those_between_the_numbers_on_the_screen(
    before: tuple[int, int], after: tuple[int, int], points: int | None
) -> None:
    first, second = (
        Figure(Tally(achieved=done, not_achieved=of - done), FORMULAS["behaald-1"])
        for done, of in (before, after)
    )

    assert points_between(second, first) == points


# --- Beside the figure ----------------------------------------------------------------------------


def test_mean_of_one_and_a_hundred_is_not_the_pooled_figure() -> None:
    small, large, nothing = of(1, 1), of(50, 100), figure(not_applicable=9)

    mean = mean_of([small, large, nothing])

    assert (mean.mean, mean.organisations) == (Fraction(3, 4), 2)
    assert (mean.mean_percentage, mean.mean_rounded) == ("75.0", 75)


@pytest.mark.parametrize("figures", [[], [figure(not_applicable=3)]])
def test_mean_of_nothing_is_none(figures: list[Figure]) -> None:
    mean = mean_of(figures)

    assert mean == OrganisationMean(None, 0)
    assert (mean.mean_percentage, mean.mean_rounded) == (None, None)


def test_mean_is_of_exact_shares_and_not_of_rounded_percentages() -> None:
    # 1/3, 1/3 and 0: 22.22… %; of 33, 33 and 0 it would be 22.0.
    assert mean_of([of(1, 3), of(1, 3), of(0, 3)]).mean_percentage == "22.2"
    assert mean_of([figure(half=True, partly=1), of(1, 1)]).mean_percentage == "75.0"


def test_mean_cannot_pass_for_a_figure() -> None:
    for name in ("percentage", "rounded", "coverage", "tally", "achieved", "as_dict", "__add__"):
        assert not hasattr(OrganisationMean(Fraction(1), 1), name), name


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=9))
def test_mean_is_that_of_brute_force(pairs: list[tuple[int, int]]) -> None:
    mean = mean_of(figure(achieved=done, unanswered=rest) for done, rest in pairs)

    shares = [Fraction(done, done + rest) for done, rest in pairs if done + rest]
    if not shares:
        assert mean.mean_percentage is None
        return
    exact = sum(shares, Fraction(0)) / len(shares)
    percents = Decimal(100 * exact.numerator) / Decimal(exact.denominator)
    expected = percents.quantize(Decimal("0.1"), ROUND_HALF_UP)
    if 0 < exact < 1:
        expected = min(max(expected, Decimal("0.1")), Decimal("99.9"))
    assert mean.mean_percentage == str(expected)
    assert min(shares) <= exact <= max(shares)


@pytest.mark.parametrize(
    ("part", "whole", "rounded"),
    [(0, 0, None), (0, 9, 0), (1, 999, 1), (998, 999, 99), (9, 9, 100)],
)
def test_share_is_rounded_as_a_figure_is(part: int, whole: int, rounded: int | None) -> None:
    assert Share(part, whole).rounded == rounded


TENTHS = [("88.9", "83.1", "5.8"), ("83.0", "83.1", "-0.1"), ("50.0", "50.0", "0.0")]


@pytest.mark.parametrize(
    ("other", "official", "points"), [*TENTHS, (None, "50.0", None), ("50.0", None, None)]
)
def test_tenths_between_are_those_of_the_numbers_on_the_screen(
    other: str | None, official: str | None, points: str | None
) -> None:
    assert tenths_between(other, official) == points
