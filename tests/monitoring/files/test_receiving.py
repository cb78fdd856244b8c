"""How a file comes in: of one that is too large no more is kept than the limit."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.test import RequestFactory
from pytest_django import Settings

from tests.uploads import sent

MEGABYTE = 1024 * 1024


@pytest.fixture(autouse=True)
def limit(settings: Settings) -> None:
    settings.UPLOAD_MAX_BYTES = 4 * MEGABYTE


@contextmanager
def received(name: str, size: int) -> Iterator[TemporaryUploadedFile]:
    """A file as the application gets it, until its request is over."""
    request = RequestFactory().post("/", {"file": sent(name, b"x" * size)})
    file = request.FILES["file"]
    assert isinstance(file, TemporaryUploadedFile)
    try:
        yield file
    finally:
        request.close()


def on_the_disk(file: TemporaryUploadedFile) -> int:
    return Path(file.temporary_file_path()).stat().st_size


def test_file_within_the_limit_comes_in_whole() -> None:
    with received("besluit.pdf", 4 * MEGABYTE) as file:
        assert file.size == on_the_disk(file) == 4 * MEGABYTE


def test_file_that_is_too_large_is_not_kept_and_tells_its_size() -> None:
    with received("besluit.pdf", 10 * MEGABYTE) as file:
        assert file.size == 10 * MEGABYTE
        assert on_the_disk(file) <= 4 * MEGABYTE


def test_name_with_an_endless_extension_comes_in() -> None:
    with received("besluit." + "p" * 250, 3 * MEGABYTE) as file:
        assert file.name == "besl." + "p" * 19
