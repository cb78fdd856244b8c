"""`verify_figures`: what was published is recomputed from its rows, and every difference shows."""

import hashlib
import json

import pytest
from django.db import connection

from accounts.triggers import uninstall
from monitoring.actions.erratum import Correction, publish_erratum
from monitoring.choices import RoundState
from monitoring.models import Publication, Result, Round
from tests.conftest import ALL_GUARDS, World
from tests.factories import get_result, make_round
from tests.running import refuse, say

CODE = "ronde-gepubliceerd"


def differences_told(*arguments: str) -> list[str]:
    """What the command finds, but for what it finds in the seal and the log.

    Those have tests of their own: `test_sealing`, and `test_verification_log`.
    """
    lines = refuse("verify_figures", *arguments)
    return [line for line in lines if " zegel, " not in line and " logboek: " not in line]


@pytest.fixture
def unguarded_round(published_round: Round) -> Round:
    """The published round in a database whose guards somebody took away."""
    connection.check_constraints()
    uninstall(ALL_GUARDS, connection)
    return published_round


def test_verify_figures_of_what_is_right(published_round: Round) -> None:
    assert say("verify_figures") == "1 gepubliceerde rondes nagerekend, alles klopt.\n"
    assert say("verify_figures", CODE) == "1 gepubliceerde rondes nagerekend, alles klopt.\n"


@pytest.mark.django_db
def test_verify_figures_without_anything_published() -> None:
    assert say("verify_figures") == "0 gepubliceerde rondes nagerekend, alles klopt.\n"


@pytest.mark.parametrize("state", [RoundState.OPEN, RoundState.CLOSED])
def test_verify_figures_of_a_round_that_is_not_published_is_refused(
    world: World, state: RoundState
) -> None:
    make_round(norm=world.norm, code="ronde", state=state)

    assert refuse("verify_figures", "ronde") == ["De ronde ronde is niet gepubliceerd."]


def test_verify_figures_finds_a_changed_status(unguarded_round: Round) -> None:
    rows = Result.objects.filter(organisation__code="GM0034", point__code="A1")
    rows.update(status="not_achieved")

    lines = differences_told()

    assert f"{CODE}: resultaat GM0034 A1, status: gepubliceerd achieved, nu not_achieved" in lines
    assert f"{CODE}: totaal, achieved: gepubliceerd 1, nu 0" in lines
    assert f"{CODE}: totaal, percentage: gepubliceerd 5.6, nu 0.0" in lines
    assert f"{CODE}: thema A, achieved: gepubliceerd 1, nu 0" in lines
    assert f"{CODE}: ambitiepunt A1, achieved: gepubliceerd 1, nu 0" in lines
    assert f"{CODE}: organisatie GM0034, achieved: gepubliceerd 1, nu 0" in lines
    assert f"{CODE}: organisatie GM0034, thema A, achieved: gepubliceerd 1, nu 0" in lines


def test_verify_figures_finds_two_statuses_that_were_swapped(unguarded_round: Round) -> None:
    """Every count of the round, the theme and the organisation stays the same."""
    rows = Result.objects.filter(organisation__code="GM0034")
    rows.filter(point__code="A1").update(status="partly")
    rows.filter(point__code="A2").update(status="achieved")

    lines = differences_told(CODE)

    assert f"{CODE}: resultaat GM0034 A2, status: gepubliceerd partly, nu achieved" in lines
    assert not [line for line in lines if "totaal" in line or ": thema" in line]


def test_verify_figures_finds_a_changed_explanation(unguarded_round: Round) -> None:
    Result.objects.filter(organisation__code="GM0034", point__code="A1").update(explanation="X")

    assert differences_told() == [f"{CODE}: resultaat GM0034 A1, toelichting: gepubliceerd , nu X"]


def test_verify_figures_finds_a_row_that_is_gone(unguarded_round: Round) -> None:
    Result.objects.filter(organisation__code="GM0034", point__code="A1").delete()

    assert (
        f"{CODE}: resultaat GM0034 A1, status: gepubliceerd achieved, nu niets"
        in differences_told()
    )


def test_verify_figures_finds_a_changed_formula(world: World, unguarded_round: Round) -> None:
    type(world.norm).objects.filter(pk=world.norm.pk).update(formula="behaald-half-1")

    lines = differences_told()

    assert f"{CODE}: formule, formule: gepubliceerd behaald-1, nu behaald-half-1" in lines


def test_verify_figures_finds_changed_content(unguarded_round: Round) -> None:
    publication = Publication.objects.get()
    content = publication.content.replace('"achieved": 1', '"achieved": 2', 1)
    Publication.objects.update(content=content)
    sha256 = hashlib.sha256(content.encode()).hexdigest()

    lines = differences_told()

    assert (
        f"{CODE}: het controlegetal is {sha256}, bij publicatie was het {publication.sha256}"
        in lines
    )
    assert any(line.endswith("achieved: gepubliceerd 2, nu 1") for line in lines)


def test_verify_figures_finds_content_that_was_changed_with_its_hash(
    unguarded_round: Round,
) -> None:
    content = Publication.objects.get().content.replace('"achieved": 1', '"achieved": 2')
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    Publication.objects.update(content=content, sha256=sha256)

    lines = differences_told()

    assert f"{CODE}: totaal, achieved: gepubliceerd 2, nu 1" in lines
    assert not [line for line in lines if "controlegetal" in line]


def test_verify_figures_finds_a_changed_percentage(unguarded_round: Round) -> None:
    document = json.loads(Publication.objects.get().content)
    document["total"]["percentage"] = "83.0"
    Publication.objects.update(content=json.dumps(document))

    assert f"{CODE}: totaal, percentage: gepubliceerd 83.0, nu 5.6" in differences_told()


def test_verify_figures_finds_a_changed_hash(unguarded_round: Round) -> None:
    publication = Publication.objects.get()
    Publication.objects.update(sha256="0" * 64)

    assert differences_told() == [
        f"{CODE}: het controlegetal is {publication.sha256}, bij publicatie was het {'0' * 64}"
    ]


def test_verify_figures_finds_a_missing_publication(unguarded_round: Round) -> None:
    Publication.objects.all().delete()

    assert differences_told() == [
        f"{CODE}: de ronde is gepubliceerd, maar haar publicatie ontbreekt"
    ]


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", "null", '{"formula": "behaald-1"}'])
def test_verify_figures_finds_content_that_cannot_be_read(
    unguarded_round: Round, content: str
) -> None:
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    Publication.objects.update(content=content, sha256=sha256)

    assert differences_told() == [f"{CODE}: de inhoud van de publicatie is niet meer te lezen"]


def test_verify_figures_names_every_round_with_a_difference(
    world: World, unguarded_round: Round
) -> None:
    make_round(norm=world.norm, code="andere", state=RoundState.PUBLISHED)
    Publication.objects.update(sha256="0" * 64)

    lines = differences_told()

    assert [line.partition(":")[0] for line in lines] == ["andere", CODE]


# --- After an erratum: the newest is of today's rows, an older one of its own ---------------------


@pytest.fixture
def corrected_round(published_round: Round) -> Round:
    """Published twice: the erratum says that A1 of Almere is not achieved."""
    result = get_result(round=published_round, organisation="GM0034", point="A1")
    correction = Correction(result.pk, result.version, "not_achieved", "Verwisseld.")
    publish_erratum(round=published_round, corrections=[correction], reason="Fout.", by=None)
    return published_round


@pytest.fixture
def unguarded_erratum(corrected_round: Round) -> Round:
    connection.check_constraints()
    uninstall(ALL_GUARDS, connection)
    return corrected_round


@pytest.mark.usefixtures("corrected_round")
def test_verify_figures_of_an_erratum_that_is_right() -> None:
    assert say("verify_figures") == "1 gepubliceerde rondes nagerekend, alles klopt.\n"


@pytest.mark.usefixtures("unguarded_erratum")
def test_verify_figures_compares_the_rows_with_the_newest_publication() -> None:
    rows = Result.objects.filter(organisation__code="GM0034", point__code="A1")
    rows.update(status="achieved")

    lines = differences_told()

    row = "resultaat GM0034 A1, status: gepubliceerd not_achieved, nu achieved"
    assert f"{CODE}: publicatie 2, {row}" in lines
    assert {line.split(",")[0] for line in lines} == {f"{CODE}: publicatie 2"}


@pytest.mark.usefixtures("unguarded_erratum")
def test_verify_figures_recomputes_an_older_publication_from_its_own_rows() -> None:
    _rewrite(number=1, old='"achieved": 1', new='"achieved": 2')

    lines = differences_told()

    assert f"{CODE}: publicatie 1, totaal, achieved: gepubliceerd 2, nu 1" in lines
    assert f"{CODE}: publicatie 1, ambitiepunt A1, achieved: gepubliceerd 2, nu 1" in lines
    assert {line.split(",")[0] for line in lines} == {f"{CODE}: publicatie 1"}


@pytest.mark.usefixtures("unguarded_erratum")
def test_verify_figures_finds_a_row_that_was_changed_in_an_older_publication() -> None:
    _rewrite(number=1, old='"status": "achieved"', new='"status": "partly"')

    assert f"{CODE}: publicatie 1, totaal, achieved: gepubliceerd 1, nu 0" in differences_told()


@pytest.mark.usefixtures("unguarded_erratum")
def test_verify_figures_finds_an_older_publication_with_another_hash() -> None:
    first = Publication.objects.get(number=1)
    Publication.objects.filter(number=1).update(sha256="0" * 64)

    assert differences_told() == [
        f"{CODE}: publicatie 1, het controlegetal is {first.sha256}, "
        f"bij publicatie was het {'0' * 64}"
    ]


@pytest.mark.usefixtures("unguarded_erratum")
@pytest.mark.parametrize("content", ["", "{}", '{"results": 1}'])
def test_verify_figures_finds_an_older_publication_that_cannot_be_read(content: str) -> None:
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    Publication.objects.filter(number=1).update(content=content, sha256=sha256)

    assert differences_told() == [
        f"{CODE}: publicatie 1, de inhoud van de publicatie is niet meer te lezen"
    ]


@pytest.mark.usefixtures("unguarded_erratum")
def test_verify_figures_finds_a_publication_that_is_gone() -> None:
    Publication.objects.filter(number=2).update(number=3)

    assert differences_told() == [f"{CODE}: publicatie 2 ontbreekt"]


def test_verify_figures_finds_a_broken_succession(world: World, unguarded_erratum: Round) -> None:
    other = make_round(norm=world.norm, code="andere", state=RoundState.PUBLISHED)
    Publication.objects.filter(round=unguarded_erratum, number=2).update(
        predecessor=other.publications.get()
    )

    assert differences_told(CODE) == [f"{CODE}: publicatie 2 vervangt niet de publicatie ervoor"]


def _rewrite(*, number: int, old: str, new: str) -> None:
    """Changes the content of a publication together with its hash."""
    publication = Publication.objects.get(number=number)
    content = publication.content.replace(old, new)
    assert content != publication.content
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    Publication.objects.filter(pk=publication.pk).update(content=content, sha256=sha256)
