"""The cast and the world of the tests, and the rules that hold for every run of them."""

import gc
import os
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.conf import settings
from django.core.mail import DNS_NAME
from django.db import connection
from django.test import Client

from accounts.guards import GUARDS as ACCOUNTS_GUARDS
from accounts.models import User
from accounts.permissions import Role
from accounts.triggers import uninstall
from ambitions.guards import GUARDS as AMBITIONS_GUARDS
from ambitions.models import Norm, Organisation, Region
from monitoring.choices import RoundState
from monitoring.guards import GUARDS as MONITORING_GUARDS
from monitoring.models import Round
from reports.guards import GUARDS as REPORTS_GUARDS
from tests.factories import (
    PASSWORD,
    PROVINCE,
    WATER_BOARD,
    make_member,
    make_norm,
    make_organisation,
    make_region,
    make_round,
    make_user,
)
from tests.installation import Installation, copied, migrated_template
from tests.sockets import guard

pytest.register_assert_rewrite("tests.accounts.passwords", "tests.breaking", "tests.running")

IN_CI = os.environ.get("CI") == "true"
ALL_GUARDS = (*ACCOUNTS_GUARDS, *AMBITIONS_GUARDS, *MONITORING_GUARDS, *REPORTS_GUARDS)
FLUSHING = frozenset({"transactional_db", "live_server", "django_db_reset_sequences"})


@dataclass(frozen=True, slots=True)
class World:
    """Two regions with their organisations, a norm each, and everybody who may come by.

    `nobody` is a user without roles, `administrator` a superuser without roles and `outsider` the
    district coordinator of the other region. `coordinator` and `executive` belong to Almere,
    `other_coordinator` to Lelystad.
    """

    region: Region
    almere: Organisation
    lelystad: Organisation
    urk: Organisation
    province: Organisation
    water_board: Organisation
    norm: Norm
    other_region: Region
    elsewhere: Organisation
    other_norm: Norm
    district_coordinator: User
    analyst: User
    coordinator: User
    executive: User
    other_coordinator: User
    outsider: User
    nobody: User
    administrator: User

    def user(self, name: str) -> User:
        """A member of the cast by name, with no memberships remembered yet."""
        return User.objects.get(pk=getattr(self, name).pk)


CAST = (
    "district_coordinator",
    "analyst",
    "coordinator",
    "executive",
    "other_coordinator",
    "outsider",
    "nobody",
    "administrator",
)


@pytest.fixture
def world(db: None) -> World:
    """Region Flevoland (three municipalities, a province, a water board) and region Elders."""
    region = make_region(code="flevoland", title="Flevoland")
    other_region = make_region(code="elders", title="Elders")
    almere = make_organisation(region=region, code="GM0034", name="Almere", tile=(3, 1))
    lelystad = make_organisation(region=region, code="GM0995", name="Lelystad", tile=(2, 1))
    almere.neighbours.add(lelystad)
    return World(
        region=region,
        almere=almere,
        lelystad=lelystad,
        urk=make_organisation(region=region, code="GM0184", name="Urk", tile=(1, 1)),
        province=make_organisation(
            region=region, code="PV24", name="Provincie Flevoland", kind=PROVINCE
        ),
        water_board=make_organisation(
            region=region, code="WS0650", name="Waterschap Zuiderzeeland", kind=WATER_BOARD
        ),
        norm=make_norm(region=region, code="norm", version="1.0"),
        other_region=other_region,
        elsewhere=make_organisation(region=other_region, code="GM9999", name="Elders"),
        other_norm=make_norm(region=other_region, code="andere-norm", version="1.0"),
        district_coordinator=make_member(
            role=Role.DISTRICT_COORDINATOR, target=region, email="district@voorbeeld.test"
        ),
        analyst=make_member(role=Role.ANALYST, target=region, email="analist@voorbeeld.test"),
        coordinator=make_member(
            role=Role.COORDINATOR, target=almere, email="coordinator@voorbeeld.test"
        ),
        executive=make_member(
            role=Role.EXECUTIVE, target=almere, email="bestuurder@voorbeeld.test"
        ),
        other_coordinator=make_member(
            role=Role.COORDINATOR, target=lelystad, email="lelystad@voorbeeld.test"
        ),
        outsider=make_member(
            role=Role.DISTRICT_COORDINATOR, target=other_region, email="elders@voorbeeld.test"
        ),
        nobody=make_user(email="niemand@voorbeeld.test", name="Niemand"),
        administrator=User.objects.create_superuser("beheer@voorbeeld.test", PASSWORD),
    )


@pytest.fixture
def open_round(world: World) -> Round:
    """An open round of the world's norm, nothing filled in yet."""
    return make_round(norm=world.norm, code="ronde-open", state=RoundState.OPEN)


@pytest.fixture
def published_round(world: World) -> Round:
    """A published round of the world's norm: Almere has A1 behaald and A2 deels behaald."""
    return make_round(
        norm=world.norm,
        code="ronde-gepubliceerd",
        state=RoundState.PUBLISHED,
        reference_date=date(2025, 10, 1),
        statuses={("GM0034", "A1"): "achieved", ("GM0034", "A2"): "partly"},
    )


@pytest.fixture
def sign_in(client: Client) -> "SignIn":
    """Signs a user in on the test client: `sign_in(world.coordinator).get(…)`."""
    return SignIn(client)


@dataclass(frozen=True, slots=True)
class SignIn:
    client: Client

    def __call__(self, user: User) -> Client:
        self.client.force_login(user)
        return self.client


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation with tables and no rows, made once."""
    with migrated_template(tmp_path_factory.mktemp("template")) as installation:
        yield installation


@pytest.fixture
def installation(template: Installation, tmp_path: Path) -> Iterator[Installation]:
    """An empty installation outside the test's own database, for commands in a real process."""
    with copied(template, tmp_path) as installation:
        yield installation


# --- Rules of every run ---------------------------------------------------------------------------


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "postgresql: is about PostgreSQL, not collected elsewhere")
    config.addinivalue_line("markers", "sqlite: is about SQLite, not collected elsewhere")
    # Safe hashing takes a tenth of a second per password, and there are many users here.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # A server of PostgreSQL that somebody gives by name is looked up by Python.
    guard.allowed_names.add(connection.settings_dict["HOST"])
    guard.install()
    # A letter carries the name of this machine, for which Django would ask the network.
    DNS_NAME._fqdn = "tests.flevonorm.example"
    # Files that a test places go with the run.
    uploads = TemporaryDirectory(prefix="flevonorm-uploads-")
    settings.UPLOADS_DIR = Path(uploads.name) / "uploads"
    config.add_cleanup(uploads.cleanup)
    # A cache in memory needs no database; tests of the shared one ask for it.
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what is about the other database; that is no skip, there is nothing to test."""
    other = "postgresql" if connection.vendor == "sqlite" else "sqlite"
    left_out = [item for item in items if item.get_closest_marker(other)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker(other)]


def pytest_collection_finish() -> None:
    """Thousands of tests live as long as the run; the collector need not look at them each time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _nothing_leaves_this_machine() -> Iterator[None]:
    """Fails a test that tried to, also when the code under test caught the refusal."""
    yield
    refused, guard.refused = guard.refused, []
    assert not refused, f"a test wants to leave this machine: {refused}"


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Takes the guards away before a test's flush, which they would refuse on SQLite.

    The flush ends with `post_migrate`, which installs them again.
    """
    marker = item.get_closest_marker("django_db")
    flushes = marker is not None and marker.kwargs.get("transaction")
    if flushes or FLUSHING & set(getattr(item, "fixturenames", ())):
        uninstall(ALL_GUARDS, connection)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With CI=true a skipped test is a failed one."""
    report = yield
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and CI=true: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """With CI=true a module that skips itself is a failed one."""
    report = yield
    if IN_CI and report.outcome == "skipped":
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} was skipped, and CI=true: {report.longrepr}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says how many cells of the permission matrix were tried."""
    cells = sum(
        int(str(value))
        for report in terminalreporter.getreports("passed")
        for name, value in report.user_properties
        if name == "cells"
    )
    if cells:
        terminalreporter.write_line(f"Permission matrix: {cells} cells as the table says.")
