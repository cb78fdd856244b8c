"""Files that want to hurt, given to the real commands with a bound on memory and time.

`Installation.manage` bounds both; a command that needs more dies of it, and not with one clear
line per error and nothing written.
"""

import io
import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.files import HEADING, NORM, ORGANISATIONS, yaml_path
from tests.installation import Installation, copied

MEGABYTE = 1024 * 1024
FULL = 2 * MEGABYTE - 1024
"""Almost as large as a YAML file may be."""
HEAD = 'norm: {code: n, version: "1", title: N, region: flevoland}\n'
CSV_HEAD = ";".join(HEADING) + "\n"


@pytest.fixture(scope="module")
def region(
    template: Installation, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """An installation with a norm and an open round, which no file here may change."""
    folder = tmp_path_factory.mktemp("hostile")
    with copied(template, folder) as installation:
        installation.run("import_organisations", yaml_path(folder, ORGANISATIONS))
        installation.run("import_norm", yaml_path(folder, NORM))
        installation.run(
            "open_round",
            "norm@1.0",
            "ronde",
            "--name=Ronde",
            "--kind=interim",
            "--reference-date=2026-10-01",
            "--closes-on=2026-12-01",
        )
        before = installation.export("ronde", "json")
        yield installation
        assert installation.export("ronde", "json") == before


def assert_refused(region: Installation, *command: str | Path) -> None:
    """The command refuses: status 1, lines about the file, and nothing on standard output."""
    done = region.manage(*command)

    assert (done.status, done.output) == (1, b""), done.errors[-2000:]
    assert 1 <= len(done.error_lines) <= 51
    name = Path(command[-1]).name
    assert all(line.startswith(name) for line in done.error_lines), done.errors[:2000]


YAML: dict[str, Callable[[], str]] = {
    "a million empty points": lambda: (
        HEAD + "themes: [{code: A, title: A, points: [" + "{}," * (FULL // 3) + "]}]"
    ),
    "a million kinds": lambda: (
        HEAD
        + "themes: [{code: A, title: A, points: [{code: A1, title: A, applies_to: ["
        + "x," * (FULL // 2)
        + "]}]}]"
    ),
    "a million themes": lambda: HEAD + "themes: [" + "a," * (FULL // 2) + "]",
    "a list": lambda: "[" + "a," * (FULL // 2) + "]",
    "very many keys": lambda: "{" + ",".join(f"a{n}" for n in range(FULL // 8)) + "}",
    "brackets": lambda: "[" * FULL,
    "braces": lambda: "{" * FULL,
    "dashes": lambda: "- " * (FULL // 2),
    "anchors": lambda: "&a " * (FULL // 3),
    "documents": lambda: "---\n" * (FULL // 4),
    "an open quote": lambda: '"' + "a\n" * (FULL // 2),
    "laughing aliases": lambda: (
        "a: &a [x,x,x,x,x,x,x,x,x]\n"
        + "".join(
            f"{n}: &{n} [{','.join(['*' + p] * 9)}]\n"
            for p, n in zip("abcdefgh", "bcdefghi", strict=True)
        )
    ),
}


@pytest.mark.parametrize("name", YAML)
def test_import_norm_of_a_hostile_file_is_refused(
    region: Installation, tmp_path: Path, name: str
) -> None:
    path = yaml_path(tmp_path, YAML[name](), name="norm.yaml")

    assert_refused(region, "import_norm", path)


RESULTS: dict[str, Callable[[], bytes]] = {
    "a million rows": lambda: (CSV_HEAD + "GM1;A1;;\n" * 1_000_000).encode(),
    "very many wrong rows": lambda: (CSV_HEAD + "x\n" * 99_999).encode(),
    "very many unknown rows": lambda: (
        CSV_HEAD + "".join(f"X{number};A1;bijna;\n" for number in range(99_999))
    ).encode(),
    "very many columns": lambda: b";" * (19 * MEGABYTE),
    "an open quote": lambda: (CSV_HEAD + 'GM1;A1;;"' + "x\n" * (9 * MEGABYTE)).encode(),
    "newlines": lambda: b"\n" * (19 * MEGABYTE),
    "zeros": lambda: b"\0" * (19 * MEGABYTE),
    "a bomb": lambda: archive({f"xl/{n}": b"\0" * (40 * MEGABYTE) for n in range(20)}),
    "a sheet of open cells": lambda: sheet(b'<c r="A1" ' * (8 * MEGABYTE)),
    "a sheet of rows": lambda: sheet(b"<row/>" * (12 * MEGABYTE)),
    "a sheet with entities": lambda: archive(
        {
            "xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a "'
            + b"a" * 1000
            + b'"><!ENTITY b "'
            + b"&a;" * 1000
            + b'"><!ENTITY c "'
            + b"&b;" * 1000
            + b'">]><workbook>&c;</workbook>'
        }
    ),
}


def archive(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for name, content in entries.items():
            packed.writestr(name, content)
    return out.getvalue()


def sheet(rows: bytes) -> bytes:
    """A workbook with one sheet of anything at all."""
    main = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = b"http://schemas.openxmlformats.org/package/2006/relationships"
    return archive(
        {
            "xl/workbook.xml": b"<workbook %b xmlns:r='%b'><sheets>" % (main, office)
            + b'<sheet name="Blad" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": b"<Relationships xmlns='%b'>" % package
            + b'<Relationship Id="rId1" Type="%b/worksheet" Target="worksheets/sheet1.xml"/>'
            % office
            + b"</Relationships>",
            "xl/worksheets/sheet1.xml": b"<worksheet %b><sheetData>%b</sheetData></worksheet>"
            % (main, rows),
        }
    )


@pytest.mark.parametrize("name", RESULTS)
def test_import_results_of_a_hostile_file_is_refused(
    region: Installation, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "resultaten.bestand"
    path.write_bytes(RESULTS[name]())

    assert_refused(region, "import_results", "ronde", path)


@pytest.mark.parametrize(
    "command", [("import_norm",), ("import_organisations",), ("import_results", "ronde")]
)
def test_import_of_fifty_megabytes_is_refused_unread(
    region: Installation, tmp_path: Path, command: tuple[str, ...]
) -> None:
    path = tmp_path / "groot"
    path.touch()
    os.truncate(path, 50 * MEGABYTE)

    assert_refused(region, *command, path)


@pytest.mark.parametrize("name", ["/dev/zero", "/dev/stdin", "/proc/self/mem", "/"])
def test_import_results_of_what_is_no_ordinary_file_is_refused(
    region: Installation, name: str
) -> None:
    done = region.manage("import_results", "ronde", name)

    assert done.status == 1
    assert len(done.error_lines) == 1
    assert done.errors.endswith(": dit bestand bestaat niet.\n") or done.errors.endswith(
        ": het bestand kan niet worden gelezen.\n"
    )
