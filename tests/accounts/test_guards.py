"""The machinery of the guards: they are there after every migrate, and after every flush."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.models.signals import post_migrate

from accounts.triggers import Guard, install, uninstall
from tests.breaking import execute, integrity_error
from tests.conftest import ALL_GUARDS
from tests.factories import make_region

POSSIBLE = [guard for guard in ALL_GUARDS if guard.create_sql(connection.vendor)]
"""Those that this database can hold: SQLite has no TRUNCATE, and so no guard against it."""
NAMES = {guard.name for guard in POSSIBLE}


def installed() -> set[str]:
    """The triggers in the database that are guards by their name."""
    sql = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(sql[connection.vendor])
        return {name for (name,) in cursor.fetchall() if name.startswith("guard_")}


def test_guard_names_are_unique_and_fit_postgresql() -> None:
    assert len(NAMES) == len(POSSIBLE)
    assert len(ALL_GUARDS) - len(POSSIBLE) == (connection.vendor == "sqlite")
    assert all(len(name) <= 63 for name in NAMES)


@pytest.mark.django_db
def test_guards_are_installed_by_migrate() -> None:
    assert installed() == NAMES


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "after the flush of the first"])
def test_guards_are_there_again_after_the_flush_of_a_test(turn: str) -> None:
    assert installed() == NAMES, turn


@pytest.mark.django_db(transaction=True)
def test_guards_come_back_with_a_flush() -> None:
    make_region()
    uninstall(ALL_GUARDS, connection)
    assert installed() == set()

    call_command("flush", interactive=False, verbosity=0)

    assert installed() == NAMES


@pytest.mark.django_db
def test_install_twice_changes_nothing() -> None:
    install(ALL_GUARDS, connection)

    assert installed() == NAMES


@pytest.mark.django_db
def test_install_replaces_a_guard_by_its_present_form() -> None:
    region = make_region()
    name = "guard_of_this_test"
    connection.check_constraints()
    install([Guard(name, "ambitions_region", "UPDATE", "TRUE", "oud")], connection)

    install([Guard(name, "ambitions_region", "UPDATE", "OLD.title = 'x'", "nieuw")], connection)

    execute("UPDATE ambitions_region SET title = 'x' WHERE id = %s", region.pk)
    with integrity_error("nieuw"):
        execute("UPDATE ambitions_region SET title = 'y' WHERE id = %s", region.pk)


@pytest.mark.django_db
def test_uninstall_of_a_guard_that_is_not_there_is_no_error() -> None:
    uninstall([Guard("guard_nowhere", "ambitions_region", "UPDATE", "TRUE", "")], connection)

    assert installed() == NAMES


@pytest.mark.django_db
def test_migrating_back_leaves_guards_only_on_tables_that_exist() -> None:
    execute("DROP TABLE reports_madefile")

    post_migrate.send(
        sender=apps.get_app_config("reports"),
        using="default",
        app_config=apps.get_app_config("reports"),
        verbosity=0,
        interactive=False,
        plan=[],
        apps=apps,
    )

    gone = {guard.name for guard in ALL_GUARDS if guard.table == "reports_madefile"}
    assert gone
    assert installed() == NAMES - gone
