"""The page on which anybody has a file checked: genuine, changed or unknown."""

import hashlib
import io
import json
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from accounts.triggers import uninstall
from ambitions.models import Organisation
from monitoring.actions.erratum import Correction, publish_erratum
from monitoring.choices import RoundState
from monitoring.models import Round
from reports.actions.exports import export_round
from reports.actions.made_files import remember_file
from reports.documents.blocks import Level
from reports.documents.marker import stamp_zip
from reports.exports import FORMATS
from reports.pages.checking import Verdict, check
from tests.conftest import ALL_GUARDS, SignIn, World
from tests.factories import get_result, make_round
from tests.reports.document import Element, document
from tests.reports.test_query_counts import counted
from tests.signing import use_new_key

PATH = "/controleren/"
CODE = "ronde-gepubliceerd"


@pytest.fixture(autouse=True)
def _nobody_has_to_wait() -> Iterator[None]:
    """Each test begins with all its checks, and leaves none used up for others."""
    cache.clear()
    yield
    cache.clear()


def ask(client: Client, content: bytes, name: str = "bestand.pdf") -> Element:
    response = client.post(PATH, {"file": SimpleUploadedFile(name, content)})
    assert response.status_code == 200
    return document(response)


def verdict(client: Client, content: bytes, name: str = "bestand.pdf") -> str:
    found: str = ask(client, content, name).one("title").text.partition(" – ")[0]
    assert found in {"Echt", "Gewijzigd", "Onbekend"}
    return found


def line(round: Round) -> str:
    return f"flevonorm-seal:{round.code}/1/{round.publications.get(number=1).sha256}"


def as_pdf(round: Round) -> bytes:
    head = f"%PDF-1.7\n1 0 obj <</Type /Metadata>> stream\n<pdf:Keywords>{line(round)}"
    return head.encode() + b"</pdf:Keywords>\nendstream\n" + bytes(range(256)) * 4 + b"%%EOF\n"


def as_docx(round: Round) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<p>Almere heeft veertien punten behaald.</p>" * 9)
        archive.writestr("docProps/custom.xml", f"<p><v>{line(round)}</v></p>")
    return stamp_zip(out.getvalue(), line(round))


def remember(round: Round, content: bytes, level: Level = Level.PUBLIC) -> None:
    remember_file(
        content=content,
        publication=round.publications.get(number=1),
        format="pdf",
        what="eindevaluatie",
        level=level,
        by=None,
    )


def put_right(round: Round) -> None:
    result = get_result(round=round, organisation="GM0034", point="A1")
    correction = Correction(result.pk, result.version, "not_achieved", "Er is nog geen plan.")
    publish_erratum(round=round, corrections=[correction], reason="Geheime reden.", by=None)


def test_file_that_was_made_here_is_genuine(client: Client, published_round: Round) -> None:
    content = as_pdf(published_round)
    remember(published_round, content)

    text = ask(client, content).one("main").text

    publication = published_round.publications.get()
    assert "Dit bestand is door flevonorm gemaakt en sindsdien niet gewijzigd." in text
    assert f"{published_round.name} ({CODE})" in text
    for told in ("Eindevaluatie (PDF)", "Openbaar", "behaald-1", "1 oktober 2025"):
        assert told in text
    assert publication.sha256 in text
    assert hashlib.sha256(content).hexdigest() in text
    assert "nieuwere publicatie" not in text


def test_json_of_a_publication_is_genuine_without_being_remembered(
    client: Client, published_round: Round
) -> None:
    content = published_round.publications.get().content.encode()

    assert verdict(client, content, "ronde.json") == "Echt"


def test_genuine_file_says_that_an_erratum_replaced_it(
    client: Client, published_round: Round
) -> None:
    content = as_pdf(published_round)
    remember(published_round, content)
    first = published_round.publications.get().content.encode()
    put_right(published_round)

    for old in (content, first):
        text = ask(client, old).one("main").text
        assert "Er is een nieuwere publicatie" in text
        assert "vervangen door publicatie 2 van" in text
        assert "Geheime reden" not in text
    newest = published_round.publications.get(number=2).content.encode()
    assert "nieuwere publicatie" not in ask(client, newest).one("main").text


@pytest.mark.parametrize("make", [as_pdf, as_docx])
def test_one_changed_byte_is_never_genuine(published_round: Round, make: Any) -> None:
    content: bytes = make(published_round)
    remember(published_round, content)
    assert check([content], AnonymousUser()).verdict is Verdict.GENUINE

    found: Counter[Verdict] = Counter()
    for at in range(len(content)):
        changed = bytearray(content)
        changed[at] ^= 1
        found[check([bytes(changed)], AnonymousUser()).verdict] += 1

    assert found[Verdict.GENUINE] == 0
    # Only a change in the line itself can make that it names nothing of ours.
    assert found[Verdict.CHANGED] > 0.9 * len(content)


def test_one_changed_byte_of_json_is_never_genuine(published_round: Round) -> None:
    content = published_round.publications.get().content.encode()
    found: Counter[Verdict] = Counter()
    for at in range(0, len(content), 37):
        changed = bytearray(content)
        changed[at] ^= 1
        found[check([bytes(changed)], AnonymousUser()).verdict] += 1

    assert found[Verdict.GENUINE] == 0
    assert found[Verdict.CHANGED] > found[Verdict.UNKNOWN]


def test_changed_json_names_its_round_and_tells_nothing_of_the_content(
    client: Client, published_round: Round
) -> None:
    content = published_round.publications.get().content
    changed = content.replace('"status": "achieved"', '"status": "partly"', 1)
    assert changed != content

    page = ask(client, changed.encode(), "ronde.json")

    text = page.one("main").text
    assert page.one("title").text.startswith("Gewijzigd")
    assert f"{published_round.name} ({CODE})" in text
    for secret in ("Almere", "GM0034", "A1", "deels", "niet behaald"):
        assert secret not in text


def test_file_that_names_what_is_not_published_is_unknown(
    client: Client, world: World, published_round: Round
) -> None:
    make_round(norm=world.norm, code="ronde-dicht", state=RoundState.CLOSED)
    sha256 = "0" * 64

    for named in ("ronde-dicht/1", "nergens/1", f"{CODE}/2"):
        content = f"flevonorm-seal:{named}/{sha256}".encode()
        assert verdict(client, content) == "Onbekend"


def test_data_of_one_organisation_are_recognised_for_who_may_export_them(
    world: World, published_round: Round, sign_in: SignIn
) -> None:
    for format in ("csv", "json"):
        content = export_round(
            round=published_round, format=FORMATS[format], organisation=world.almere, by=None
        )
        found = {
            name: verdict(sign_in(world.user(name)), content)
            for name in ("district_coordinator", "analyst", "coordinator", "executive")
        }
        assert set(found.values()) == {"Echt"}
        for name in ("other_coordinator", "outsider", "nobody", "administrator"):
            assert verdict(sign_in(world.user(name)), content) == "Onbekend"
        assert verdict(Client(), content) == "Onbekend"


def test_data_of_one_organisation_in_two_publications_are_of_the_newest(
    world: World, published_round: Round, sign_in: SignIn
) -> None:
    def taken() -> bytes:
        return export_round(
            round=published_round, format=FORMATS["json"], organisation=world.lelystad, by=None
        )

    before = taken()
    put_right(published_round)
    assert taken() == before

    text = ask(sign_in(world.user("analyst")), before).one("main").text
    assert "nieuwere publicatie" not in text


def zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("meta.xml", b"\0" * (200 * 1024 * 1024))
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"\0",
        b"\xff\xfe\x00\xd8" * 100,
        b"PK\x03\x04" + b"\xff" * 40,
        b"PK\x05\x06" + b"\0" * 18,
        b"%PDF-1.7",
        b'{"schema": "flevonorm.round/1", "round": {"code": "\\u0000", "x": [',
        b"[" * 100_000,
        b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
        zip_bomb(),
    ],
    ids=range(9),
)
def test_hostile_file_is_unknown(client: Client, db: None, content: bytes) -> None:
    assert verdict(client, content) == "Onbekend"


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>.pdf", "a\x00b.pdf", "x" * 400 + ".pdf", "..", "geheim‮fdp"]
)
def test_hostile_name_is_shown_as_text_or_not_at_all(client: Client, db: None, name: str) -> None:
    response = client.post(PATH, {"file": SimpleUploadedFile("x.pdf", b"x")})
    assert response.status_code == 200
    file = SimpleUploadedFile("x.pdf", b"x")
    file.__dict__["name"] = name
    response = client.post(PATH, {"file": file})

    assert response.status_code in {200, 422}
    assert "<script>alert" not in response.content.decode()
    assert "\x00" not in response.content.decode()


def test_empty_missing_and_large_files_are_refused(client: Client, db: None, settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    for data, reason in (
        ({}, "verplicht"),
        ({"file": SimpleUploadedFile("a.pdf", b"")}, "leeg"),
        ({"file": SimpleUploadedFile("a.pdf", b"x" * (1024 * 1024 + 1))}, "groter dan 1 MB"),
    ):
        response = client.post(PATH, data)
        assert response.status_code == 422
        assert reason in document(response).one("main").text
    assert "hoogstens 1 MB" in document(client.get(PATH)).one("main").text


def test_nothing_of_a_file_is_kept_or_logged(
    client: Client, published_round: Round, caplog: Any, tmp_path: Path, settings: Any
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10

    verdict(client, b"geheim" * 1000, "geheim.pdf")

    assert list(tmp_path.iterdir()) == []
    assert "geheim" not in caplog.text


def test_too_many_checks_have_to_wait(client: Client, db: None) -> None:
    statuses = [client.post(PATH).status_code for _ in range(31)]

    assert set(statuses[:30]) == {422}
    assert statuses[30] == 429
    assert client.get(PATH).status_code == 200


def test_form_needs_its_key(db: None) -> None:
    client = Client(enforce_csrf_checks=True)

    assert client.post(PATH, {"file": SimpleUploadedFile("a.pdf", b"x")}).status_code == 403


def test_check_takes_few_queries_however_many_files(client: Client, published_round: Round) -> None:
    def asked() -> list[int]:
        found = []
        for content in (as_pdf(published_round), as_pdf(published_round) + b"!", b"iets"):
            with counted() as statements:
                ask(client, content)
            found.append(len(statements))
        return found

    remember(published_round, as_pdf(published_round))
    few = asked()
    for number in range(40):
        remember(published_round, f"bestand {number}".encode())

    assert asked() == few == [3, 4, 2]


def test_statement_is_for_anybody_and_holds_no_result(
    client: Client, published_round: Round
) -> None:
    response = client.get(f"{PATH}{CODE}/1/zegel.json")

    assert response.content.decode() == published_round.publications.get().statement
    assert response.headers["Content-Type"] == "application/json"
    for organisation in Organisation.objects.all():
        assert organisation.code not in response.content.decode()
    assert json.loads(response.content)["schema"] == "flevonorm.seal/1"


def test_signature_and_keys_are_for_anybody(
    client: Client, world: World, settings: Any, tmp_path: Path
) -> None:
    old = use_new_key(settings, tmp_path / "oud.pem")
    make_round(norm=world.norm, code=CODE, state=RoundState.PUBLISHED)
    new = use_new_key(settings, tmp_path / "nieuw.pem")
    settings.SIGNING_PUBLIC_KEYS = [str(tmp_path / "oud.pub.pem")]

    signature = client.get(f"{PATH}{CODE}/1/zegel.sig")
    assert len(signature.content) == 64
    present = client.get(f"{PATH}sleutel.pem").content
    assert present.startswith(b"-----BEGIN PUBLIC KEY-----")
    assert client.get(f"{PATH}sleutels/{new}.pem").content == present
    assert client.get(f"{PATH}sleutels/{old}.pem").content not in (present, b"")
    page = ask(client, f"flevonorm-seal:{CODE}/1/{'0' * 64}".encode())
    assert "Handtekening klopt" in page.one("main").text
    assert f"{PATH}sleutels/{old}.pem" in page.one("main").hrefs()


def test_keys_that_cannot_be_read_stop_no_check(
    client: Client, published_round: Round, settings: Any, tmp_path: Path, caplog: Any
) -> None:
    settings.SIGNING_KEY_FILE = str(tmp_path / "weg.pem")

    assert verdict(client, published_round.publications.get().content.encode()) == "Echt"
    assert "kan niet worden gelezen" in caplog.text
    assert client.get(f"{PATH}sleutel.pem").status_code == 404
    assert client.get(f"{PATH}sleutels/00.pem").status_code == 404


def test_publication_of_before_the_seal_is_told_without_a_statement(
    client: Client, published_round: Round
) -> None:
    publication = published_round.publications.get()
    content = publication.content.encode()
    connection.check_constraints()
    uninstall(ALL_GUARDS, connection)
    published_round.publications.update(statement="")

    page = ask(client, content)

    assert "Niet ondertekend" in page.one("main").text
    assert "zegel.json" not in "".join(page.one("main").hrefs())
    assert client.get(f"{PATH}{CODE}/1/zegel.json").status_code == 404
