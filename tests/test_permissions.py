"""The permission matrix: every named address × every role × GET and POST.

An address that the table lacks fails the tests, also one of a library. Addresses of things stand in
it for the own organisation, another one, and another region. What somebody may not see is not
there: 404, with the page of what does not exist.
"""

import copy
import re
from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from monitoring.models import Round
from tests.conftest import CAST, SignIn, World
from tests.permission_row import OPEN, Row
from tests.permission_table import TABLE, make_things
from tests.signing_in import confirm_identity

RecordProperty = Callable[[str, object], None]

PAGE, REDIRECT, NOT_FOUND, NOT_ALLOWED = 200, 302, 404, 405
OF_THE_LIBRARY = {
    # Generic views, which take a PUT for a POST; what they may do is the same.
    name
    for name in {row.name for row in TABLE}
    if name == "start" or name.startswith(("account_", "mfa_", "usersessions_"))
}


@pytest.fixture
def things(world: World, open_round: Round, published_round: Round) -> dict[str, object]:
    """What the rows are about: maps the names in their paths to keys."""
    return make_things(world)


@pytest.mark.parametrize("role", CAST)
def test_get_answers_as_the_table_says(
    world: World,
    things: dict[str, object],
    client: Client,
    role: str,
    record_property: RecordProperty,
) -> None:
    wrong = []
    record_property("cells", len(TABLE))
    for row, status in answers(client, world, things, "get", role):
        if status != row.status("get", role):
            wrong.append(f"{row}: {status}, not {row.status('get', role)}")

    assert wrong == []


@pytest.mark.parametrize("role", CAST)
def test_post_answers_as_the_table_says(
    world: World,
    things: dict[str, object],
    client: Client,
    role: str,
    record_property: RecordProperty,
) -> None:
    wrong = []
    record_property("cells", len(TABLE))
    for row, status in answers(client, world, things, "post", role):
        if status != row.status("post", role):
            wrong.append(f"{row}: {status}, not {row.status('post', role)}")

    assert wrong == []


@pytest.mark.parametrize("method", ["get", "post"])
def test_visitor_gets_what_the_table_says(
    world: World,
    things: dict[str, object],
    client: Client,
    method: str,
    record_property: RecordProperty,
) -> None:
    wrong = []
    for row in TABLE:
        response = getattr(client, method)(row.address(things))
        expected = int(row.visitor.split()[method == "post"])
        where = response.headers.get("Location", row.to)
        if response.status_code != expected or not where.startswith(row.to):
            wrong.append(f"{row}: {response.status_code} {where}, not {expected}")

    record_property("cells", len(TABLE))
    assert wrong == []


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_not_allowed(
    world: World, things: dict[str, object], sign_in: SignIn, method: str
) -> None:
    client = sign_in(world.district_coordinator)
    confirm_identity(client, world.district_coordinator)
    accepted = [
        row.path
        for row in TABLE
        if row.name not in OF_THE_LIBRARY
        and getattr(client, method)(row.address(things)).status_code not in {NOT_ALLOWED, NOT_FOUND}
    ]

    assert accepted == []


@pytest.mark.parametrize("role", ["coordinator", "outsider"])
def test_not_yours_looks_like_not_there(
    world: World, things: dict[str, object], sign_in: SignIn, role: str
) -> None:
    """For one who sees much and one who sees little; what is 404 for whom is tried for all."""
    client = sign_in(world.user(role))
    not_there = body(client, "/rondes/ronde-nergens/")

    confirm_identity(client, world.user(role))

    for row in TABLE:
        # A link that works no more has a page of its own, the same for every such link.
        if row.status("get", role) == NOT_FOUND and row.name != "invitation_accept":
            assert body(client, row.address(things)) == not_there, row


def test_account_that_is_switched_off_is_signed_out(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.coordinator)
    type(world.coordinator).objects.filter(pk=world.coordinator.pk).update(is_active=False)

    assert client.get("/regio/").status_code == REDIRECT


def test_role_that_is_taken_away_opens_nothing_more(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.coordinator)
    world.coordinator.memberships.all().delete()

    assert client.get(f"/rondes/{OPEN}/invoer/GM0034/").status_code == NOT_FOUND
    assert client.get("/regio/").status_code == NOT_FOUND


def test_every_named_address_is_in_the_table() -> None:
    assert {row.name for row in TABLE} == {name for name, _ in addresses(get_resolver())}


@pytest.mark.parametrize("role", [role for role in CAST if role != "administrator"])
def test_technical_administration_is_closed_to_everybody_else(
    world: World, sign_in: SignIn, role: str
) -> None:
    client = sign_in(world.user(role))

    for path in admin_paths():
        response = client.get(path)
        assert response.status_code in {REDIRECT, NOT_FOUND}, path
        if response.status_code == REDIRECT:
            assert response["Location"].startswith("/admin/login/"), path


def test_technical_administration_is_open_to_its_administrator(
    world: World, sign_in: SignIn
) -> None:
    assert sign_in(world.administrator).get("/admin/").status_code == PAGE


def answers(
    client: Client, world: World, things: dict[str, object], method: str, role: str
) -> Iterator[tuple[Row, int]]:
    """What the role gets, who they are just confirmed; what each request wrote is undone."""
    confirm_identity(client, world.user(role))
    signed_in = copy.deepcopy(client.cookies)
    for row in TABLE:
        client.cookies = copy.deepcopy(signed_in)
        with transaction.atomic():
            response = getattr(client, method)(row.address(things))
            # An export that is streamed asks the database while it is read.
            _ = response.content if not response.streaming else b"".join(response)
            transaction.set_rollback(True)
        yield row, response.status_code


def body(client: Client, path: str) -> str:
    """The page without the token that differs every time."""
    response = client.get(path)
    assert response.status_code == NOT_FOUND
    text = response.content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


def addresses(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Name and pattern of every address outside the technical administration."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.name or "", prefix + str(pattern.pattern)
        elif pattern.namespace != "admin":
            yield from addresses(pattern, prefix + str(pattern.pattern))


def admin_paths() -> list[str]:
    """An address for every pattern of the technical administration, sign-in and -out excepted."""
    (admin,) = (
        pattern
        for pattern in get_resolver().url_patterns
        if isinstance(pattern, URLResolver) and pattern.namespace == "admin"
    )
    paths = [
        "/admin/" + re.sub(r"<[^>]+>", "1", path)
        for name, path in addresses(admin)
        if name not in {"login", "logout"} and "(?P" not in path
    ]
    assert len(paths) > 10
    return paths
