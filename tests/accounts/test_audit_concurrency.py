"""Several people at once, and one chain."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection, transaction

from accounts.audit import Event, head, record, verify
from accounts.events import EventType
from accounts.models import AuditEvent
from tests.installation import Installation

WRITERS, TURNS = 4, 10
ORGANISATIONS = """
region: {{code: regio-{number}, title: Regio {number}}}
organisations:
  - {{code: GM000{number}, name: Gemeente {number}, kind: municipality}}
"""


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_events_of_several_connections_are_one_chain() -> None:
    def write(writer: int) -> None:
        try:
            for turn in range(TURNS):
                with transaction.atomic():
                    record(Event(EventType.PURGED, label=f"{writer} {turn}"), by=None)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))

    assert head().sequence == WRITERS * TURNS
    assert list(verify()) == []
    for writer in range(WRITERS):
        labels = AuditEvent.objects.filter(subject__startswith=f"{writer} ").in_chain()
        assert [event.subject for event in labels] == [f"{writer} {turn}" for turn in range(TURNS)]


def test_events_of_several_processes_are_one_chain(
    installation: Installation, tmp_path: Path
) -> None:
    def load(number: int) -> None:
        path = tmp_path / f"{number}.yaml"
        path.write_text(ORGANISATIONS.format(number=number))
        installation.run("import_organisations", path)

    with ThreadPoolExecutor(max_workers=WRITERS) as pool:
        list(pool.map(load, range(WRITERS)))

    lines = installation.run("verify_audit").text.splitlines()
    assert lines[0] == f"Het logboek is heel: {2 * WRITERS} gebeurtenissen."
