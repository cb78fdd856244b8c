"""Two tabs of one person keep, save and forget at the same moment.

On connections of their own on PostgreSQL, where the second is seen to wait; and in processes of
their own on either database.
"""

import subprocess
import sys

import pytest

from accounts.permissions import Role
from monitoring.choices import RoundState
from reports.actions.reports import change_texts
from reports.actions.unsaved import forget_unsaved, keep_unsaved
from reports.models import Report, UnsavedText
from reports.texts.typed_fields import NOTE
from tests.conftest import World
from tests.factories import make_member, make_round
from tests.installation import ROOT, Installation
from tests.monitoring.actions.test_concurrency import overlapping
from tests.reports.actions.test_reports_concurrency import BEGIN
from tests.reports.making import fresh, make_report

TIMES = 40
TYPE = f"""
from accounts.models import User
from reports.actions.unsaved import keep_unsaved
from reports.models import Report
report = Report.objects.with_place().get()
by = User.objects.get(name="maker")
print("klaar", flush=True)
input()
for number in range({TIMES}):
    kept = keep_unsaved(report=report, version="1", fields={{"note": "%s"}}, by=by)
    assert kept is not None
print("gelukt")
"""
PRINT_KEPT = """
from reports.models import UnsavedText
print(UnsavedText.objects.count(), UnsavedText.objects.get().fields["note"])
"""


class Tabs:
    """A report with what its maker does in a tab; each has read the report for itself."""

    def __init__(self, world: World) -> None:
        make_member(role=Role.ANALYST, target=world.region)
        round = make_round(norm=world.norm, state=RoundState.PUBLISHED)
        self.world = world
        self.report = make_report(round=round, by=world.analyst)

    @property
    def read(self) -> Report:
        return fresh(self.report)

    def keep(self, text: str = "uit de eerste tab") -> None:
        by = self.world.user("analyst")
        assert keep_unsaved(report=self.read, version="1", fields={NOTE: text}, by=by)

    def keep_other(self) -> None:
        self.keep("uit de tweede tab")

    def save(self) -> None:
        by = self.world.user("analyst")
        change_texts(report=self.read, version=1, texts={}, note="", by=by)

    def forget(self) -> None:
        forget_unsaved(report=self.read, by=self.world.user("analyst"))


@pytest.fixture
def tabs(world: World) -> Tabs:
    return Tabs(world)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_second_tab_waits_and_its_text_is_kept(tabs: Tabs) -> None:
    second = overlapping(tabs.keep, tabs.keep_other)

    assert second.exception() is None
    assert UnsavedText.objects.get().fields == {NOTE: "uit de tweede tab"}


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("ends", ["save", "forget"])
def test_text_that_is_typed_during_a_save_is_kept(tabs: Tabs, ends: str) -> None:
    tabs.keep()

    second = overlapping(getattr(tabs, ends), tabs.keep_other)

    assert second.exception() is None
    assert UnsavedText.objects.get().fields == {NOTE: "uit de tweede tab"}


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_save_forgets_what_is_kept_at_the_same_moment(tabs: Tabs) -> None:
    tabs.keep()

    second = overlapping(tabs.keep_other, tabs.save)

    assert second.exception() is None
    assert not UnsavedText.objects.exists()


def test_processes_that_keep_at_once_leave_one_whole_text(installation: Installation) -> None:
    installation.run("shell", "-c", BEGIN)
    running = [
        subprocess.Popen(
            [*(sys.executable, "-W", "error", str(ROOT / "manage.py"), "shell", "-c"), TYPE % text],
            cwd=ROOT,
            env=installation.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for text in ("een", "twee")
    ]
    for process in running:
        assert process.stdout is not None
        while "klaar" not in (line := process.stdout.readline()):
            assert line, "the process ended before it was ready"
    ends = [process.communicate("\n", timeout=120)[0].split()[-1] for process in running]

    assert ends == ["gelukt", "gelukt"]
    count, text = installation.run("shell", "-c", PRINT_KEPT).text.split()[-2:]
    assert (count, text) in {("1", "een"), ("1", "twee")}
