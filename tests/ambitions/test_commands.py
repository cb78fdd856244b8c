"""`import_norm` and `import_organisations`."""

from pathlib import Path

import pytest

from ambitions.models import Norm, Organisation
from tests.breaking import nothing_written
from tests.factories import make_region
from tests.files import NORM, ORGANISATIONS, yaml_path
from tests.running import refuse, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def norm(tmp_path: Path) -> Path:
    make_region(code="flevoland")
    return yaml_path(tmp_path, NORM, name="norm.yaml")


@pytest.fixture
def organisations(tmp_path: Path) -> Path:
    return yaml_path(tmp_path, ORGANISATIONS, name="organisaties.yaml")


def test_import_norm_says_what_was_loaded(norm: Path) -> None:
    assert say("import_norm", norm) == (
        "Norm 1.0: 3 ambitiepunten in 2 thema's, gepubliceerd, geladen\n"
    )
    assert say("import_norm", norm) == (
        "Norm 1.0: 3 ambitiepunten in 2 thema's, gepubliceerd, ongewijzigd\n"
    )


def test_import_norm_as_a_draft(norm: Path) -> None:
    assert "concept, geladen" in say("import_norm", norm, "--draft")
    assert Norm.objects.get().state == "draft"


@pytest.mark.parametrize("draft", [(), ("--draft",)])
def test_import_norm_dry_run_writes_nothing(norm: Path, draft: tuple[str, ...]) -> None:
    with nothing_written():
        said = say("import_norm", norm, "--dry-run", *draft)

    assert said.endswith(", geladen (proef: er is niets opgeslagen)\n")


def test_import_norm_dry_run_finds_every_error(norm: Path) -> None:
    norm.write_text(NORM.replace("region: flevoland", "region: friesland"))

    assert refuse("import_norm", norm, "--dry-run") == [
        "norm.yaml, rij 1, kolom 57: de regio friesland bestaat niet."
    ]


def test_import_norm_with_errors_writes_nothing(norm: Path) -> None:
    norm.write_text(NORM.replace("code: A1\n", "code: A2\n"))

    assert refuse("import_norm", norm) == [
        "norm.yaml, rij 12, kolom 16: het ambitiepunt A2 staat er twee keer."
    ]


def test_import_norm_from_nowhere(tmp_path: Path) -> None:
    assert refuse("import_norm", tmp_path / "nergens.yaml") == [
        "nergens.yaml: dit bestand bestaat niet."
    ]


def test_import_organisations_says_what_changed(organisations: Path) -> None:
    assert say("import_organisations", organisations) == (
        "Flevoland: 3 organisaties in het bestand, 3 nieuw, 0 gewijzigd\n"
    )
    organisations.write_text(ORGANISATIONS.replace("name: Urk", "name: Gemeente Urk"))
    assert say("import_organisations", organisations) == (
        "Flevoland: 3 organisaties in het bestand, 0 nieuw, 1 gewijzigd\n"
    )


def test_import_organisations_dry_run_writes_nothing(organisations: Path) -> None:
    with nothing_written():
        said = say("import_organisations", organisations, "--dry-run")

    assert said == (
        "Flevoland: 3 organisaties in het bestand, 3 nieuw, 0 gewijzigd"
        " (proef: er is niets opgeslagen)\n"
    )


def test_import_organisations_with_one_error_writes_none_of_them(organisations: Path) -> None:
    organisations.write_text(ORGANISATIONS.replace("kind: province", "kind: land"))

    (line,) = refuse("import_organisations", organisations)

    assert line.startswith("organisaties.yaml, rij 5, kolom 40: 'land' is geen keuze")
    assert not Organisation.objects.exists()
