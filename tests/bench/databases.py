"""Databases of one engine, each a copy of an empty one that is migrated once.

The engine and its options are those of the settings; only the name differs. The application reads
the default connection, so a database is measured by making its connection the default one.
"""

import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path

from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from tests.bench.generator import generate
from tests.bench.shapes import SEED, Shape

EMPTY = "empty"
VACUUMS = 20
RUN = secrets.token_hex(4)
"""Keeps the databases of this run apart from all others on the same server."""


@contextmanager
def empty_database() -> Iterator[None]:
    """A migrated database without rows, for `database` to copy."""
    with _created(EMPTY) as wrapper, use(EMPTY):
        call_command("migrate", database=EMPTY, verbosity=0)
        _disconnect(wrapper)
        yield


@contextmanager
def database(alias: str, shape: Shape) -> Iterator[BaseDatabaseWrapper]:
    """A filled database of its own; removed afterwards."""
    with _created(alias, template=EMPTY) as wrapper:
        with use(alias):
            _fill(wrapper, shape)
        yield wrapper


@contextmanager
def use(alias: str) -> Iterator[None]:
    """Makes the database the one that the application reads and writes."""
    kept = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = connections[alias]
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = kept


@contextmanager
def _created(alias: str, template: str = "") -> Iterator[BaseDatabaseWrapper]:
    settings = deepcopy(connections.settings[template or DEFAULT_DB_ALIAS])
    original = str(settings["NAME"])
    sqlite = settings["ENGINE"] == "django.db.backends.sqlite3"
    if sqlite:
        name = str(Path(original).with_name(f"{alias}.sqlite3"))
        if template:
            shutil.copyfile(original, name)
    else:
        name = f"flevonorm_bench_{RUN}_{alias}"
        copied = f' TEMPLATE "{original}"' if template else ""
        _administer(f'CREATE DATABASE "{name}"{copied}')
    connections.settings[alias] = settings | {"NAME": name}
    wrapper = connections[alias]
    try:
        yield wrapper
    finally:
        _disconnect(wrapper)
        del connections[alias]
        if sqlite:
            Path(name).unlink(missing_ok=True)
        else:
            _administer(f'DROP DATABASE "{name}"')


def _fill(wrapper: BaseDatabaseWrapper, shape: Shape) -> None:
    """Generates the rows and leaves the database in the state in which it is measured."""
    postgresql = wrapper.vendor == "postgresql"
    if postgresql:
        with wrapper.cursor() as cursor:
            # Maintenance at a moment of its own choosing would change what is measured.
            cursor.execute("ALTER TABLE monitoring_result SET (autovacuum_enabled = false)")
    generate(wrapper, shape, SEED)
    if postgresql:
        with wrapper.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
            if shape.shuffled:
                cursor.execute("ANALYZE")
            else:
                _vacuum(cursor)
    _disconnect(wrapper)  # forgets the setting; SQLite moves its write-ahead log into the file


def _vacuum(cursor: CursorWrapper) -> None:
    """Vacuums until the rows are known to be visible to all, which index-only scans rely on.

    A snapshot that the server itself holds, to analyse a table, makes the first try useless.
    """
    for _ in range(VACUUMS):
        cursor.execute("VACUUM ANALYZE")
        cursor.execute(
            "SELECT relallvisible, relpages FROM pg_class WHERE relname = 'monitoring_result'"
        )
        visible, pages = cursor.fetchone()
        if visible == pages:
            return
        time.sleep(1)
    raise AssertionError(f"after {VACUUMS} vacuums {visible} of {pages} pages are visible to all")


def _administer(statement: str) -> None:
    """Runs what needs another database than the one it is about."""
    with connections[DEFAULT_DB_ALIAS]._nodb_cursor() as cursor:
        cursor.execute(statement)


def _disconnect(wrapper: BaseDatabaseWrapper) -> None:
    wrapper.close()
    if wrapper.vendor == "postgresql":
        wrapper.close_pool()  # type: ignore[attr-defined]  # of this engine only
