"""A server process answers others while somebody waits for what takes long."""

import socket
import time
from contextlib import ExitStack

import pytest

from reports.documents.writers import AT_ONCE
from tests.installation import Installation
from tests.production import serving

HALF_A_REQUEST = b"GET / HTTP/1.1\r\nHost: "
PATIENCE = 15
"""Seconds; with one thread the others wait until gunicorn ends the worker, after thirty."""


def test_one_process_answers_while_as_many_as_can_write_documents_wait(
    installation: Installation, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with (
        serving(installation, tmp_path_factory.mktemp("log")) as site,
        ExitStack() as waiting,
    ):
        assert site.get("/gezond/").status == 200
        for _ in range(AT_ONCE + 1):
            held = waiting.enter_context(socket.create_connection(("127.0.0.1", site.port)))
            held.sendall(HALF_A_REQUEST)
        before = time.monotonic()

        assert site.get("/gezond/").status == 200

        assert time.monotonic() - before < PATIENCE
