"""Two people approve, change or give back the same report at the same moment.

On connections of their own on PostgreSQL, where the second is seen to wait; and in processes of
their own on either database.
"""

import subprocess
import sys
from dataclasses import dataclass

import pytest

from accounts.models import Notice
from accounts.notices import NoticeKind
from accounts.permissions import Role
from accounts.refusals import Refused
from monitoring.choices import RoundState
from reports.actions.reports import approve_report, change_texts, offer_report, return_report
from reports.drafting import with_texts
from reports.models import Report, ReportApproval, ReportState
from tests.conftest import World
from tests.factories import make_member, make_round
from tests.installation import ROOT, Installation
from tests.monitoring.actions.test_concurrency import overlapping
from tests.reports.making import fresh, make_report

# --- On connections of their own ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Desk:
    """A report of the analyst, and what people do with the first version, which they all read."""

    world: World
    report: Report
    key: str

    @property
    def read(self) -> Report:
        """The report as another request would have it."""
        return fresh(self.report)

    def offer(self) -> None:
        offer_report(report=self.read, version=1, by=self.world.user("analyst"))

    def approve(self) -> None:
        approve_report(
            report=self.read, version=1, publication=1, by=self.world.user("district_coordinator")
        )

    def give_back(self) -> None:
        by = self.world.user("district_coordinator")
        return_report(report=self.read, version=1, remark="Korter.", by=by)

    def change(self, text: str = "Van de analist.") -> None:
        by = self.world.user("analyst")
        change_texts(report=self.read, version=1, texts={self.key: text}, note="", by=by)


@pytest.fixture
def desk(world: World) -> Desk:
    make_member(role=Role.ANALYST, target=world.region)
    round = make_round(norm=world.norm, state=RoundState.PUBLISHED)
    report = make_report(round=round, by=world.analyst)
    built = with_texts(report, report.versions.get(), {}, world.analyst).built
    return Desk(world, report, built.sentences[0].key)


def decided() -> int:
    return Notice.objects.filter(kind=NoticeKind.REPORT_DECIDED).count()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_second_approval_is_refused(desk: Desk) -> None:
    desk.offer()

    second = overlapping(desk.approve, desk.approve)

    assert isinstance(second.exception(), Refused)
    assert ReportApproval.objects.count() == 1
    assert decided() == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_approval_of_what_was_changed_meanwhile_is_refused(desk: Desk) -> None:
    desk.offer()

    second = overlapping(desk.change, desk.approve)

    assert isinstance(second.exception(), Refused)
    assert (desk.read.state, desk.read.version) == (ReportState.DRAFT, 2)
    assert not ReportApproval.objects.exists()
    assert decided() == 0


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_change_during_an_approval_is_a_new_draft_on_top_of_it(desk: Desk) -> None:
    desk.offer()

    second = overlapping(desk.approve, desk.change)

    assert second.exception() is None
    assert (desk.read.state, desk.read.version) == (ReportState.DRAFT, 2)
    assert ReportApproval.objects.get().version.number == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_report_that_is_given_back_meanwhile_is_not_approved(desk: Desk) -> None:
    desk.offer()

    second = overlapping(desk.give_back, desk.approve)

    assert isinstance(second.exception(), Refused)
    assert (desk.read.state, desk.read.remark) == (ReportState.DRAFT, "Korter.")
    assert not ReportApproval.objects.exists()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_second_change_is_refused_and_overwrites_nothing(desk: Desk) -> None:
    second = overlapping(desk.change, lambda: desk.change("Van een collega."))

    assert isinstance(second.exception(), Refused)
    assert desk.read.versions.get(number=2).texts == {desk.key: "Van de analist."}


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_who_offer_tell_the_approvers_once(desk: Desk) -> None:
    second = overlapping(desk.offer, desk.offer)

    assert isinstance(second.exception(), Refused)
    told = Notice.objects.filter(kind=NoticeKind.REPORT_OFFERED)
    assert len({notice.user_id for notice in told}) == told.count() == 2


# --- In processes of their own --------------------------------------------------------------------

BEGIN = f"""
from django.core.management import call_command as call
from accounts.actions.users import create_account
from accounts.permissions import Role
from ambitions.actions.memberships import give_role
from ambitions.models import Region
from monitoring.models import Round
from reports.actions.reports import begin_report, offer_report
from reports.kinds import KINDS
call("import_organisations", "{ROOT}/example/organisaties.yaml")
call("import_norm", "{ROOT}/example/flevolandse-norm-1.0.yaml")
days = ("--reference-date", "2026-01-01", "--closes-on", "2026-02-01")
call("open_round", "flevolandse-norm@1.0", "ronde", "--name", "R", "--kind", "interim", *days)
call("close_round", "ronde")
call("publish_round", "ronde")
people = []
for name in ("maker", "tweede", "derde"):
    user = create_account(email=name + "@voorbeeld.test", name=name, by=None)
    give_role(user=user, role=Role.ANALYST, target=Region.objects.get(), by=None)
    people.append(user)
stand, round = KINDS["stand-voor-het-dvc"], Round.objects.with_norm().get()
report = begin_report(kind=stand, round=round, organisation=None, by=people[0])
offer_report(report=report, version=1, by=people[0])
"""
ACT = """
from accounts.models import User
from accounts.refusals import Refused
from reports.actions.reports import approve_report, change_settings
from reports.actions.report_checks import Settings
from reports.models import Report
def approve(by):
    approve_report(report=report, version=1, publication=1, by=by)
def change(by):
    wanted = Settings([], {{}}, "vertrouwelijk", True, "artikel 87", "besluit van " + by.name)
    change_settings(report=report, version=1, settings=wanted, note="", by=by)
report = Report.objects.with_place().get()
by = User.objects.get(name="{person}")
print("klaar", flush=True)
input()
try:
    {act}(by)
    print("gelukt")
except Refused:
    print("geweigerd")
"""
PRINT_STATE = """
from reports.models import Report, ReportApproval
report = Report.objects.get()
print(report.state, report.version, report.versions.count(), ReportApproval.objects.count())
"""


def at_the_same_moment(installation: Installation, *acts: tuple[str, str]) -> list[str]:
    """What came of each act, done by a person in a process that began when all were ready."""
    running = [
        subprocess.Popen(
            [
                *(sys.executable, "-W", "error", str(ROOT / "manage.py"), "shell", "-c"),
                ACT.format(act=act, person=person),
            ],
            cwd=ROOT,
            env=installation.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for act, person in acts
    ]
    for process in running:
        assert process.stdout is not None
        while "klaar" not in (line := process.stdout.readline()):
            assert line, "the process ended before it was ready"
    for process in running:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    return [process.communicate(timeout=120)[0].split()[-1] for process in running]


def state_of(installation: Installation) -> list[str]:
    return installation.run("shell", "-c", PRINT_STATE).text.split()[-4:]


def test_processes_that_approve_and_change_at_once_leave_what_can_be(
    installation: Installation,
) -> None:
    installation.run("shell", "-c", BEGIN)

    approved = at_the_same_moment(installation, ("approve", "tweede"), ("approve", "derde"))

    assert sorted(approved) == ["gelukt", "geweigerd"]
    assert state_of(installation) == ["final", "1", "1", "1"]

    changed = at_the_same_moment(installation, ("change", "tweede"), ("change", "derde"))

    assert sorted(changed) == ["gelukt", "geweigerd"]
    assert state_of(installation) == ["draft", "2", "2", "1"]


def test_processes_of_which_one_approves_and_one_changes_approve_what_was_read(
    installation: Installation,
) -> None:
    installation.run("shell", "-c", BEGIN)

    approval, change = at_the_same_moment(installation, ("approve", "tweede"), ("change", "derde"))

    assert change == "gelukt"
    assert state_of(installation) == ["draft", "2", "2", "1" if approval == "gelukt" else "0"]
