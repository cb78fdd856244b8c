"""The conversation with a virus scanner; everything but a clean verdict keeps a file out."""

import io
import time
from pathlib import Path

import pytest
from pytest_django import Settings

from monitoring.files.virus_scan import ScanFailed, find_threat
from tests.clamd import INFECTED, OK, clamd

CONTENT = b"wat dan ook " * 20_000
"""More than one piece."""


def test_without_a_scanner_nothing_is_asked() -> None:
    assert find_threat(io.BytesIO(CONTENT)) is None


def test_clean_file_has_no_threat(settings: Settings) -> None:
    with clamd(OK) as scanner:
        settings.CLAMD_ADDRESS = scanner.address

        assert find_threat(io.BytesIO(CONTENT)) is None
    assert scanner.received == [CONTENT]


def test_scanner_is_reached_over_a_unix_socket_too(settings: Settings, tmp_path: Path) -> None:
    with clamd(OK, path=tmp_path / "clamd.sock") as scanner:
        settings.CLAMD_ADDRESS = scanner.address

        assert find_threat(io.BytesIO(CONTENT)) is None
    assert scanner.received == [CONTENT]


def test_infected_file_has_the_name_of_what_is_in_it(settings: Settings) -> None:
    with clamd(INFECTED) as scanner:
        settings.CLAMD_ADDRESS = scanner.address

        assert find_threat(io.BytesIO(CONTENT)) == "Eicar-Test-Signature"


def test_file_that_was_read_already_is_scanned_from_its_beginning(settings: Settings) -> None:
    content = io.BytesIO(CONTENT)
    content.read()
    with clamd(OK) as scanner:
        settings.CLAMD_ADDRESS = scanner.address

        find_threat(content)
    assert scanner.received == [CONTENT]


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"stream: OK",  # ends without the NUL
        b"INSTREAM size limit exceeded. ERROR\0",
        b"stream: OK, of toch niet\0",
        b"UNKNOWN COMMAND\0",
        b"x" * 5000,
        b"\xff\xfe\0",
        b"\0",
    ],
)
def test_any_other_answer_is_a_failure(settings: Settings, answer: bytes) -> None:
    with clamd(answer) as scanner:
        settings.CLAMD_ADDRESS = scanner.address

        with pytest.raises(ScanFailed):
            find_threat(io.BytesIO(CONTENT))


def test_scanner_that_says_nothing_is_a_failure_in_time(settings: Settings) -> None:
    settings.CLAMD_SECONDS = 0.3
    with clamd(None) as scanner:
        settings.CLAMD_ADDRESS = scanner.address
        started = time.monotonic()

        with pytest.raises(ScanFailed):
            find_threat(io.BytesIO(CONTENT))
        assert time.monotonic() - started < 2


def test_no_time_left_is_a_failure(settings: Settings, tmp_path: Path) -> None:
    settings.CLAMD_SECONDS = 0
    with clamd(OK, path=tmp_path / "clamd.sock") as scanner:
        settings.CLAMD_ADDRESS = scanner.address

        with pytest.raises(ScanFailed):
            find_threat(io.BytesIO(CONTENT))


@pytest.mark.parametrize(
    "address",
    [
        "tcp://127.0.0.1:1",
        "unix:///nergens/clamd.sock",
        "tcp://127.0.0.1",
        "tcp://127.0.0.1:geen",
        "unix://",
        "http://127.0.0.1:3310",
        "127.0.0.1:3310",
        "aan",
    ],
)
def test_scanner_that_is_not_there_is_a_failure(settings: Settings, address: str) -> None:
    settings.CLAMD_ADDRESS = address

    with pytest.raises(ScanFailed):
        find_threat(io.BytesIO(CONTENT))
