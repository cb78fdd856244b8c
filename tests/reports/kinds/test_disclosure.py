"""The rule of `docs/disclosure.md`: nobody can be found in what is told, nor in what is left."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from accounts.refusals import Refused
from ambitions.choices import OrganisationKind
from monitoring.choices import ResultStatus, RoundState
from reports.kinds.short.disclosure import disclosed, told_themes
from reports.material.material import Material
from reports.material.reading import of_publication
from tests.conftest import World
from tests.factories import (
    MUNICIPALITY,
    PROVINCE,
    WATER_BOARD,
    Content,
    fill_round,
    make_norm,
    make_round,
    set_result,
)
from tests.reports.conftest import MakeRound, advance
from tests.reports.kinds.walk import texts

BROAD: Content = {"A": {"A1": (MUNICIPALITY, PROVINCE)}, "B": {"B1": (MUNICIPALITY,)}}
"""Themes of four and of three organisations."""
TWO: Sequence[OrganisationKind] = (PROVINCE, WATER_BOARD)


def measured(
    world: World,
    content: Content,
    *lacking: tuple[str, str],
    status: ResultStatus = ResultStatus.NOT_ACHIEVED,
) -> Material:
    """A published round in which all is achieved but the places of `lacking`."""
    norm = make_norm(region=world.region, code="norm-openbaar", content=content)
    round = make_round(norm=norm, code="ronde-openbaar")
    fill_round(round=round)
    for organisation, point in lacking:
        set_result(round=round, organisation=organisation, point=point, status=status)
    advance(round, RoundState.PUBLISHED)
    return of_publication(round.publications.get())


def test_themes_of_three_organisations_are_told(world: World) -> None:
    assert told_themes(measured(world, BROAD, ("GM0034", "A1"))) == ("A", "B")


def test_all_achieved_is_no_secret(world: World) -> None:
    assert told_themes(measured(world, BROAD)) == ("A", "B")


def test_one_theme_of_two_organisations_hides_them_all(world: World) -> None:
    """The total less the others would be its figure."""
    material = measured(world, {**BROAD, "C": {"C1": TWO}})

    assert told_themes(material) == ()
    assert set(disclosed(material).figures) == {"totaal"}


def test_two_hidden_themes_of_the_same_two_hide_all(world: World) -> None:
    """Together they are of two organisations still."""
    content = {**BROAD, "C": {"C1": TWO}, "D": {"D1": (PROVINCE,)}}

    assert told_themes(measured(world, content)) == ()


def test_hidden_themes_of_three_together_leave_the_others_told(world: World) -> None:
    content = {
        **BROAD,
        "C": {"C1": TWO},
        "D": {"D1": (MUNICIPALITY,)},
    }
    lacking = (("GM0034", "D1"), ("GM0995", "D1"), ("GM0184", "D1"))

    assert told_themes(measured(world, content, *lacking)) == ("A", "B")


def test_theme_of_which_nothing_is_achieved_is_not_told(world: World) -> None:
    lacking = (("GM0034", "B1"), ("GM0995", "B1"), ("GM0184", "B1"))

    assert told_themes(measured(world, BROAD, *lacking)) == ()


def test_theme_without_anything_applicable_hides_no_other(world: World) -> None:
    content = {**BROAD, "C": {"C1": ()}}

    assert told_themes(measured(world, content)) == ("A", "B")


def test_total_of_two_organisations_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="minder dan drie organisaties"):
        disclosed(measured(world, {"A": {"A1": TWO}}))


def test_total_of_which_nothing_is_achieved_is_refused(world: World) -> None:
    lacking = (("GM0034", "A1"), ("GM0995", "A1"), ("GM0184", "A1"), ("PV24", "A1"))

    with pytest.raises(Refused, match="nog niets behaald"):
        disclosed(measured(world, {"A": {"A1": (MUNICIPALITY, PROVINCE)}}, *lacking))


def test_part_of_one_organisation_is_refused(rich_round: MakeRound) -> None:
    material = of_publication(rich_round(RoundState.PUBLISHED).publications.get())

    with pytest.raises(Refused):
        disclosed(replace(material, covers_region=False))


def test_rows_and_figures_of_organisations_do_not_get_through(rich_round: MakeRound) -> None:
    material = of_publication(rich_round(RoundState.PUBLISHED).publications.get())

    left = disclosed(material)

    assert left.rows == ()
    assert left.content == ""
    assert not [place for place in left.figures if "organisatie" in place or "punt" in place]
    assert left.surroundings
    assert not [each for each in texts(left.surroundings) if each.startswith("GM")]
