"""Loading a region with its organisations and neighbours."""

from pathlib import Path

import pytest

from ambitions.actions.organisations import OrganisationsImport, import_organisations
from ambitions.files.organisations_file import read_organisations
from ambitions.models import Organisation, Region
from tests.breaking import nothing_written, refused
from tests.factories import MUNICIPALITY, make_norm, make_organisation, make_region, make_round
from tests.files import ORGANISATIONS, yaml_path

pytestmark = pytest.mark.django_db


def load(folder: Path, text: str = ORGANISATIONS) -> OrganisationsImport:
    path = yaml_path(folder, text, name="organisaties.yaml")
    content, source = read_organisations(path)
    return import_organisations(content=content, source=source, by=None)


def neighbours(code: str) -> set[str]:
    organisation = Organisation.objects.get(code=code)
    return set(organisation.neighbours.values_list("code", flat=True))


def tiles() -> dict[str, tuple[int | None, int | None]]:
    return {o.code: (o.tile_row, o.tile_column) for o in Organisation.objects.all()}


def test_import_organisations_makes_region_organisations_and_neighbours(tmp_path: Path) -> None:
    done = load(tmp_path)

    region = Region.objects.get()
    assert (region.code, region.title) == ("flevoland", "Flevoland")
    assert done == OrganisationsImport(region, created=3, changed=0, total=3)
    assert list(Organisation.objects.order_by("code").values_list("code", "name", "kind")) == [
        ("GM1", "Almere", "municipality"),
        ("GM2", "Urk", "municipality"),
        ("PV1", "Provincie", "province"),
    ]
    assert tiles() == {"GM1": (2, 1), "GM2": (1, 1), "PV1": (None, None)}
    assert neighbours("GM1") == {"GM2"}
    assert neighbours("GM2") == {"GM1"}


def test_import_organisations_twice_writes_nothing(tmp_path: Path) -> None:
    load(tmp_path)

    with nothing_written():
        done = load(tmp_path)

    assert (done.created, done.changed, done.total) == (0, 0, 3)


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("title: Flevoland", "title: District Flevoland", 0),
        ("name: Urk", "name: Gemeente Urk", 1),
        ("PV1, name: Provincie, kind: province", "PV1, name: Partner, kind: partner", 1),
        ("tile: [1, 1]", "tile: [9, 9]", 1),
        (", tile: [1, 1]", "", 1),
    ],
)
def test_import_organisations_writes_what_differs(
    tmp_path: Path, old: str, new: str, changed: int
) -> None:
    load(tmp_path)
    text = ORGANISATIONS.replace(old, new)

    done = load(tmp_path, text)

    assert (done.created, done.changed) == (0, changed)
    with nothing_written():
        load(tmp_path, text)


def test_import_organisations_changes_the_title_of_the_region(tmp_path: Path) -> None:
    load(tmp_path)

    load(tmp_path, ORGANISATIONS.replace("title: Flevoland", "title: District"))

    assert Region.objects.get().title == "District"


def test_import_organisations_can_swap_two_tiles(tmp_path: Path) -> None:
    load(tmp_path)
    text = ORGANISATIONS.replace("[2, 1]", "[0]").replace("[1, 1]", "[2, 1]")

    load(tmp_path, text.replace("[0]", "[1, 1]"))

    assert tiles() == {"GM1": (1, 1), "GM2": (2, 1), "PV1": (None, None)}


def test_import_organisations_takes_neighbours_away(tmp_path: Path) -> None:
    load(tmp_path)

    load(tmp_path, ORGANISATIONS.replace("neighbours: [GM2], ", ""))

    assert neighbours("GM1") == neighbours("GM2") == set()


def test_import_organisations_leaves_those_that_it_does_not_name(tmp_path: Path) -> None:
    region = load(tmp_path).region
    other = make_organisation(region=region, code="GM3", name="Dronten", tile=(5, 5))
    other.neighbours.add(Organisation.objects.get(code="GM1"))

    load(tmp_path)

    other.refresh_from_db()
    assert (other.name, other.tile_row) == ("Dronten", 5)
    assert neighbours("GM1") == {"GM2", "GM3"}


def test_import_organisations_of_another_region_is_refused(tmp_path: Path) -> None:
    make_organisation(region=make_region(code="elders"), code="GM2")

    with refused(
        "organisaties.yaml, rij 4, kolom 12: de organisatie GM2 hoort bij een andere regio."
    ):
        load(tmp_path)


def test_import_organisations_with_a_new_kind_and_results_is_refused(tmp_path: Path) -> None:
    region = load(tmp_path).region
    norm = make_norm(region=region, content={"A": {"A1": (MUNICIPALITY,)}})
    make_round(norm=norm)

    with refused(
        "organisaties.yaml, rij 4, kolom 34: "
        "de soort verandert niet meer: deze organisatie heeft resultaten."
    ):
        load(tmp_path, ORGANISATIONS.replace("Urk, kind: municipality", "Urk, kind: partner"))


def test_import_organisations_onto_a_taken_tile_is_refused(tmp_path: Path) -> None:
    region = load(tmp_path).region
    make_organisation(region=region, code="GM3", tile=(5, 5))

    with refused("organisaties.yaml, rij 4, kolom 54: deze plaats op de tegelkaart is al bezet."):
        load(tmp_path, ORGANISATIONS.replace("[1, 1]", "[5, 5]"))


def test_import_organisations_onto_a_tile_of_another_region_is_fine(tmp_path: Path) -> None:
    make_organisation(region=make_region(code="elders"), code="GM3", tile=(1, 1))

    load(tmp_path)

    assert tiles()["GM2"] == (1, 1)
