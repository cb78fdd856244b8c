"""Results from a file into an open round: all of it or nothing."""

from pathlib import Path

import pytest
from django.db import connection

from monitoring.actions.results import MAX_EXPLANATION, import_results
from monitoring.choices import AssessmentState, RoundState
from monitoring.models import Round
from tests.breaking import execute, nothing_written, refused
from tests.conftest import World
from tests.factories import get_result, make_exemption, make_round, set_assessment, set_result
from tests.files import HEADING, results_file


def test_import_results_writes_what_differs(
    world: World, open_round: Round, tmp_path: Path
) -> None:
    set_result(round=open_round, organisation="GM0995", point="A1", status="partly")
    file = results_file(
        tmp_path,
        ("GM0034", "A1", "behaald", "Klaar."),
        ("GM0034", "A2", "", ""),
        ("GM0995", "A1", "deels behaald", ""),
        ("GM0184", "B2", "niet behaald", ""),
    )

    changed = import_results(round=open_round, file=file, by=world.district_coordinator)

    assert changed == 2
    result = get_result(round=open_round, organisation="GM0034", point="A1")
    assert (result.status, result.explanation, result.version) == ("achieved", "Klaar.", 2)
    assert result.changed_by == world.district_coordinator
    assert open_round.results.filter(version=1).count() == 20 - 3


def test_import_results_twice_changes_nothing_more(open_round: Round, tmp_path: Path) -> None:
    file = results_file(tmp_path, ("GM0034", "A1", "behaald", "Klaar."))
    import_results(round=open_round, file=file, by=None)

    with nothing_written():
        assert import_results(round=open_round, file=file, by=None) == 0


def test_import_results_takes_an_answer_back(open_round: Round, tmp_path: Path) -> None:
    set_result(round=open_round, organisation="GM0034", point="A1")

    import_results(round=open_round, file=results_file(tmp_path, ("GM0034", "A1", "", "")), by=None)

    assert get_result(round=open_round, organisation="GM0034", point="A1").status == "unanswered"


def test_import_results_of_an_empty_file_changes_nothing(open_round: Round, tmp_path: Path) -> None:
    with nothing_written():
        assert import_results(round=open_round, file=results_file(tmp_path), by=None) == 0


def test_import_results_says_not_applicable_of_a_point_that_applies(
    open_round: Round, tmp_path: Path
) -> None:
    file = results_file(tmp_path, ("GM0034", "A1", "n.v.t.", "Bij ons niet."))

    import_results(round=open_round, file=file, by=None)

    result = get_result(round=open_round, organisation="GM0034", point="A1")
    assert (result.status, result.scope) == ("not_applicable", "applicable")


def test_import_results_names_every_error_with_row_and_column(
    open_round: Round, tmp_path: Path
) -> None:
    file = results_file(
        tmp_path,
        ("GM0034", "A1", "behaald", "", "ronde-open"),
        ("GM1", "A1", "behaald", "", "ronde-open"),
        ("WS0650", "A1", "behaald", "", "ronde-open"),
        ("GM0034", "C7", "behaald", "", "ronde-open"),
        ("PV24", "A3", "", "", "ronde-open"),
        ("GM0034", "A2", "behaald", "x" * (MAX_EXPLANATION + 1), "ronde-open"),
        ("GM0034", "B1", "behaald", "", "andere"),
        ("GM0034", "B2", "behaald", "", ""),
        heading=(*HEADING, "ronde"),
    )

    with refused(
        "resultaten.csv, rij 3, kolom 1 (organisatie): "
        "de organisatie 'GM1' doet niet mee aan deze ronde.",
        "resultaten.csv, rij 4, kolom 1 (organisatie): "
        "de organisatie 'WS0650' doet niet mee aan deze ronde.",
        "resultaten.csv, rij 5, kolom 2 (ambitiepunt): het ambitiepunt 'C7' is niet in deze ronde.",
        "resultaten.csv, rij 6, kolom 3 (status): "
        "ambitiepunt A3 is niet van toepassing op PV24; alleen n.v.t. kan.",
        "resultaten.csv, rij 7, kolom 4 (toelichting): "
        f"de toelichting is langer dan {MAX_EXPLANATION} tekens.",
        "resultaten.csv, rij 8, kolom 5 (ronde): "
        "'andere' is niet de code van deze ronde (ronde-open).",
        "resultaten.csv, rij 9, kolom 5 (ronde): '' is niet de code van deze ronde (ronde-open).",
    ):
        import_results(round=open_round, file=file, by=None)


def test_import_results_with_very_many_errors_counts_the_rest(
    open_round: Round, tmp_path: Path
) -> None:
    rows = [(f"X{number}", "A1", "behaald", "") for number in range(60)]
    lines = [
        f"resultaten.csv, rij {number + 2}, kolom 1 (organisatie): "
        f"de organisatie 'X{number}' doet niet mee aan deze ronde."
        for number in range(50)
    ]

    with refused(*lines, "resultaten.csv: en nog 10 fouten."):
        import_results(round=open_round, file=results_file(tmp_path, *rows), by=None)


def test_import_results_for_an_exempted_pair_takes_only_not_applicable(
    world: World, tmp_path: Path
) -> None:
    round = make_round(norm=world.norm, state=RoundState.PLANNED)
    point = world.norm.points.get(code="A1")
    make_exemption(organisation=world.almere, point=point, from_round=round)
    round = make_round(norm=world.norm, code="later")
    file = results_file(tmp_path, ("GM0034", "A1", "behaald", ""))

    with refused(
        "resultaten.csv, rij 2, kolom 3 (status): "
        "ambitiepunt A1 is niet van toepassing op GM0034; alleen n.v.t. kan."
    ):
        import_results(round=round, file=file, by=None)


def test_import_results_explains_an_exempted_pair(world: World, tmp_path: Path) -> None:
    round = make_round(norm=world.norm, state=RoundState.PLANNED)
    point = world.norm.points.get(code="A1")
    make_exemption(organisation=world.almere, point=point, from_round=round)
    round = make_round(norm=world.norm, code="later")
    file = results_file(tmp_path, ("GM0034", "A1", "n.v.t.", "Besluit 12."))

    assert import_results(round=round, file=file, by=None) == 1
    result = get_result(round=round, organisation="GM0034", point="A1")
    assert (result.scope, result.explanation) == ("exempted", "Besluit 12.")


@pytest.mark.parametrize(
    ("state", "word"),
    [
        (RoundState.PLANNED, "gepland"),
        (RoundState.CLOSED, "gesloten"),
        (RoundState.PUBLISHED, "gepubliceerd"),
    ],
)
def test_import_results_into_a_round_that_is_not_open_is_refused(
    world: World, tmp_path: Path, state: RoundState, word: str
) -> None:
    round = make_round(norm=world.norm, code="ronde", state=state)
    file = results_file(tmp_path, ("GM0034", "A1", "behaald", ""))

    with refused(f"De ronde ronde is {word} en neemt geen resultaten aan."):
        import_results(round=round, file=file, by=None)


def test_import_results_believes_the_database_about_the_round(
    world: World, open_round: Round, tmp_path: Path
) -> None:
    Round.objects.filter(pk=open_round.pk).update(state=RoundState.CLOSED)
    assert open_round.is_open
    file = results_file(tmp_path, ("GM0034", "A1", "behaald", ""))

    with refused("De ronde ronde-open is gesloten en neemt geen resultaten aan."):
        import_results(round=open_round, file=file, by=None)


@pytest.mark.parametrize("state", [AssessmentState.SUBMITTED, AssessmentState.ADOPTED])
def test_import_results_of_what_is_handed_in_is_written(
    world: World, open_round: Round, tmp_path: Path, state: AssessmentState
) -> None:
    """The district's file may correct what an organisation handed in."""
    set_assessment(round=open_round, organisation=world.almere, state=state)
    file = results_file(tmp_path, ("GM0034", "A1", "behaald", ""))

    assert import_results(round=open_round, file=file, by=None) == 1


MOVE_OTHERS = {
    "sqlite": [
        "CREATE TRIGGER colleague AFTER UPDATE ON monitoring_result WHEN NEW.id = {first} BEGIN"
        " UPDATE monitoring_result SET version = version + 1 WHERE id = {second}; END"
    ],
    "postgresql": [
        "CREATE FUNCTION colleague() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " UPDATE monitoring_result SET version = version + 1 WHERE id = {second}; RETURN NULL;"
        " END $$",
        "CREATE TRIGGER colleague AFTER UPDATE ON monitoring_result FOR EACH ROW"
        " WHEN (NEW.id = {first}) EXECUTE FUNCTION colleague()",
    ],
}


def test_import_results_writes_nothing_when_a_row_moves_under_it(
    open_round: Round, tmp_path: Path
) -> None:
    """A trigger plays the colleague who saves while the file is being written."""
    first = get_result(round=open_round, organisation="GM0034", point="A1")
    second = get_result(round=open_round, organisation="GM0034", point="A2")
    file = results_file(tmp_path, ("GM0034", "A1", "behaald", ""), ("GM0034", "A2", "behaald", ""))
    connection.check_constraints()
    for sql in MOVE_OTHERS[connection.vendor]:
        execute(sql.format(first=first.pk, second=second.pk))

    with refused("Iemand anders wijzigde tegelijk een resultaat; er is niets opgeslagen."):
        import_results(round=open_round, file=file, by=None)
