"""`verify_figures` against somebody who can write rows: the log does not go along."""

import json
from typing import Any

import pytest
from django.db import connection

from accounts.models import AuditEvent
from accounts.triggers import uninstall
from monitoring.actions.erratum import Correction, publish_erratum
from monitoring.choices import RoundState
from monitoring.models import Publication, Result, Round
from monitoring.seal import statement
from monitoring.snapshot import as_document, as_json, digest, take
from tests.conftest import ALL_GUARDS, World
from tests.factories import get_result, make_round
from tests.running import refuse, say
from tests.signing import use_new_key

CODE = "ronde-gepubliceerd"


@pytest.fixture
def signed_by(settings: Any, tmp_path: Any) -> str:
    return use_new_key(settings, tmp_path / "sleutel.pem")


def unguarded() -> None:
    connection.check_constraints()
    uninstall(ALL_GUARDS, connection)


def put_right(round: Round) -> None:
    result = get_result(round=round, organisation="GM0034", point="A1")
    correction = Correction(result.pk, result.version, "not_achieved", "Verwisseld.")
    publish_erratum(round=round, corrections=[correction], reason="Fout.", by=None)


def test_signature_that_was_taken_away_is_found(signed_by: str, published_round: Round) -> None:
    unguarded()
    Publication.objects.update(signature="", key_id="")

    assert refuse("verify_figures") == [
        f"{CODE}: logboek: publicatie 1, sleutel: vastgelegd {signed_by}, nu niets"
    ]


def test_publication_that_was_made_up_whole_is_found(published_round: Round) -> None:
    """Rows, content, hash and statement all tell the same story, and it is not what was told."""
    before = published_round.publications.get()
    unguarded()
    Result.objects.filter(status="partly").update(status="achieved", explanation="")
    content = as_json(as_document(take(published_round)))
    Publication.objects.update(content=content, sha256=digest(content))
    made_up = Publication.objects.get()
    Publication.objects.update(statement=statement(made_up))
    made_up.refresh_from_db()

    assert refuse("verify_figures") == [
        f"{CODE}: logboek: publicatie 1, sha256: vastgelegd {before.sha256}, nu {made_up.sha256}",
        f"{CODE}: logboek: publicatie 1, zegel: vastgelegd {digest(before.statement)}, "
        f"nu {digest(made_up.statement)}",
    ]


def test_statement_that_was_taken_away_is_found(published_round: Round) -> None:
    sealed = digest(published_round.publications.get().statement)
    unguarded()
    Publication.objects.update(statement="")

    assert refuse("verify_figures") == [
        f"{CODE}: logboek: publicatie 1, zegel: vastgelegd {sealed}, nu niets"
    ]


def test_erratum_that_was_taken_back_is_found(published_round: Round) -> None:
    before = Result.objects.filter(organisation__code="GM0034", point__code="A1").values().get()
    put_right(published_round)
    unguarded()
    Publication.objects.get(number=2).delete()
    Result.objects.filter(pk=before["id"]).update(status=before["status"], explanation="")

    assert refuse("verify_figures", CODE) == [
        f"{CODE}: logboek: publicatie 2 is gemaakt, maar ontbreekt"
    ]


@pytest.mark.parametrize("with_publications", [True, False])
def test_published_round_that_was_put_back_is_found(
    published_round: Round, with_publications: bool
) -> None:
    unguarded()
    Round.objects.update(state=RoundState.CLOSED)
    if not with_publications:
        Publication.objects.all().delete()

    lines = refuse("verify_figures")

    assert f"{CODE}: de ronde is gepubliceerd, maar haar stand is nu gesloten" in lines
    assert with_publications or any("haar publicatie ontbreekt" in line for line in lines)
    assert refuse("verify_figures", CODE) == lines


def test_publication_that_nobody_made_is_found(world: World, published_round: Round) -> None:
    other = make_round(norm=world.norm, code="gesloten", state=RoundState.CLOSED)
    unguarded()
    Round.objects.filter(pk=other.pk).update(state=RoundState.PUBLISHED)
    other.refresh_from_db()
    content = as_json(as_document(take(other)))
    found = Publication.objects.get()
    made_up = Publication(
        round=other,
        number=1,
        formula="behaald-1",
        content=content,
        sha256=digest(content),
        published_at=found.published_at,
    )
    made_up.statement = statement(made_up)
    made_up.save()

    assert refuse("verify_figures") == [
        "gesloten: logboek: van publicatie 1 staat niet in dat zij is gemaakt"
    ]


def test_event_of_before_the_log_kept_the_seal_says_nothing_of_it(published_round: Round) -> None:
    unguarded()
    event = AuditEvent.objects.get(type="round_published")
    kept = {key: event.new_values[key] for key in ("formule", "sha256")}
    AuditEvent.objects.filter(pk=event.pk).update(new=json.dumps(kept))

    assert say("verify_figures") == "1 gepubliceerde rondes nagerekend, alles klopt.\n"
