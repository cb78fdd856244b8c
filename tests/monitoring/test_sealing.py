"""The seal of a publication: what it says, that it holds, and that every change shows."""

import hashlib
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import AuditEvent
from accounts.refusals import Refused
from accounts.triggers import uninstall
from monitoring.actions.erratum import Correction, publish_erratum
from monitoring.actions.publication import publish_round
from monitoring.choices import RoundState
from monitoring.models import Publication, Round
from monitoring.seal import SignatureState, seal_differences, signature_state, statement, told
from monitoring.signing import public_keys
from tests.breaking import nothing_written
from tests.conftest import ALL_GUARDS, World
from tests.factories import get_result, make_round
from tests.running import refuse, say
from tests.signing import use_new_key

CODE = "ronde-gepubliceerd"
REASON = "De uitslag van Almere was verwisseld."


@pytest.fixture
def signed_by(settings: Any, tmp_path: Path) -> str:
    return use_new_key(settings, tmp_path / "sleutel.pem")


def put_right(round: Round, status: str = "not_achieved") -> Publication:
    result = get_result(round=round, organisation="GM0034", point="A1")
    correction = Correction(result.pk, result.version, status, "Er is nog geen plan.")
    return publish_erratum(round=round, corrections=[correction], reason=REASON, by=None)


def unguarded() -> None:
    """Somebody takes the guards away who may change the tables."""
    connection.check_constraints()
    uninstall(ALL_GUARDS, connection)


def found_in_seal() -> list[str]:
    """What `verify_figures` finds, but for what the log says (`test_verification_log`)."""
    return [line for line in refuse("verify_figures") if " logboek: " not in line]


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_statement_names_what_is_sealed_and_no_result(published_round: Round) -> None:
    found = published_round.publications.get()

    sealed = json.loads(found.statement)

    assert sealed == {
        "schema": "flevonorm.seal/1",
        "round": {
            "code": CODE,
            "name": published_round.name,
            "reference_date": "2025-10-01",
        },
        "norm": {"code": "norm", "version": "1.0", "title": "Norm van de tests", "example": False},
        "publication": 1,
        "formula": "behaald-1",
        "content_sha256": sha256(found.content),
        "surroundings_sha256": sha256(found.surroundings),
        "predecessor": None,
        "reason_sha256": None,
        "published_at": found.published_at.isoformat(),
    }
    assert found.statement == json.dumps(sealed, indent=2, sort_keys=True) + "\n"
    assert (found.signature, found.key_id) == ("", "")


def test_statement_of_an_erratum_is_chained_and_does_not_tell_the_reason(
    published_round: Round,
) -> None:
    first = published_round.publications.get()

    erratum = put_right(published_round)

    sealed = json.loads(erratum.statement)
    assert sealed["predecessor"] == {
        "publication": 1,
        "content_sha256": first.sha256,
        "seal_sha256": sha256(first.statement),
    }
    assert sealed["reason_sha256"] == sha256(REASON)
    assert "Almere" not in erratum.statement


def test_publication_is_signed_and_the_log_knows(signed_by: str, published_round: Round) -> None:
    erratum = put_right(published_round)

    for found in published_round.publications.all():
        assert found.key_id == signed_by
        assert signature_state(found, public_keys()) is SignatureState.GENUINE
    event = AuditEvent.objects.filter(type="erratum_published").get()
    assert event.new_values["zegel"] == sha256(erratum.statement)
    assert event.new_values["sleutel"] == signed_by
    assert say("verify_figures") == "1 gepubliceerde rondes nagerekend, alles klopt.\n"


@pytest.mark.parametrize("is_there", [True, False])
def test_publishing_stops_when_it_cannot_be_signed(
    world: World, settings: Any, tmp_path: Path, is_there: bool
) -> None:
    round = make_round(norm=world.norm, code="ronde", state=RoundState.CLOSED)
    settings.SIGNING_KEY_FILE = str(tmp_path / "sleutel.pem")
    if is_there:
        (tmp_path / "sleutel.pem").write_text("geen sleutel")

    with nothing_written(), pytest.raises(Refused, match="kan niet worden ondertekend"):
        publish_round(round=round, by=None)

    assert Publication.objects.count() == 0
    assert Round.objects.get().state == RoundState.CLOSED


def test_erratum_stops_when_it_cannot_be_signed(
    published_round: Round, settings: Any, tmp_path: Path
) -> None:
    settings.SIGNING_KEY_FILE = str(tmp_path / "weg.pem")

    with nothing_written(), pytest.raises(Refused, match="kan niet worden ondertekend"):
        put_right(published_round)

    assert published_round.publications.count() == 1


def test_publish_round_says_with_what_it_signed(world: World, signed_by: str) -> None:
    make_round(norm=world.norm, code="ronde", state=RoundState.CLOSED)

    assert f"Ondertekend met de sleutel {signed_by}.\n" in say("publish_round", "ronde")


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"reason": "Niets aan de hand."}, "zegel, reason_sha256: "),
        ({"formula": "behaald-half-1"}, "zegel, formula: "),
        ({"surroundings": "", "surroundings_sha256": ""}, "zegel, surroundings_sha256: "),
        ({"surroundings": "{}"}, "het controlegetal van wat rapporten verder vertellen"),
        ({"statement": "{}"}, "zegel, content_sha256: "),
        ({"statement": "["}, "de verklaring van het zegel is niet meer te lezen"),
        ({"statement": "[]"}, "de verklaring van het zegel is niet meer te lezen"),
        (
            {"statement": "", "signature": "", "key_id": ""},
            "de verklaring van het zegel ontbreekt",
        ),
        ({"signature": "00" * 64}, "de handtekening klopt niet"),
    ],
)
def test_verify_figures_finds_what_was_changed(
    signed_by: str, published_round: Round, changes: dict[str, str], line: str
) -> None:
    put_right(published_round)
    unguarded()

    Publication.objects.filter(number=2).update(**changes)

    assert [found for found in refuse("verify_figures") if f"publicatie 2, {line}" in found]


def test_verify_figures_finds_a_statement_in_another_hand(
    signed_by: str, published_round: Round
) -> None:
    found = published_round.publications.get()
    unguarded()

    Publication.objects.update(statement=json.dumps(json.loads(found.statement)))

    assert found_in_seal() == [
        f"{CODE}: de verklaring van het zegel is anders geschreven",
        f"{CODE}: de handtekening klopt niet",
    ]


def test_verify_figures_finds_a_predecessor_that_was_replaced(published_round: Round) -> None:
    put_right(published_round)
    first = published_round.publications.get(number=1)
    unguarded()
    content = first.content.replace(published_round.name, "Een andere naam")
    Publication.objects.filter(pk=first.pk).update(content=content, sha256=sha256(content))
    first.refresh_from_db()

    Publication.objects.filter(pk=first.pk).update(statement=statement(first))

    lines = found_in_seal()
    assert [line for line in lines if f"{CODE}: publicatie 2, zegel, predecessor: " in line]
    assert [line for line in lines if "publicatie 1" in line] == []


def test_verify_figures_tells_of_a_key_that_is_not_known(
    signed_by: str, settings: Any, tmp_path: Path, published_round: Round
) -> None:
    use_new_key(settings, tmp_path / "nieuw.pem")

    assert say("verify_figures") == (
        f"{CODE}: publicatie 1: handtekening niet te controleren, de sleutel {signed_by} is niet "
        "bekend (SIGNING_PUBLIC_KEYS)\n"
        "1 gepubliceerde rondes nagerekend, alles klopt.\n"
    )

    settings.SIGNING_PUBLIC_KEYS = [str(tmp_path / "sleutel.pub.pem")]
    assert say("verify_figures") == "1 gepubliceerde rondes nagerekend, alles klopt.\n"


def test_publication_of_before_the_seal_stays_right(published_round: Round) -> None:
    unguarded()
    nothing = {"statement": "", "surroundings": "", "surroundings_sha256": ""}
    Publication.objects.update(**nothing)
    event = AuditEvent.objects.get(type="round_published")
    kept = {key: event.new_values[key] for key in ("nummer", "formule", "sha256")}
    AuditEvent.objects.filter(pk=event.pk).update(new=json.dumps(kept))

    erratum = put_right(published_round)

    sealed = json.loads(erratum.statement)
    assert sealed["predecessor"]["seal_sha256"] is None
    assert say("verify_figures") == "1 gepubliceerde rondes nagerekend, alles klopt.\n"
    assert told(published_round.publications.get(number=1))["publication"] == 1


def test_signature_without_a_statement_is_a_difference(published_round: Round) -> None:
    found = published_round.publications.get()
    found.statement, found.signature, found.key_id = "", "00", "11"

    assert list(seal_differences(found, {})) == [
        "er is een handtekening, maar geen verklaring van het zegel"
    ]


@pytest.mark.parametrize(
    "changes", [{"signature": "00"}, {"key_id": "00"}, {"signature": "0", "key_id": "0"}]
)
def test_half_a_signature_is_refused_by_the_database(
    published_round: Round, changes: dict[str, str]
) -> None:
    unguarded()
    changes = {"statement": "", **changes}

    with pytest.raises(IntegrityError, match="signed_whole"), transaction.atomic():
        Publication.objects.update(**changes)


def test_statement_of_content_that_cannot_be_read_is_told_once(published_round: Round) -> None:
    unguarded()
    Publication.objects.update(content="{}", sha256=sha256("{}"))

    assert found_in_seal() == [f"{CODE}: de inhoud van de publicatie is niet meer te lezen"]


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not on this machine")
def test_anybody_can_check_the_signature_with_openssl(
    signed_by: str, published_round: Round, tmp_path: Path
) -> None:
    found = published_round.publications.get()
    (tmp_path / "zegel.json").write_text(found.statement)
    (tmp_path / "zegel.sig").write_bytes(bytes.fromhex(found.signature))
    (tmp_path / "sleutel.pem").write_text(say("show_signing_key"))
    command = (
        "openssl pkeyutl -verify -pubin -inkey sleutel.pem -rawin -in zegel.json -sigfile zegel.sig"
    )

    good = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, check=False)
    (tmp_path / "zegel.json").write_text(found.statement + " ")
    bad = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, check=False)

    assert (good.returncode, bad.returncode) == (0, 1)
