"""What each member of the cast finds of regions, organisations, norms and points."""

import pytest

from ambitions.choices import NormState
from ambitions.models import AmbitionPoint, Norm, Organisation, Region
from tests.conftest import CAST, World
from tests.factories import MUNICIPALITY, PARTNER, WATER_BOARD, make_norm, make_organisation

IN_REGION = {"district_coordinator", "analyst", "coordinator", "executive", "other_coordinator"}
ELSEWHERE = {"outsider"}


@pytest.mark.parametrize("name", CAST)
def test_regions_visible_to(world: World, name: str) -> None:
    expected = {"flevoland"} if name in IN_REGION else {"elders"} if name in ELSEWHERE else set()

    regions = Region.objects.visible_to(world.user(name))

    assert set(regions.values_list("code", flat=True)) == expected


@pytest.mark.parametrize("name", CAST)
def test_organisations_visible_to(world: World, name: str) -> None:
    own = {"GM0034", "GM0995", "GM0184", "PV24", "WS0650"}
    expected = own if name in IN_REGION else {"GM9999"} if name in ELSEWHERE else set()

    organisations = Organisation.objects.visible_to(world.user(name))

    assert set(organisations.values_list("code", flat=True)) == expected


@pytest.mark.parametrize("name", CAST)
def test_norms_visible_to(world: World, name: str) -> None:
    for region in (world.region, world.other_region):
        for state in (NormState.DRAFT, NormState.RETIRED):
            make_norm(region=region, code=f"{region.code}-{state.value}", state=state)
    expected = set()
    if name in IN_REGION:
        expected = {"norm", "flevoland-retired"}
    if name == "district_coordinator":
        expected |= {"flevoland-draft"}
    if name in ELSEWHERE:
        expected = {"andere-norm", "elders-retired", "elders-draft"}

    norms = Norm.objects.visible_to(world.user(name))

    assert set(norms.values_list("code", flat=True)) == expected


@pytest.mark.parametrize("name", CAST)
def test_points_visible_to(world: World, name: str) -> None:
    make_norm(region=world.region, code="concept", state=NormState.DRAFT)
    expected = {"norm"} if name in IN_REGION else {"andere-norm"} if name in ELSEWHERE else set()
    if name == "district_coordinator":
        expected |= {"concept"}

    points = AmbitionPoint.objects.visible_to(world.user(name))

    assert set(points.values_list("norm__code", flat=True)) == expected


def test_to_whom_applies_is_by_kind_and_region(world: World) -> None:
    make_organisation(region=world.region, kind=PARTNER)

    codes = Organisation.objects.to_whom_applies(world.norm).values_list("code", flat=True)

    assert sorted(codes) == ["GM0034", "GM0184", "GM0995", "PV24"]


def test_to_whom_applies_one_point_for_the_water_board_makes_it_take_part(world: World) -> None:
    norm = make_norm(
        region=world.region, content={"A": {"A1": (MUNICIPALITY,), "A2": (WATER_BOARD,)}}
    )

    participants = Organisation.objects.to_whom_applies(norm)

    assert world.water_board in participants
    assert world.province not in participants


def test_to_whom_applies_nothing_is_nobody(world: World) -> None:
    norm = make_norm(region=world.region, content={"A": {"A1": ()}})

    assert not Organisation.objects.to_whom_applies(norm).exists()


def test_in_order_is_by_kind_then_name_then_code(world: World) -> None:
    region = world.other_region
    for code, name, kind in [
        ("Z1", "Aa", PARTNER),
        ("Z2", "Émiel", MUNICIPALITY),
        ("Z4", "Zeist", MUNICIPALITY),
        ("Z3", "Zeist", MUNICIPALITY),
        ("Z5", "aalst", MUNICIPALITY),
        ("Z6", "Aa", WATER_BOARD),
    ]:
        make_organisation(region=region, code=code, name=name, kind=kind)

    ordered = Organisation.objects.filter(region=region).in_order()

    assert [o.code for o in ordered] == ["GM9999", "Z3", "Z4", "Z5", "Z2", "Z6", "Z1"]


def test_get_by_reference_finds_code_and_version(world: World) -> None:
    assert Norm.objects.get_by_reference("norm@1.0") == world.norm
    assert world.norm.reference == "norm@1.0"


@pytest.mark.parametrize("reference", ["norm", "norm@", "norm@2.0", "@1.0", "", "norm@1.0@1.0"])
def test_get_by_reference_of_an_unknown_version_does_not_exist(
    world: World, reference: str
) -> None:
    with pytest.raises(Norm.DoesNotExist):
        Norm.objects.get_by_reference(reference)


def test_with_counts_counts_points_and_themes_once(world: World) -> None:
    norm = vars(Norm.objects.with_counts().get(pk=world.norm.pk))

    assert (norm["point_count"], norm["theme_count"]) == (5, 2)
