"""A disk that is full while a file comes in: a Dutch 503, and nothing of the file left on it."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

MEGABYTE = 1024 * 1024


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """Files of this process may be no larger, as on a disk with no more room."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.django_db
def test_upload_for_which_there_is_no_room_is_a_503_and_leaves_nothing(
    settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    client = Client(raise_request_exception=False)
    content = b"geheim" * MEGABYTE

    with room_for(MEGABYTE):
        response = client.post("/controleren/", {"file": SimpleUploadedFile("a.pdf", content)})

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "30"
    assert "flevonorm is even niet beschikbaar" in response.content.decode()
    assert list(tmp_path.iterdir()) == []
    assert "no room on the disk" in caplog.text
    assert "geheim" not in caplog.text


@pytest.mark.django_db
def test_upload_for_which_there_is_room_comes_in(settings: Settings, tmp_path: Path) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    file = SimpleUploadedFile("a.pdf", b"x" * 3 * MEGABYTE)

    with room_for(4 * MEGABYTE):
        response = Client().post("/controleren/", {"file": file})

    assert response.status_code == 200
    assert list(tmp_path.iterdir()) == []
