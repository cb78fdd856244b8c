"""Files that stay: random names, for nobody but us, whole or not at all."""

import os
import stat
from pathlib import Path

import pytest
from pytest_django import Settings

from monitoring.files.stored import open_stored, stored
from tests.uploads import PDF, upload


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Where files are stored; it is not there yet."""
    settings.UPLOADS_DIR = tmp_path / "var" / "uploads"
    return tmp_path / "var" / "uploads"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_file_is_stored_under_a_random_name_for_nobody_else(folder: Path) -> None:
    previous = os.umask(0)
    try:
        with stored(upload("geheim.pdf")) as first, stored(upload("geheim.pdf")) as second:
            pass
    finally:
        os.umask(previous)

    assert first != second
    assert sorted(path.name for path in folder.iterdir()) == sorted([first, second])
    assert {len(first), len(second)} == {64}
    assert mode(folder) == 0o700
    assert {mode(path) for path in folder.iterdir()} == {0o600}


def test_stored_file_is_read_back_as_it_was(folder: Path) -> None:
    file = upload()
    file.content.read()

    with stored(file) as name:
        pass

    with open_stored(name) as content:
        assert content.read() == PDF


def test_file_goes_when_the_block_fails(folder: Path) -> None:
    def fail(name: str) -> None:
        assert (folder / name).exists()
        raise RuntimeError

    with pytest.raises(RuntimeError), stored(upload()) as name:
        fail(name)

    assert list(folder.iterdir()) == []


def test_disk_that_fails_leaves_nothing(folder: Path) -> None:
    file = upload()
    file.content.close()

    with pytest.raises(ValueError, match="closed"), stored(file):
        raise AssertionError("nothing was stored")
    assert list(folder.iterdir()) == []


def test_folder_that_is_there_keeps_its_mode(folder: Path) -> None:
    folder.mkdir(parents=True)
    folder.chmod(0o750)

    with stored(upload()):
        pass

    assert mode(folder) == 0o750


def test_file_that_is_not_there_is_not_found(folder: Path) -> None:
    with pytest.raises(FileNotFoundError):
        open_stored("0" * 64)
