"""What follows the question mark of an address may be anything; no page breaks on it."""

import pytest

from monitoring.models import Round
from tests.conftest import SignIn, World
from tests.permission_table import TABLE, make_things
from tests.signing_in import confirm_identity

FOUND = 200
BROKEN = 500
DOWNLOADS = {"evidence_archive", "evidence_file"}
QUERIES = (
    # Every name that a view or a filter form reads; what is not found hides what comes after it.
    ("jaar", "lijst", "next", "persoon", "soort", "stand", "status", "voor", "vorm", "zoek"),
    ("organisatie", "pagina", "punt", "regio", "ronde", "thema", "toon", "vergadering"),
)


@pytest.mark.parametrize("value", ["\x00", "9" * 400])
def test_odd_query_breaks_no_page(
    world: World, open_round: Round, published_round: Round, sign_in: SignIn, value: str
) -> None:
    things = make_things(world)
    client = sign_in(world.district_coordinator)
    confirm_identity(client, world.district_coordinator)

    def ask(path: str, names: tuple[str, ...] = ()) -> int:
        return client.get(path, dict.fromkeys(names, value)).status_code

    pages = [
        path
        for row in TABLE
        if row.name not in DOWNLOADS and ask(path := row.address(things)) == FOUND
    ]
    assert len(pages) > 50
    broken = [
        f"{path}: {', '.join(names)}"
        for path in pages
        for names in QUERIES
        if ask(path, names) >= BROKEN
    ]

    assert broken == []
