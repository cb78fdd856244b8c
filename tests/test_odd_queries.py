"""What follows the question mark of an address may be anything; no page breaks on it."""

from collections.abc import Sequence

from django.db import connection

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
    ("buur", "richting", "uitkomst"),
    ("publicatie", "versie"),
    ("ander", "met", "tot"),
    ("naar",),
    ("van",),
    ("organisatie", "pagina", "punt", "regio", "ronde", "thema", "toon", "vergadering", "volgorde"),
    ("groep", "q"),
)


def test_odd_query_breaks_no_page(
    world: World, open_round: Round, published_round: Round, sign_in: SignIn
) -> None:
    things = make_things(world)
    client = sign_in(world.district_coordinator)
    confirm_identity(client, world.district_coordinator)
    # What each database cannot be asked for.
    value = "\x00" if connection.vendor == "postgresql" else "9" * 400

    def ask(path: str, names: Sequence[str] = ()) -> int:
        return client.get(path, dict.fromkeys(names, value)).status_code

    addresses = ((row.name, row.address(things)) for row in TABLE if row.name not in DOWNLOADS)
    # One page of each kind.
    pages = {name: path for name, path in addresses if ask(path) == FOUND}
    assert len(pages) > 50
    broken = [
        f"{path}: {', '.join(names)}"
        for path in pages.values()
        for names in QUERIES
        if ask(path, names) >= BROKEN
    ]

    assert broken == []
