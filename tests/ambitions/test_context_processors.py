"""Who gets "Beheer" in the menu."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from ambitions.context_processors import administration
from tests.conftest import CAST, World
from tests.reports.test_query_counts import counted


@pytest.mark.parametrize("name", CAST)
def test_menu_shows_the_administration_to_who_manages_users(
    world: World, rf: RequestFactory, name: str
) -> None:
    request = rf.get("/")
    request.user = world.user(name)

    shown = administration(request)["manages_users"]()

    assert shown is (name in {"district_coordinator", "outsider"})


def test_menu_of_a_visitor_or_an_early_error_asks_the_database_nothing(
    rf: RequestFactory,
) -> None:
    early, visitor = rf.get("/"), rf.get("/")
    visitor.user = AnonymousUser()

    assert not administration(early)["manages_users"]()
    assert not administration(visitor)["manages_users"]()


def test_menu_asks_the_roles_once(world: World, rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = world.user("district_coordinator")
    manages_users = administration(request)["manages_users"]

    with counted() as statements:
        assert manages_users()
        assert manages_users()

    assert len(statements) == 1
