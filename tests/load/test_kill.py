"""The server is killed while people save: what it acknowledged is there afterwards."""

import os
import random
import time

from tests.load.crowd import Crowd, saving
from tests.load.savers import Stage, lost
from tests.load.server import Server

KILLS = 20 if os.environ.get("NIGHTLY") == "1" else 3
BETWEEN = 10
"""Acknowledged saves between one kill and the next."""
LATER = 0.05
"""Seconds at most from there to the kill, so that it comes at any moment of a save."""
TRIES = 20


def kill_in_the_middle(server: Server, crowd: Crowd) -> None:
    """Kills the server until somebody did not get an answer: else nobody was saving just then."""
    unanswered = crowd.statuses[0]
    for _ in range(TRIES):
        crowd.wait_for_saves(BETWEEN)
        time.sleep(random.uniform(0, LATER))
        server.kill()
        server.start()
        if crowd.statuses[0] > unanswered:
            return
    raise AssertionError(f"nobody was saving at any of {TRIES} kills")


def test_every_acknowledged_save_survives_a_kill(stage: Stage, server: Server) -> None:
    with saving(stage, server) as crowd:
        for _ in range(KILLS):
            kill_in_the_middle(server, crowd)
        crowd.wait_for_saves(BETWEEN)

    assert set(crowd.statuses) == {0, 200, 409}, crowd.statuses
    assert list(lost(crowd.told, stage.look(), with_lost_answers=True)) == []
    stage.verify_audit()
