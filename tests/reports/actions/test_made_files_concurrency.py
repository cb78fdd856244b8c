"""Several people make the same file of the same publication at the same moment."""

import subprocess
import sys
from pathlib import Path

import pytest

from monitoring.choices import RoundState
from monitoring.signing import make_key
from reports.actions.made_files import remember_file
from reports.documents.blocks import Level
from reports.models import MadeFile
from tests.conftest import World
from tests.factories import make_round
from tests.installation import ROOT, Installation
from tests.monitoring.actions.test_concurrency import overlapping

CLOSED_ROUND = f"""
from django.core.management import call_command as call
call("import_organisations", "{ROOT}/example/organisaties.yaml")
call("import_norm", "{ROOT}/example/flevolandse-norm-1.0.yaml")
days = ("--reference-date", "2026-01-01", "--closes-on", "2026-02-01")
call("open_round", "flevolandse-norm@1.0", "ronde", "--name", "R", "--kind", "interim", *days)
call("close_round", "ronde")
"""
PRINT_COUNTS = """
from monitoring.models import Publication
from reports.models import MadeFile
print(MadeFile.objects.count(), Publication.objects.filter(round__code="ronde").count())
"""


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_who_make_the_same_file_both_succeed(world: World) -> None:
    publication = make_round(norm=world.norm, state=RoundState.PUBLISHED).publications.get()

    def make() -> str:
        return remember_file(
            content=b"rapport",
            publication=publication,
            format="pdf",
            what="eindevaluatie",
            level=Level.PUBLIC,
            by=None,
        )

    second = overlapping(make, make)

    assert second.exception() is None
    assert MadeFile.objects.count() == 1


def at_the_same_time(installation: Installation, *arguments: str, key: Path) -> list[int]:
    """Runs a command in two processes at once; returns how each ended."""
    running = [
        subprocess.Popen(
            [sys.executable, str(ROOT / "manage.py"), *arguments, "--skip-checks"],
            cwd=ROOT,
            env=installation.environment(SIGNING_KEY_FILE=str(key)),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(2)
    ]
    return sorted(process.wait(timeout=120) for process in running)


def test_processes_that_publish_and_export_at_once_leave_one_of_each(
    installation: Installation, tmp_path: Path
) -> None:
    key = tmp_path / "sleutel.pem"
    make_key(key)
    installation.run("shell", "-c", CLOSED_ROUND)

    assert at_the_same_time(installation, "publish_round", "ronde", key=key) == [0, 1]
    made = at_the_same_time(installation, "export_round", "ronde", "--format", "csv", key=key)

    assert made == [0, 0]
    assert installation.run("shell", "-c", PRINT_COUNTS).text.split()[-2:] == ["1", "1"]
    verified = installation.manage("verify_figures", SIGNING_KEY_FILE=str(key))
    assert verified.text == "1 gepubliceerde rondes nagerekend, alles klopt.\n", verified.errors
