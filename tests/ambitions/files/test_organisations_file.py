"""The organisations file: every error gives one Dutch line with file, row and column."""

from pathlib import Path

import pytest

from accounts.refusals import FileRefused
from ambitions.files.organisations_file import OrganisationsContent, read_organisations
from tests.files import ORGANISATIONS, yaml_path


def read(folder: Path, text: str) -> OrganisationsContent:
    return read_organisations(yaml_path(folder, text, name="organisaties.yaml"))[0]


def refusal(folder: Path, text: str) -> list[str]:
    with pytest.raises(FileRefused) as caught:
        read(folder, text)
    return list(caught.value.lines)


def test_read_organisations_pairs_neighbours_whoever_names_them(tmp_path: Path) -> None:
    one_side = read(tmp_path, ORGANISATIONS).neighbour_pairs()
    text = ORGANISATIONS.replace("name: Urk,", "name: Urk, neighbours: [GM1],")
    both_sides = read(tmp_path, text).neighbour_pairs()

    assert one_side == both_sides == {frozenset({"GM1", "GM2"})}


@pytest.mark.parametrize(
    ("old", "new", "row", "column", "message"),
    [
        ("region: {code: flevoland, ", "region: {", 1, 9, "'code' ontbreekt."),
        (
            "code: flevoland",
            "code: 'de regio'",
            1,
            16,
            "'code' heeft een onjuiste vorm: gebruik letters, cijfers, punt en streepje.",
        ),
        ("name: Urk, ", "", 4, 5, "'name' ontbreekt."),
        ("name: Urk", "naam: Urk, name: Urk", 4, 23, "'naam' hoort hier niet."),
        (
            "Urk, kind: municipality",
            "Urk, kind: gemeente",
            4,
            34,
            "'gemeente' is geen keuze; kies uit 'municipality', 'province', 'water_board' of"
            " 'partner'.",
        ),
        ("code: GM2", "code: GM1", 4, 12, "de organisatie GM1 staat er twee keer."),
        ("[1, 1]", "[2, 1]", 4, 54, "deze plaats op de tegelkaart is al bezet."),
        (
            "[GM2]",
            "[GM1]",
            3,
            64,
            "een organisatie is niet haar eigen buur.",
        ),
        ("[GM2]", "[GM7]", 3, 64, "de buur GM7 staat niet in dit bestand."),
    ],
)
def test_read_organisations_refuses_at_its_place(
    tmp_path: Path, old: str, new: str, row: int, column: int, message: str
) -> None:
    text = ORGANISATIONS.replace(old, new)
    assert text != ORGANISATIONS

    lines = refusal(tmp_path, text)

    assert f"organisaties.yaml, rij {row}, kolom {column}: {message}" in lines


@pytest.mark.parametrize(
    "tile",
    ["[0, 1]", "[1, 101]", "[a, 1]", "[1.5, 1]", "[1]", "[1, 2, 3]", "5", f"[{'9' * 9999}, 1]"],
)
def test_read_organisations_refuses_a_tile_that_is_no_place(tmp_path: Path, tile: str) -> None:
    lines = refusal(tmp_path, ORGANISATIONS.replace("[1, 1]", tile))

    assert len(lines) == 1
    assert lines[0].startswith("organisaties.yaml, rij 4, kolom ")
    assert lines[0].isascii()
    assert len(lines[0]) < 200


def test_read_organisations_without_organisations_is_refused(tmp_path: Path) -> None:
    (line,) = refusal(tmp_path, "region: {code: r, title: R}\norganisations: []\n")

    assert line.startswith("organisaties.yaml, rij 2, kolom 16: 'organisations' ")


def test_read_organisations_without_tile_or_neighbours(tmp_path: Path) -> None:
    content = read(tmp_path, ORGANISATIONS)

    assert content.organisations[2].tile is None
    assert content.organisations[2].neighbours == ()
