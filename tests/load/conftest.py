"""An installation in which 200 coordinators can save, copied for every test."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.installation import Installation, copied
from tests.load.savers import Stage
from tests.load.server import Server, killable


@pytest.fixture(scope="session")
def prepared(template: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with copied(template, tmp_path_factory.mktemp("load")) as installation:
        yield Stage.prepared(installation)


@pytest.fixture
def stage(prepared: Stage, tmp_path: Path) -> Iterator[Stage]:
    with copied(prepared.installation, tmp_path) as installation:
        yield replace(prepared, installation=installation)


@pytest.fixture
def server(stage: Stage, tmp_path: Path) -> Iterator[Server]:
    with killable(stage.installation, tmp_path) as server:
        yield server
