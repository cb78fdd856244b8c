"""The whole way, as an administrator goes it: real commands in processes of their own."""

import csv
import io
import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.files import NORM, ORGANISATIONS, csv_path, yaml_path
from tests.installation import ROOT, Installation, copied

EVALUATION = "fn1-evaluatie-2022"
EXAMPLE = ROOT / "example"
MUNICIPALITIES = {"GM0034", "GM0995", "GM0303", "GM0050", "GM0171", "GM0184"}
INTEGRITY = "E"


@pytest.fixture(scope="module")
def demo(
    template: Installation, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """An installation with the example region, loaded twice; no test here changes it."""
    with copied(template, tmp_path_factory.mktemp("demo")) as installation:
        installation.run("load_demo")
        installation.run("load_demo")
        yield installation


Exported = Callable[[str, str], bytes]


@pytest.fixture(scope="module")
def exported(demo: Installation) -> Exported:
    """The demo's export of a round in a format, made once."""
    return cache(demo.export)


@pytest.fixture(scope="module")
def evaluation(exported: Exported) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(exported(EVALUATION, "json"))
    return document


# --- The example ----------------------------------------------------------------------------------


def test_demo_evaluation_is_eighty_three_percent(evaluation: dict[str, Any]) -> None:
    assert evaluation["schema"] == "flevonorm.round/1"
    assert evaluation["formula"] == "behaald-1"
    assert evaluation["norm"]["example"] is True
    assert evaluation["round"]["state"] == "published"
    assert evaluation["total"]["rounded"] == 83
    assert len(evaluation["organisations"]) == 7
    assert [theme["code"] for theme in evaluation["themes"]] == ["A", "B", "C", "D", "E"]


def test_demo_export_twice_is_byte_identical(demo: Installation, exported: Exported) -> None:
    assert demo.export(EVALUATION, "json") == exported(EVALUATION, "json")


def test_demo_loaded_once_elsewhere_exports_the_same_bytes(
    exported: Exported, installation: Installation
) -> None:
    installation.run("load_demo")

    assert installation.export(EVALUATION, "json") == exported(EVALUATION, "json")
    assert installation.export("fn2-nulmeting", "csv") == exported("fn2-nulmeting", "csv")


def test_demo_holds_the_known_facts(evaluation: dict[str, Any]) -> None:
    status = {(r["organisation"], r["point"]): r["status"] for r in evaluation["results"]}
    titles = {point["title"]: point["code"] for point in evaluation["points"]}

    def of_everybody(*words: str) -> set[str]:
        codes = [code for title, code in titles.items() if any(w in title.lower() for w in words)]
        assert codes, words
        return {status[organisation, code] for organisation in MUNICIPALITIES for code in codes}

    assert of_everybody("meld misdaad anoniem") == {"achieved"}
    assert of_everybody("lokaal ondermijningsoverleg", "ondermijningsoverleg") == {"achieved"}
    assert of_everybody("boa") == {"achieved"}
    assert of_everybody("dilemmasessie") == {"achieved"}


def test_demo_has_integrity_as_the_weakest_theme(evaluation: dict[str, Any]) -> None:
    themes = {theme["code"]: float(theme["percentage"]) for theme in evaluation["themes"]}

    assert min(themes, key=lambda code: themes[code]) == INTEGRITY


def test_demo_has_points_that_do_not_apply_to_the_province(evaluation: dict[str, Any]) -> None:
    (province,) = [o for o in evaluation["organisations"] if o["kind"] == "province"]

    assert province["code"] == "PV24"
    assert province["not_applicable"] >= 5


def test_demo_shows_progress_from_measurement_to_measurement(exported: Exported) -> None:
    codes = ("fn1-meting-1", "fn1-meting-2", "fn1-meting-3", EVALUATION)

    percentages = [
        float(json.loads(exported(code, "json"))["total"]["percentage"]) for code in codes
    ]

    assert percentages == sorted(percentages)
    assert len(set(percentages)) == 4


def test_demo_second_norm_is_open_and_has_the_water_board(exported: Exported) -> None:
    document = json.loads(exported("fn2-nulmeting", "json"))

    assert document["round"] == {
        "code": "fn2-nulmeting",
        "name": document["round"]["name"],
        "kind": "baseline",
        "state": "open",
        "reference_date": document["round"]["reference_date"],
    }
    assert document["norm"]["version"] == "2.0"
    kinds = [organisation["kind"] for organisation in document["organisations"]]
    assert kinds == ["municipality"] * 6 + ["province", "water_board"]


def test_demo_figures_verify(demo: Installation) -> None:
    assert demo.run("verify_figures").text == ("4 gepubliceerde rondes nagerekend, alles klopt.\n")


def test_demo_prints_the_accounts_and_their_password(demo: Installation) -> None:
    done = demo.manage("load_demo", DEMO_PASSWORD="een voorbeeldwachtwoord")

    assert done.status == 0
    assert done.errors == ""
    for name in (
        "districtscoordinator",
        "riec",
        "coordinator.noordoostpolder",
        "bestuurder.urk",
        "coordinator.provincie-flevoland",
        "bestuurder.waterschap-zuiderzeeland",
    ):
        assert f"  {name}@flevonorm.example\n" in done.text
    assert done.text.endswith("Wachtwoord van al deze accounts: een voorbeeldwachtwoord\n")


def test_demo_if_empty_loads_nothing_into_an_own_region(
    installation: Installation, tmp_path: Path
) -> None:
    installation.run("import_organisations", yaml_path(tmp_path, ORGANISATIONS))

    done = installation.run("load_demo", "--if-empty")

    assert done.text == "Deze database heeft eigen gegevens en geen voorbeeldaccounts.\n"


def test_load_demo_without_debug_is_refused(installation: Installation) -> None:
    done = installation.manage("load_demo", DEBUG="0", SECRET_KEY="x" * 60)

    assert (done.status, done.output) == (1, b"")
    assert done.error_lines == [
        "Voorbeeldgegevens horen niet in productie: zet DEBUG aan of laat dit."
    ]
    assert installation.manage("export_round", EVALUATION, "--format", "json").error_lines == [
        f"De ronde {EVALUATION} bestaat niet."
    ]


# --- From one installation to another -------------------------------------------------------------


def test_csv_export_into_an_empty_installation_gives_the_same_json(
    evaluation: dict[str, Any], exported: Exported, installation: Installation, tmp_path: Path
) -> None:
    round, code = evaluation["round"], EVALUATION
    results = tmp_path / "ronde.csv"
    results.write_bytes(exported(code, "csv"))

    installation.run("import_organisations", EXAMPLE / "organisaties.yaml")
    installation.run("import_norm", EXAMPLE / "flevolandse-norm-1.0.yaml")
    installation.run(
        "open_round",
        "flevolandse-norm@1.0",
        code,
        f"--name={round['name']}",
        f"--kind={round['kind']}",
        f"--reference-date={round['reference_date']}",
        "--closes-on=2030-01-01",
    )
    installation.run("import_results", code, results)
    installation.run("close_round", code)
    installation.run("publish_round", code)

    assert installation.export(code, "json") == exported(code, "json")
    assert installation.export(code, "csv") == exported(code, "csv")
    installation.run("verify_figures", code)


def test_csv_export_has_the_shape_of_the_contract(
    evaluation: dict[str, Any], exported: Exported
) -> None:
    content = exported(EVALUATION, "csv")

    assert content.startswith(
        b"\xef\xbb\xbfronde;organisatie;naam;thema;ambitiepunt;titel;status;toelichting"
    )
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    places = [(row["organisatie"], row["ambitiepunt"]) for row in rows]
    assert places == [(r["organisation"], r["point"]) for r in evaluation["results"]]
    assert {row["status"] for row in rows} <= {
        "behaald",
        "deels behaald",
        "niet behaald",
        "n.v.t.",
        "",
    }


def test_export_of_one_organisation_to_a_file(
    demo: Installation, evaluation: dict[str, Any], tmp_path: Path
) -> None:
    path = tmp_path / "almere.json"

    done = demo.run(
        "export_round",
        EVALUATION,
        "--format=json",
        "--organisation=GM0034",
        f"--output={path}",
    )

    assert done.output == b""
    document = json.loads(path.read_bytes())
    assert [organisation["code"] for organisation in document["organisations"]] == ["GM0034"]
    (almere,) = [o for o in evaluation["organisations"] if o["code"] == "GM0034"]
    assert document["organisations"] == [almere]
    assert document["total"].items() <= almere.items()


# --- Exit status and messages of a real process ---------------------------------------------------


def test_closed_round_refuses_a_file_and_stays_as_it_was(
    demo: Installation, exported: Exported, tmp_path: Path
) -> None:
    path = csv_path(tmp_path, ("GM0034", "A1", "niet behaald", ""))

    done = demo.manage("import_results", EVALUATION, path)

    assert (done.status, done.output) == (1, b"")
    assert done.error_lines == [
        f"De ronde {EVALUATION} is gepubliceerd en neemt geen resultaten aan."
    ]
    assert demo.export(EVALUATION, "json") == exported(EVALUATION, "json")


def test_file_with_errors_gives_a_line_each_and_status_one(
    demo: Installation, exported: Exported, tmp_path: Path
) -> None:
    path = csv_path(
        tmp_path,
        ("GM0034", "A1", "niet behaald", ""),
        ("GM0034", "Z9", "behaald", ""),
        ("GM0001", "A1", "behaald", ""),
    )

    done = demo.manage("import_results", "fn2-nulmeting", path)

    assert (done.status, done.output) == (1, b"")
    assert done.error_lines == [
        "resultaten.csv, rij 3, kolom 2 (ambitiepunt): het ambitiepunt 'Z9' is niet in deze ronde.",
        "resultaten.csv, rij 4, kolom 1 (organisatie): "
        "de organisatie 'GM0001' doet niet mee aan deze ronde.",
    ]
    assert demo.export("fn2-nulmeting", "json") == exported("fn2-nulmeting", "json")


def test_command_on_a_database_without_tables_is_one_line(tmp_path: Path) -> None:
    empty = Installation(f"sqlite:///{tmp_path / 'leeg.sqlite3'}")

    done = empty.manage("export_round", "ronde", "--format", "json")

    assert (done.status, done.output) == (1, b"")
    assert len(done.error_lines) == 1
    assert done.errors.startswith("De database ")


def test_norm_and_organisations_twice_say_so(installation: Installation, tmp_path: Path) -> None:
    organisations = yaml_path(tmp_path, ORGANISATIONS, name="organisaties.yaml")
    norm = yaml_path(tmp_path, NORM, name="norm.yaml")

    said = [
        installation.run(command, path).text
        for command, path in [
            ("import_organisations", organisations),
            ("import_organisations", organisations),
            ("import_norm", norm),
            ("import_norm", norm),
        ]
    ]

    assert said == [
        "Flevoland: 3 organisaties in het bestand, 3 nieuw, 0 gewijzigd\n",
        "Flevoland: 3 organisaties in het bestand, 0 nieuw, 0 gewijzigd\n",
        "Norm 1.0: 3 ambitiepunten in 2 thema's, gepubliceerd, geladen\n",
        "Norm 1.0: 3 ambitiepunten in 2 thema's, gepubliceerd, ongewijzigd\n",
    ]


# --- SQLite: one writer at a time -----------------------------------------------------------------


@pytest.mark.sqlite
def test_command_waits_for_a_writer_on_sqlite(installation: Installation, tmp_path: Path) -> None:
    path = yaml_path(tmp_path, ORGANISATIONS)
    file = installation.database.removeprefix("sqlite:///")
    with closing(sqlite3.connect(file, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        process = subprocess.Popen(
            [sys.executable, ROOT / "manage.py", "import_organisations", path],
            cwd=ROOT,
            env=installation.environment(),
            stdout=subprocess.PIPE,
        )
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=4)
        writer.execute("ROLLBACK")

    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert b"3 nieuw" in output
