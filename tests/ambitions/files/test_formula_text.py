"""Text that a spreadsheet would compute: never a formula in CSV, and always the same text again."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ambitions.files.formula_text import guarded, unguarded
from monitoring.files.results_file import read_results
from monitoring.models import Round
from tests.exporting import exported
from tests.factories import set_result

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
TEXTS = st.text(st.sampled_from([*DANGEROUS, "'", '"', ";", ",", "\n", "a", " ", "é"]), max_size=8)


@pytest.mark.parametrize("first", DANGEROUS)
def test_guarded_puts_an_apostrophe_before_a_formula(first: str) -> None:
    assert guarded(f"{first}1+1") == f"'{first}1+1"


@pytest.mark.parametrize("text", ["", "gewoon", "'s avonds", "''", "a=b", " =1", "\n=1", "1-2"])
def test_guarded_leaves_other_text_alone(text: str) -> None:
    assert guarded(text) == unguarded(text) == text


@pytest.mark.parametrize("text", ["'=1", "''=1", "'''@x", "'-"])
def test_guarded_adds_one_apostrophe_to_those_before_a_formula(text: str) -> None:
    assert guarded(text) == f"'{text}"


@given(TEXTS)
def test_unguarded_gives_the_text_that_was_guarded(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(TEXTS)
def test_guarded_is_never_a_formula(text: str) -> None:
    assert not guarded(text).startswith(DANGEROUS)


@pytest.mark.parametrize("text", ["=1+1", "+31 6", "-5", "@iemand", "\tx", "\rx", "'=x", "''+x"])
def test_csv_export_holds_no_formula_and_comes_back_unchanged(
    open_round: Round, tmp_path: Path, text: str
) -> None:
    set_result(round=open_round, organisation="GM0034", point="A1", explanation=text)
    path = tmp_path / "ronde.csv"
    path.write_bytes(exported(open_round, "csv"))

    text_file = io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")
    cells = [cell for row in csv.reader(text_file, delimiter=";") for cell in row]

    assert not [cell for cell in cells if cell.startswith(DANGEROUS)]
    row = next(row for row in read_results(path).rows if row.explanation)
    assert (row.organisation, row.point, row.explanation) == ("GM0034", "A1", text)


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40))
def test_csv_export_of_any_text_comes_back_unchanged(
    open_round: Round, tmp_path: Path, text: str
) -> None:
    set_result(round=open_round, organisation="GM0034", point="A1", explanation=text)
    path = tmp_path / "ronde.csv"
    path.write_bytes(exported(open_round, "csv"))

    read = {(row.organisation, row.point): row.explanation for row in read_results(path).rows}

    assert read["GM0034", "A1"] == text
