"""Data of a published round are what was published."""

import hashlib

import pytest

from ambitions.models import Organisation
from monitoring.actions.erratum import Correction, publish_erratum
from monitoring.choices import RoundState
from monitoring.snapshot import as_document, as_json, take
from reports.exports import csv
from tests.conftest import World
from tests.exporting import exported
from tests.factories import get_result
from tests.reports.conftest import MakeRound


def test_json_of_a_published_round_is_the_publication(rich_round: MakeRound) -> None:
    round = rich_round(RoundState.PUBLISHED)
    publication = round.publications.get()

    content = exported(round, "json")

    assert content == publication.content.encode()
    assert hashlib.sha256(content).hexdigest() == publication.sha256


def test_files_of_a_published_round_are_those_of_its_rows(
    world: World, rich_round: MakeRound
) -> None:
    round = rich_round(RoundState.PUBLISHED)

    assert exported(round, "csv") == csv.render_rows(round, take(round).rows)
    for organisation in Organisation.objects.filter(assessments__round=round):
        part = take(round, organisation)
        assert exported(round, "csv", organisation) == csv.render_rows(round, part.rows)
        as_it_was = as_json(as_document(part)).encode()
        assert exported(round, "json", organisation) == as_it_was


@pytest.mark.parametrize("format", ["csv", "json", "ods", "xlsx"])
@pytest.mark.parametrize("whole", [True, False])
def test_file_stays_the_same_when_an_organisation_gets_another_name(
    world: World, rich_round: MakeRound, format: str, whole: bool
) -> None:
    round = rich_round(RoundState.PUBLISHED)
    organisation = None if whole else world.almere
    before = exported(round, format, organisation)

    Organisation.objects.filter(pk=world.almere.pk).update(name="Almere-Stad")

    assert exported(round, format, organisation) == before


def test_file_after_an_erratum_is_of_the_erratum(rich_round: MakeRound) -> None:
    round = rich_round(RoundState.PUBLISHED)
    result = get_result(round=round, organisation="GM0034", point="A1")
    correction = Correction(result.pk, result.version, "not_achieved", "Er is nog geen plan.")
    erratum = publish_erratum(round=round, corrections=[correction], reason="Fout.", by=None)

    assert exported(round, "json") == erratum.content.encode()
    assert "Er is nog geen plan." in exported(round, "csv").decode()
