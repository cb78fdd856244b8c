"""Breaking the rules of the database on purpose."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from accounts.refusals import Refused
from accounts.triggers import Guard, uninstall
from tests.conftest import ALL_GUARDS, World

Break = Callable[[World], Callable[[], object]]
"""Prepares a case; what it returns does the one thing that a guard refuses."""


@contextmanager
def integrity_error(message: str) -> Iterator[None]:
    """Expects the database to refuse the block; afterwards the transaction goes on."""
    with (
        pytest.raises(IntegrityError, match=re.escape(message)),
        transaction.atomic(),
    ):
        yield


@contextmanager
def not_unique(constraint: str, columns: str) -> Iterator[None]:
    """Expects a unique constraint to refuse the block.

    PostgreSQL names the constraint, SQLite the columns ("table.one, table.two").
    """
    name = f"{re.escape(constraint)}|: {re.escape(columns)}$"
    with (
        pytest.raises(IntegrityError, match=f"(?is)unique constraint.*({name})"),
        transaction.atomic(),
    ):
        yield


def execute(sql: str, *parameters: str | int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def assert_refused_by(guard: Guard, world: World, prepare: Break) -> None:
    """The guard, and nothing but this guard, refuses the case."""
    breaks = prepare(world)
    # PostgreSQL alters no table whose deferred foreign keys are still to be checked.
    connection.check_constraints()
    uninstall([other for other in ALL_GUARDS if other != guard], connection)

    with integrity_error(guard.message):
        breaks()
    uninstall([guard], connection)
    breaks()


def guards_of(guards: tuple[Guard, ...], name: str) -> Guard:
    (guard,) = (guard for guard in guards if guard.name == name)
    return guard


@contextmanager
def refused(*lines: str) -> Iterator[None]:
    """Expects the block to be refused with exactly these lines, and to write nothing."""
    with nothing_written(), pytest.raises(Refused) as caught:
        yield
    assert list(caught.value.lines) == list(lines)


@contextmanager
def nothing_written() -> Iterator[None]:
    """Expects every row of every table to be as it was before the block."""
    before = all_rows()
    yield
    assert all_rows() == before


def all_rows() -> dict[str, list[tuple[object, ...]]]:
    """Every row of the database, by table."""
    return {
        model._meta.db_table: list(model._default_manager.order_by("pk").values_list())
        for model in apps.get_models(include_auto_created=True)
    }
