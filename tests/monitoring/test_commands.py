"""The commands of rounds and results, and the export."""

import json
from pathlib import Path

import pytest

from monitoring.choices import RoundState
from monitoring.models import Round
from tests.breaking import nothing_written
from tests.conftest import World
from tests.factories import get_result, make_round
from tests.files import csv_path
from tests.running import refuse, say


def opening(**changes: str) -> list[str]:
    """The arguments of `open_round`, with some of them changed."""
    values = {
        "norm": "norm@1.0",
        "code": "nieuwe-ronde",
        "name": "Nieuwe ronde",
        "kind": "baseline",
        "reference_date": "2026-10-01",
        "closes_on": "2026-12-01",
        **changes,
    }
    options = [
        f"--{name.replace('_', '-')}={value}"
        for name, value in values.items()
        if name not in {"norm", "code"}
    ]
    return [values["norm"], values["code"], *options]


# --- open_round, close_round, publish_round -------------------------------------------------------


def test_open_round_makes_and_opens_a_round(world: World) -> None:
    assert (
        say("open_round", *opening()) == "Nieuwe ronde (nieuwe-ronde) is open met 20 resultaten.\n"
    )

    round = Round.objects.get(code="nieuwe-ronde")
    assert (round.state, round.kind, round.norm) == ("open", "baseline", world.norm)
    assert (str(round.reference_date), str(round.closes_on)) == ("2026-10-01", "2026-12-01")


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"norm": "norm@9.9"}, "De norm norm@9.9 bestaat niet."),
        ({"norm": "norm"}, "De norm norm bestaat niet."),
        (
            {"reference_date": "1 oktober"},
            "--reference-date: '1 oktober' is geen datum als 2026-11-24.",
        ),
        ({"closes_on": "2026-02-30"}, "--closes-on: '2026-02-30' is geen datum als 2026-11-24."),
        ({"kind": "feest"}, "soort: Waarde 'feest' is geen geldige keuze."),
    ],
)
def test_open_round_with_a_mistake_is_one_line(
    world: World, changes: dict[str, str], line: str
) -> None:
    assert refuse("open_round", *opening(**changes)) == [line]


def test_open_round_with_a_code_that_exists_is_refused(world: World) -> None:
    make_round(norm=world.norm, code="nieuwe-ronde")

    assert refuse("open_round", *opening()) == [
        "code: Er bestaat al een Monitoringsronde met eenzelfde Code."
    ]


def test_open_round_of_a_norm_without_participants_leaves_no_planned_round(world: World) -> None:
    world.province.delete()
    type(world.almere).objects.filter(region=world.region).update(kind="partner")

    (line,) = refuse("open_round", *opening())

    assert line.endswith("is op geen enkele organisatie van de regio van toepassing.")


def test_close_and_publish_round_say_so(world: World) -> None:
    make_round(norm=world.norm, code="ronde", name="Ronde")

    assert say("close_round", "ronde") == "Ronde (ronde) is gesloten.\n"
    said = say("publish_round", "ronde")

    sha256 = Round.objects.get().publications.get().sha256
    assert said == (
        f"Ronde (ronde) is gepubliceerd, SHA-256 {sha256}.\n"
        "Niet ondertekend: er is geen SIGNING_KEY_FILE ingesteld.\n"
    )


@pytest.mark.parametrize("command", ["close_round", "publish_round"])
def test_close_and_publish_round_out_of_turn_are_refused(world: World, command: str) -> None:
    make_round(norm=world.norm, code="ronde", state=RoundState.PUBLISHED)

    (line,) = refuse(command, "ronde")

    assert line.startswith("De ronde ronde is gepubliceerd; dit kan alleen als zij ")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "arguments",
    [
        ("close_round", "nergens"),
        ("publish_round", "nergens"),
        ("import_results", "nergens", "r.csv"),
        ("export_round", "nergens", "--format=json"),
        ("verify_figures", "nergens"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_command_on_an_unknown_round_is_refused(arguments: tuple[str, ...]) -> None:
    assert refuse(*arguments) == ["De ronde nergens bestaat niet."]


# --- import_results -------------------------------------------------------------------------------


def test_import_results_says_how_many_changed(open_round: Round, tmp_path: Path) -> None:
    path = csv_path(tmp_path, ("GM0034", "A1", "behaald", ""), ("GM0034", "A2", "", ""))
    line = f"{open_round.name} (ronde-open): 2 rijen gelezen, "

    assert say("import_results", "ronde-open", path) == f"{line}1 gewijzigd\n"
    with nothing_written():
        assert say("import_results", "ronde-open", path) == f"{line}0 gewijzigd\n"


def test_import_results_dry_run_writes_nothing(open_round: Round, tmp_path: Path) -> None:
    path = csv_path(tmp_path, ("GM0034", "A1", "behaald", ""))

    with nothing_written():
        said = say("import_results", "ronde-open", path, "--dry-run")

    assert said.endswith("1 gewijzigd (proef: er is niets opgeslagen)\n")


@pytest.mark.parametrize("dry_run", [(), ("--dry-run",)])
def test_import_results_with_one_error_writes_none(
    open_round: Round, tmp_path: Path, dry_run: tuple[str, ...]
) -> None:
    path = csv_path(tmp_path, ("GM0034", "A1", "behaald", ""), ("GM0034", "Z9", "behaald", ""))

    assert refuse("import_results", "ronde-open", path, *dry_run) == [
        "resultaten.csv, rij 3, kolom 2 (ambitiepunt): het ambitiepunt 'Z9' is niet in deze ronde."
    ]


@pytest.mark.parametrize(
    ("state", "word"), [(RoundState.CLOSED, "gesloten"), (RoundState.PUBLISHED, "gepubliceerd")]
)
def test_import_results_into_a_final_round_is_refused(
    world: World, tmp_path: Path, state: RoundState, word: str
) -> None:
    make_round(norm=world.norm, code="ronde", state=state)
    path = csv_path(tmp_path, ("GM0034", "A1", "behaald", ""))

    assert refuse("import_results", "ronde", path) == [
        f"De ronde ronde is {word} en neemt geen resultaten aan."
    ]


# --- export_round ---------------------------------------------------------------------------------


def test_export_round_to_the_screen_and_to_a_file_is_the_same(
    published_round: Round, tmp_path: Path
) -> None:
    path = tmp_path / "ronde.json"

    said = say("export_round", "ronde-gepubliceerd", "--format=json")
    assert say("export_round", "ronde-gepubliceerd", "--format=json", f"--output={path}") == ""

    assert path.read_bytes().decode() == said
    assert said == json.dumps(json.loads(said), sort_keys=True, indent=2, ensure_ascii=False) + "\n"


def test_export_round_of_one_organisation_has_no_other(published_round: Round) -> None:
    said = say("export_round", "ronde-gepubliceerd", "--format=csv", "--organisation=GM0034")

    assert "Almere" in said
    assert "Lelystad" not in said


@pytest.mark.parametrize("organisation", ["WS0650", "GM9999", "nergens"])
def test_export_round_of_somebody_who_takes_no_part_is_refused(
    published_round: Round, organisation: str
) -> None:
    lines = refuse(
        "export_round", "ronde-gepubliceerd", "--format=csv", f"--organisation={organisation}"
    )

    assert lines == [
        f"De organisatie {organisation} doet niet mee aan de ronde ronde-gepubliceerd."
    ]


def test_export_round_in_an_unknown_format_is_refused(published_round: Round) -> None:
    (line,) = refuse("export_round", "ronde-gepubliceerd", "--format=wordperfect")

    assert line.startswith("Het formaat wordperfect bestaat niet; kies uit csv, ")


def test_export_round_into_a_folder_that_is_not_there_is_refused(
    published_round: Round, tmp_path: Path
) -> None:
    path = tmp_path / "nergens" / "ronde.csv"

    assert refuse("export_round", "ronde-gepubliceerd", "--format=csv", f"--output={path}") == [
        f"Het bestand {path} kan niet worden geschreven."
    ]


def test_export_round_never_holds_a_private_note(world: World) -> None:
    round = make_round(norm=world.norm, code="ronde")
    result = get_result(round=round, organisation="GM0034", point="A1")
    round.results.filter(pk=result.pk).update(private_note="Alleen voor ons.")

    for format in ("json", "csv"):
        assert "Alleen voor ons" not in say("export_round", "ronde", f"--format={format}")
