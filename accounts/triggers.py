"""Triggers that hold what no constraint can say: what is final does not change.

A guard is one SQL condition on OLD and NEW, in words that SQLite and PostgreSQL share; when it is
true the statement fails with an IntegrityError. Apps list theirs in a module `guards` and install
them after every `migrate` (`install_after_migrate`), not in a migration: Django rebuilds a table
on SQLite to alter a column, and the triggers of the old table vanish with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.apps import AppConfig
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate

Event = Literal["INSERT", "UPDATE", "DELETE", "TRUNCATE"]


@dataclass(frozen=True, slots=True)
class Guard:
    """Refuses `event` on rows of `table` for which the SQL condition `when` holds.

    TRUNCATE is of whole tables, so its condition is TRUE; SQLite has no such statement.
    """

    name: str
    table: str
    event: Event
    when: str
    message: str

    def create_sql(self, vendor: str) -> list[str]:
        if vendor == "sqlite":
            if self.event == "TRUNCATE":
                return []
            return [
                *self.drop_sql(vendor),
                f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} "
                f"WHEN {self.when} BEGIN SELECT RAISE(ABORT, '{self.message}'); END",
            ]
        kept = {"DELETE": "OLD", "TRUNCATE": "NULL"}.get(self.event, "NEW")
        each = "STATEMENT" if self.event == "TRUNCATE" else "ROW"
        return [
            f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN IF {self.when} THEN RAISE EXCEPTION '{self.message}' "
            "USING ERRCODE = 'integrity_constraint_violation'; END IF; "
            f"RETURN {kept}; END $$",
            f"CREATE OR REPLACE TRIGGER {self.name} BEFORE {self.event} ON {self.table} "
            f"FOR EACH {each} EXECUTE FUNCTION {self.name}()",
        ]

    def drop_sql(self, vendor: str) -> list[str]:
        if vendor == "sqlite":
            return [f"DROP TRIGGER IF EXISTS {self.name}"]
        return [f"DROP TRIGGER IF EXISTS {self.name} ON {self.table}"]


def install(guards: Sequence[Guard], connection: BaseDatabaseWrapper) -> None:
    """Creates the guards, or replaces them by their present form."""
    _run([sql for guard in guards for sql in guard.create_sql(connection.vendor)], connection)


def uninstall(guards: Sequence[Guard], connection: BaseDatabaseWrapper) -> None:
    """Drops the guards; only tests do, to empty the tables between two of them."""
    _run([sql for guard in guards for sql in guard.drop_sql(connection.vendor)], connection)


def install_after_migrate(app: AppConfig, guards: Sequence[Guard]) -> None:
    """Installs the guards of an app whenever `migrate` (or a test's flush) has run."""

    def receiver(using: str, **_: Any) -> None:
        connection = connections[using]
        tables = set(connection.introspection.table_names())
        # A migration backwards leaves an app without some of its tables.
        install([guard for guard in guards if guard.table in tables], connection)

    post_migrate.connect(receiver, sender=app, weak=False, dispatch_uid=f"{app.label}.guards")


def _run(statements: Sequence[str], connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
