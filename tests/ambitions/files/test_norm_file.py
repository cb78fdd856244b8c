"""The norm file: every error gives one Dutch line with file, row and column."""

from pathlib import Path

import pytest

from accounts.refusals import FileRefused
from ambitions.files.norm_file import NormContent, read_norm
from tests.files import NORM, yaml_path

CODE_SHAPE = "'code' heeft een onjuiste vorm: gebruik letters, cijfers, punt en streepje."


def read(folder: Path, text: str) -> NormContent:
    return read_norm(yaml_path(folder, text, name="norm.yaml"))[0]


def refusal(folder: Path, text: str) -> list[str]:
    with pytest.raises(FileRefused) as caught:
        read(folder, text)
    return list(caught.value.lines)


def test_read_norm_has_defaults_for_what_may_be_left_out(tmp_path: Path) -> None:
    text = "norm: {code: n, version: '1', title: N, region: r}\nthemes: [{code: A, title: A}]"

    content = read(tmp_path, text)

    head = content.norm
    assert (head.adopted_on, head.example, head.formula) == (None, False, "behaald-1")
    assert content.themes[0].points == ()


def test_read_norm_places_points_in_the_order_of_the_file(tmp_path: Path) -> None:
    placed = [(keys, theme.code, p.code) for keys, theme, p in read(tmp_path, NORM).placed_points()]

    assert placed == [
        (("themes", 0, "points", 0), "A", "A1"),
        (("themes", 0, "points", 1), "A", "A2"),
        (("themes", 1, "points", 0), "B", "B1"),
    ]


def test_read_norm_takes_blanks_around_texts_away(tmp_path: Path) -> None:
    text = NORM.replace("title: Scan", 'title: "  Scan  "')

    assert read(tmp_path, text).themes[0].points[0].title == "Scan"


@pytest.mark.parametrize(
    ("old", "new", "row", "column", "message"),
    [
        (
            'norm: {code: norm, version: "1.0", ',
            "norm: {code: norm, ",
            1,
            7,
            "'version' ontbreekt.",
        ),
        ("region: flevoland, ", "", 1, 7, "'region' ontbreekt."),
        ("{code: norm,", "{code: '',", 1, 14, CODE_SHAPE),
        ("{code: norm,", "{code: een norm,", 1, 14, CODE_SHAPE),
        ("{code: norm,", "{code: [norm],", 1, 14, "'code' moet tekst zijn."),
        ("{code: norm,", "{code: null,", 1, 14, "'code' moet tekst zijn."),
        ("title: Norm,", "titel: Norm, title: Norm,", 1, 43, "'titel' hoort hier niet."),
        ("title: Norm,", "title: '',", 1, 43, "'title' mag niet leeg zijn."),
        ("title: Norm,", "title: ' ',", 1, 43, "'title' mag niet leeg zijn."),
        (
            "title: Norm,",
            f"title: {'x' * 201},",
            1,
            43,
            "'title' is langer dan 200 tekens.",
        ),
        ("2025-03-03", "3 maart 2025", 1, 80, "'adopted_on' is een datum als 2025-03-03."),
        ("2025-03-03", "2025-02-30", 1, 80, "'adopted_on' is een datum als 2025-03-03."),
        (
            "adopted_on: 2025-03-03",
            "example: misschien",
            1,
            77,
            "'example' is true of false.",
        ),
        (
            "adopted_on: 2025-03-03",
            "formula: gemiddelde",
            1,
            77,
            "'gemiddelde' is geen keuze; kies uit 'behaald-1' of 'behaald-half-1'.",
        ),
        (
            "[municipality, province]",
            "[municipality, gemeente]",
            10,
            36,
            "'gemeente' is geen keuze; kies uit 'municipality', 'province', 'water_board' of"
            " 'partner'.",
        ),
        ("    title: Bewustwording\n", "", 3, 5, "'title' ontbreekt."),
        (
            "        applies_to: [municipality, province]\n",
            "",
            6,
            9,
            "'applies_to' ontbreekt.",
        ),
        ("code: A1\n", "code: A 1\n", 6, 15, CODE_SHAPE),
        ("code: A1\n", f"code: {'A' * 21}\n", 6, 15, CODE_SHAPE),
        (
            "https://voorbeeld.test/bron",
            "voorbeeld.test",
            11,
            17,
            "een bron is een webadres dat begint met https://.",
        ),
        (
            "https://voorbeeld.test/bron",
            "javascript:alert(1)",
            11,
            17,
            "een bron is een webadres dat begint met https://.",
        ),
        (
            "title: Scan",
            'title: "Sc\\0an"',
            7,
            16,
            "het teken U+0000 is niet toegestaan.",
        ),
        (
            "title: Scan",
            'title: "Sc\\x1ban"',
            7,
            16,
            "het teken U+001B is niet toegestaan.",
        ),
        (
            "description: Wat is zwak.",
            'description: "a\\0b"',
            8,
            22,
            "het teken U+0000 is niet toegestaan.",
        ),
        ("code: B\n", "code: A\n", 13, 11, "de themacode A staat er twee keer."),
        ("{code: B1,", "{code: A1,", 16, 16, "het ambitiepunt A1 staat er twee keer."),
        (
            "{code: B1,",
            "{code: B1, replaces: [A3],",
            16,
            30,
            "'A3' is geen punt van een eerdere versie, zoals 1.0:A3.",
        ),
        (
            "{code: B1,",
            '{code: B1, replaces: ["1.0:A1"],',
            16,
            30,
            "'1.0:A1' is geen punt van een eerdere versie, zoals 1.0:A3.",
        ),
        (
            "{code: B1,",
            '{code: B1, replaces: ["0.9:"],',
            16,
            30,
            "'0.9:' is geen punt van een eerdere versie, zoals 1.0:A3.",
        ),
    ],
)
def test_read_norm_refuses_at_its_place(
    tmp_path: Path, old: str, new: str, row: int, column: int, message: str
) -> None:
    text = NORM.replace(old, new)
    assert text != NORM

    assert refusal(tmp_path, text) == [f"norm.yaml, rij {row}, kolom {column}: {message}"]


@pytest.mark.parametrize("character", ["\t", "\n", "\r"])
def test_read_norm_refuses_a_title_of_several_lines(tmp_path: Path, character: str) -> None:
    escaped = character.encode("unicode_escape").decode()

    (line,) = refusal(tmp_path, NORM.replace("title: Scan", f'title: "Een{escaped}twee"'))

    assert line.startswith("norm.yaml, rij 7, kolom 16: 'title' ")


def test_read_norm_names_every_error_at_once(tmp_path: Path) -> None:
    text = NORM.replace("title: Norm", "titel: Norm").replace("[municipality]", "[gemeente]")

    lines = refusal(tmp_path, text)

    assert len(lines) == 4
    assert all(line.startswith("norm.yaml, rij ") for line in lines)


def test_read_norm_without_themes_is_refused(tmp_path: Path) -> None:
    (line,) = refusal(tmp_path, NORM[: NORM.index("themes:")] + "themes: []\n")

    assert line.startswith("norm.yaml, rij 2, kolom 9: 'themes' ")


@pytest.mark.parametrize("text", ["", "# niets\n", "null\n"])
def test_read_norm_that_is_empty_is_refused(tmp_path: Path, text: str) -> None:
    assert refusal(tmp_path, text) == ["norm.yaml, rij 1, kolom 1: het bestand is leeg."]


@pytest.mark.parametrize("text", ["gewoon tekst\n", "- een\n- lijst\n"])
def test_read_norm_that_is_something_else_is_not_called_empty(tmp_path: Path, text: str) -> None:
    (line,) = refusal(tmp_path, text)

    assert line.startswith("norm.yaml, rij 1, kolom 1: ")
    assert "leeg" not in line


def test_read_norm_with_very_many_errors_counts_the_rest(tmp_path: Path) -> None:
    points = "".join(f"      - {{code: P{n}}}\n" for n in range(100))

    lines = refusal(tmp_path, NORM[: NORM.index("  - code: B")] + points)

    assert len(lines) == 51
    assert lines[-1] == "norm.yaml: en nog 150 fouten."
