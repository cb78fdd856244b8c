"""The database restarts while people save: they get a 503, and lose nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installation import Installation
from tests.load.crowd import saving
from tests.load.savers import Stage, lost
from tests.load.server import killable
from tests.postgres import Cluster, find_binaries, running_cluster

pytestmark = pytest.mark.postgresql

OPTIONS = ("max_connections=60", "timezone=UTC")
"""Unlike the cluster of the other tests, this one keeps what it committed when it crashes."""
BETWEEN = 10


@pytest.fixture
def own_cluster() -> Iterator[Cluster]:
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("no initdb and pg_ctl on this machine")
    with running_cluster(binaries, OPTIONS) as running:
        yield running


def test_restarts_of_the_database_give_503_and_lose_nothing(
    own_cluster: Cluster, tmp_path: Path
) -> None:
    installation = Installation(own_cluster.url)
    installation.run("migrate", "--verbosity", "0")
    stage = Stage.prepared(installation)

    with killable(installation, tmp_path) as server, saving(stage, server) as crowd:
        for mode in ("fast", "immediate"):
            crowd.wait_for_saves(BETWEEN)
            own_cluster.stop(mode)
            crowd.wait_for_refusals(2)
            own_cluster.start()
        crowd.wait_for_saves(BETWEEN)

    assert set(crowd.statuses) == {200, 409, 503}, crowd.statuses
    assert list(lost(crowd.told, stage.look(), with_lost_answers=True)) == []
    stage.verify_audit()
