"""Inserting millions of rows into a table in seconds: first the rows, then the indexes."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.db.backends.utils import CursorWrapper

INDEXES = {
    "sqlite": "SELECT name, sql FROM sqlite_master"
    " WHERE type = 'index' AND tbl_name = %s AND sql IS NOT NULL",
    "postgresql": "SELECT indexname, indexdef FROM pg_indexes"
    " WHERE tablename = %s AND indexdef NOT LIKE 'CREATE UNIQUE%%'",
}


@contextmanager
def bulk_insert(cursor: CursorWrapper, table: str) -> Iterator[None]:
    """Within a transaction: drops the indexes of the table and makes them again afterwards.

    On PostgreSQL a superuser's inserts also go without foreign key checks and triggers, which
    take most of the time there; the rows must be right of themselves.
    """
    vendor = cursor.db.vendor
    cursor.execute(INDEXES[vendor], [table])
    indexes = cursor.fetchall()
    for name, _ in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    with _as_replica(cursor) if vendor == "postgresql" else nullcontext():
        yield
    for _, definition in indexes:
        cursor.execute(definition)


@contextmanager
def _as_replica(cursor: CursorWrapper) -> Iterator[None]:
    cursor.execute("SHOW is_superuser")
    allowed = cursor.fetchone() == ("on",)
    if allowed:
        cursor.execute("SET LOCAL session_replication_role = replica")
    yield
    if allowed:
        cursor.execute("SET LOCAL session_replication_role = origin")
