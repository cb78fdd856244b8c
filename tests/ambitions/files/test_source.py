"""Reading YAML from an unknown hand: what is taken, what is refused, and where it stands."""

from pathlib import Path

import pytest

from accounts.refusals import FileRefused
from ambitions.files.source import MAX_BYTES, MAX_VALUES, Source, read_yaml

NO_YAML = "dit is geen geldige YAML; kijk naar inspringing, aanhalingstekens en dubbele punten."
NO_ANCHORS = "ankers en verwijzingen (& en *) zijn niet toegestaan."
NO_TAGS = "YAML-tags (!) zijn niet toegestaan."
NO_KEY = "een sleutel moet gewone tekst zijn."
TOO_DEEP = "de gegevens zijn te diep genest."
NO_CHARACTER = "het bestand bevat tekens die niet in YAML horen."


def read(folder: Path, content: str | bytes) -> Source:
    path = folder / "norm.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_yaml(path)


def refusal(folder: Path, content: str | bytes) -> str:
    """The one line with which the content is refused."""
    with pytest.raises(FileRefused) as caught:
        read(folder, content)
    (line,) = caught.value.lines
    return line


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: 1", {"a": "1"}),
        ("a: true", {"a": "true"}),
        ("a: 2025-03-03", {"a": "2025-03-03"}),
        ("a: 1e400", {"a": "1e400"}),
        ("a: .nan", {"a": ".nan"}),
        ("a: null", {"a": None}),
        ("a: ~", {"a": None}),
        ("a:", {"a": None}),
        ('a: "null"', {"a": "null"}),
        ("a: ''", {"a": ""}),
        ("null: a", {"null": "a"}),
        ("<<: {a: b}", {"<<": {"a": "b"}}),
        ("[a, [b, {c: d}]]", ["a", ["b", {"c": "d"}]]),
        ("a: |\n  een\n  twee\n", {"a": "een\ntwee\n"}),
        ("a: >-\n  een\n  twee\n", {"a": "een twee"}),
        ("a: b # opmerking", {"a": "b"}),
        ("é: ĳ", {"é": "ĳ"}),
        ("\ufeffa: b", {"a": "b"}),
        ("%YAML 1.1\n---\na: b\n...\n", {"a": "b"}),
        ("a: [b]\r\nc: d\r\n", {"a": ["b"], "c": "d"}),
        ("", None),
        ("# niets\n", None),
        ("---\n", None),
        ("gewoon tekst", "gewoon tekst"),
    ],
)
def test_read_yaml_gives_plain_data_of_strings(tmp_path: Path, text: str, data: object) -> None:
    assert read(tmp_path, text).data == data


@pytest.mark.parametrize(
    ("text", "row", "column", "message"),
    [
        ("a: &x 1", 1, 4, NO_ANCHORS),
        ("a: &x [1]\nb: *x", 1, 4, NO_ANCHORS),
        ("a: *x", 1, 4, NO_ANCHORS),
        ("&x a: 1", 1, 1, NO_ANCHORS),
        ("? &x a\n: 1", 1, 3, NO_ANCHORS),
        ("a: !!str b", 1, 4, NO_TAGS),
        ("!eigen {a: b}", 1, 1, NO_TAGS),
        ("! a", 1, 1, NO_TAGS),
        ("!!str a: b", 1, 1, NO_TAGS),
        ("a: 1\nb: !!python/object/apply:os.system ['id']", 2, 4, NO_TAGS),
        ("a: 1\nb: 2\na: 3", 3, 1, "de sleutel 'a' staat er twee keer."),
        ('a: 1\n"a": 2', 2, 1, "de sleutel 'a' staat er twee keer."),
        ('a: 1\n"\\x61": 2', 2, 1, "de sleutel 'a' staat er twee keer."),
        ("a:\n  - {b: 1, b: 2}", 2, 12, "de sleutel 'b' staat er twee keer."),
        ("{[a]: b}", 1, 2, NO_KEY),
        ("{a: b}: c", 1, 1, NO_KEY),
        ("a: 1\n---\nb: 2", 2, 1, "het bestand bevat meer dan één document."),
        ("---\n---\n", 2, 1, "het bestand bevat meer dan één document."),
        ("[[[[[[[[[[1]]]]]]]]]]", 1, 10, TOO_DEEP),
        ("- - - - - - - - - - a", 1, 19, TOO_DEEP),
        ("a: [1", 2, 1, NO_YAML),
        ('a: "1', 1, 6, NO_YAML),
        ("a: b: c", 1, 5, NO_YAML),
        ("a: 1\n\tb: 2", 2, 1, NO_YAML),
        ("a: 1\n  b: 2", 2, 4, NO_YAML),
        ("@a: 1", 1, 1, NO_YAML),
        ('a: "\\ud800"', 1, 7, NO_YAML),
        ('a: "\\U00110000"', 1, 7, NO_YAML),
        ('a: "\\q"', 1, 5, NO_YAML),
        ("a: \x00", 1, 1, NO_CHARACTER),
        ("a: \x07", 1, 1, NO_CHARACTER),
        ("a: \ufffe", 1, 1, NO_CHARACTER),
    ],
)
def test_read_yaml_refuses_at_its_place(
    tmp_path: Path, text: str, row: int, column: int, message: str
) -> None:
    assert refusal(tmp_path, text) == f"norm.yaml, rij {row}, kolom {column}: {message}"


@pytest.mark.parametrize(
    "content",
    [
        b"a: caf\xe9",
        "a: b".encode("utf-16"),
        bytes(range(128, 256)),
        b"\x89PNG\r\n\x1a\n\xff",
        b"a: \xed\xa0\x80",  # a surrogate in UTF-8
        b"PK\x03\x04\xff\xfe",
    ],
    ids=["latin-1", "utf-16", "high bytes", "png", "surrogate", "zip"],
)
def test_read_yaml_refuses_what_is_no_utf8(tmp_path: Path, content: bytes) -> None:
    assert refusal(tmp_path, content) == "norm.yaml: het bestand is geen tekst in UTF-8."


def test_read_yaml_takes_a_nul_escape_for_the_schema_to_refuse(tmp_path: Path) -> None:
    assert read(tmp_path, 'a: "\\0"').data == {"a": "\0"}


def test_read_yaml_of_exactly_the_greatest_size(tmp_path: Path) -> None:
    assert read(tmp_path, "a: b\n".ljust(MAX_BYTES, "#")).data == {"a": "b"}


def test_read_yaml_refuses_a_byte_more(tmp_path: Path) -> None:
    too_much = "a: b\n".ljust(MAX_BYTES + 1, "#")

    assert refusal(tmp_path, too_much) == "norm.yaml: het bestand is groter dan 2 MB."


def test_read_yaml_of_exactly_the_greatest_number_of_values(tmp_path: Path) -> None:
    text = "[" + "a," * (MAX_VALUES - 1) + "]"

    assert read(tmp_path, text).data == ["a"] * (MAX_VALUES - 1)


def test_read_yaml_refuses_a_value_more(tmp_path: Path) -> None:
    text = "[" + "a," * MAX_VALUES + "]"

    assert refusal(tmp_path, text) == (
        f"norm.yaml, rij 1, kolom {2 * MAX_VALUES}: "
        f"het bestand heeft meer dan {MAX_VALUES} gegevens."
    )


@pytest.mark.parametrize("name", ["nergens.yaml", ".", "x" * 300 + ".yaml", "a\0b"])
def test_read_yaml_refuses_what_is_no_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileRefused) as caught:
        read_yaml(tmp_path / name)

    (line,) = caught.value.lines
    assert line.endswith((": dit bestand bestaat niet.", ": het bestand kan niet worden gelezen."))


def test_read_yaml_remembers_the_place_of_every_value(tmp_path: Path) -> None:
    source = read(tmp_path, "a:\n  - b: c\n    d: [e, f]\n")

    assert source.places == {
        (): (1, 1),
        ("a",): (2, 3),
        ("a", 0): (2, 5),
        ("a", 0, "b"): (2, 8),
        ("a", 0, "d"): (3, 8),
        ("a", 0, "d", 0): (3, 9),
        ("a", 0, "d", 1): (3, 12),
    }


def test_problem_of_a_value_that_is_not_there_stands_at_the_nearest_around_it(
    tmp_path: Path,
) -> None:
    source = read(tmp_path, "a:\n  - b: c\n")

    problem = source.problem(("a", 0, "z", 3), "ontbreekt.")

    assert problem.line("norm.yaml") == "norm.yaml, rij 2, kolom 5: ontbreekt."


def test_problem_in_an_empty_file_stands_at_the_beginning(tmp_path: Path) -> None:
    problem = read(tmp_path, "").problem(("a",), "ontbreekt.")

    assert (problem.row, problem.column) == (1, 1)
