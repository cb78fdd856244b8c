"""Remembering which files were made from a publication."""

import hashlib

import pytest

from monitoring.choices import RoundState
from monitoring.models import Publication, Round
from reports.actions.exports import export_round
from reports.actions.made_files import remember_file
from reports.documents.blocks import Level
from reports.exports import FORMATS
from reports.models import MadeFile
from tests.breaking import integrity_error
from tests.conftest import World
from tests.factories import make_round

CONTENT = b"%PDF-1.7 een rapport"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


def remember(publication: Publication, content: bytes | str = CONTENT) -> str:
    return remember_file(
        content=content,
        publication=publication,
        format="pdf",
        what="eindevaluatie",
        level=Level.INTERNAL,
        by=None,
    )


def test_file_is_remembered_by_its_hash_only(published_round: Round) -> None:
    publication = published_round.publications.get()

    assert remember(publication) == SHA256

    made = MadeFile.objects.get()
    assert (made.sha256, made.publication, made.format) == (SHA256, publication, "pdf")
    assert (made.what, made.level, made.organisation) == ("eindevaluatie", "intern", None)
    assert str(made) == f"eindevaluatie (pdf) van {publication}"


def test_same_file_again_changes_nothing(published_round: Round) -> None:
    publication = published_round.publications.get()
    remember(publication)
    first = MadeFile.objects.get()

    assert remember(publication, SHA256) == SHA256

    assert MadeFile.objects.get().made_first_at == first.made_first_at


@pytest.mark.parametrize("content", ["", "0" * 63, "Z" * 64, f"{'0' * 64}\n"])
def test_what_is_no_hash_is_not_remembered(published_round: Round, content: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        remember(published_round.publications.get(), content)

    assert not MadeFile.objects.exists()


def test_what_is_remembered_stays(published_round: Round) -> None:
    remember(published_round.publications.get())

    with integrity_error("verandert niet"):
        MadeFile.objects.update(what="iets anders")
    with integrity_error("verandert niet"):
        MadeFile.objects.all().delete()


def test_level_is_one_of_three(published_round: Round) -> None:
    made = MadeFile(
        sha256=SHA256,
        publication=published_round.publications.get(),
        level="geheim",
        made_first_at=published_round.publications.get().published_at,
    )
    with integrity_error("reports_made_file_level_known"):
        made.save()


@pytest.mark.parametrize("format", ["csv", "json"])
@pytest.mark.parametrize("whole", [True, False])
def test_export_of_a_published_round_is_remembered(
    world: World, published_round: Round, format: str, whole: bool
) -> None:
    organisation = None if whole else world.almere

    content = export_round(
        round=published_round, format=FORMATS[format], organisation=organisation, by=None
    )

    made = MadeFile.objects.get()
    assert made.sha256 == hashlib.sha256(content).hexdigest()
    assert (made.format, made.level, made.organisation) == (format, "vertrouwelijk", organisation)
    assert made.what == ("gegevens van de hele ronde" if whole else "gegevens van Almere")


def test_export_of_a_round_that_is_not_published_is_not_remembered(world: World) -> None:
    round = make_round(norm=world.norm, code="ronde", state=RoundState.CLOSED)

    export_round(round=round, format=FORMATS["json"], organisation=None, by=None)

    assert not MadeFile.objects.exists()
