"""The page of a publication tells how it is sealed."""

from pathlib import Path
from typing import Any

from django.db import connection

from accounts.triggers import uninstall
from monitoring.choices import RoundState
from monitoring.models import Publication, Round
from monitoring.snapshot import digest
from tests.conftest import ALL_GUARDS, SignIn, World
from tests.factories import make_round
from tests.reports.document import document
from tests.signing import use_new_key

PATH = "/rondes/ronde-gepubliceerd/publicaties/1/"


def test_publication_without_a_key_says_that_it_is_not_signed(
    world: World, published_round: Round, sign_in: SignIn
) -> None:
    page = document(sign_in(world.executive).get(PATH)).one("main")

    assert digest(published_round.publications.get().statement) in page.text
    assert "Niet ondertekend" in page.text
    assert "/controleren/ronde-gepubliceerd/1/zegel.json" in page.hrefs()
    assert "/controleren/ronde-gepubliceerd/1/zegel.sig" not in page.hrefs()


def test_publication_with_a_key_says_how_its_signature_stands(
    world: World, sign_in: SignIn, settings: Any, tmp_path: Path
) -> None:
    key = use_new_key(settings, tmp_path / "sleutel.pem")
    make_round(norm=world.norm, code="ronde-gepubliceerd", state=RoundState.PUBLISHED)
    client = sign_in(world.executive)

    page = document(client.get(PATH)).one("main")
    assert "Handtekening klopt" in page.text
    assert key in page.text
    assert "/controleren/ronde-gepubliceerd/1/zegel.sig" in page.hrefs()

    settings.SIGNING_KEY_FILE = str(tmp_path / "weg.pem")
    assert "niet te controleren" in document(client.get(PATH)).one("main").text


def test_publication_of_before_the_seal_says_so(
    world: World, published_round: Round, sign_in: SignIn
) -> None:
    connection.check_constraints()
    uninstall(ALL_GUARDS, connection)
    Publication.objects.update(statement="")

    page = document(sign_in(world.executive).get(PATH)).one("main")

    assert "van voor de tijd dat publicaties een zegel kregen" in page.text
    assert "/controleren/ronde-gepubliceerd/1/zegel.json" not in page.hrefs()
