"""What goes with every answer: who may frame it, run in it, or keep a copy; and the error pages.

What only production has is in `test_production_headers`.
"""

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import resolve
from pytest_django import Settings

from monitoring.models import Round
from tests.conftest import SignIn, World
from tests.factories import PASSWORD
from tests.reports.document import Response, document

SIGNED_IN = (
    ("/", 200),
    ("/regio/", 200),
    ("/organisaties/GM0034/", 200),
    ("/ambitiepunten/norm/1.0/A1/", 200),
    ("/rondes/", 200),
    ("/rondes/ronde-gepubliceerd/", 200),
    ("/rondes/ronde-gepubliceerd/resultaten/", 200),
    ("/rondes/ronde-gepubliceerd/export/json/", 200),
    ("/rondes/ronde-gepubliceerd/invoer/GM0034/", 200),
    ("/normen/", 200),
    ("/normen/norm/1.0/", 200),
    ("/afmelden/", 200),
    ("/aanmelden/", 302),
    ("/rondes/nergens/", 404),
    ("/nergens/", 404),
)
VISITOR = (("/", 200), ("/aanmelden/", 200), ("/gezond/", 200), ("/regio/", 302), ("/x/", 404))
ADDRESSES = [
    *[pytest.param(path, status, True, id=f"user {path}") for path, status in SIGNED_IN],
    *[pytest.param(path, status, False, id=f"visitor {path}") for path, status in VISITOR],
]
NOT_PERSONAL = {"/gezond/", "/nergens/", "/x/", "/aanmelden/"}
REVALIDATED = {"region_dashboard", "organisation_detail", "point_detail", "result_list"}
"""Names of the pages that a browser may keep until the session ends, if it asks each time."""


# --- Answers of every kind ------------------------------------------------------------------------

Ask = Callable[[Client, World], Response]


def foreign_host(client: Client, world: World) -> Response:
    return client.get("/", headers={"host": "elders.example"})


def too_large(client: Client, world: World) -> Response:
    return client.post("/", {"login": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)})


def forbidden(client: Client, world: World) -> Response:
    """Technical administration is for looking things up."""
    client.force_login(world.administrator)
    return client.get("/admin/monitoring/round/add/")


def forged(client: Client, world: World) -> Response:
    client.handler.enforce_csrf_checks = True
    return client.post("/", {"login": world.coordinator.email, "password": PASSWORD})


def wrong_method(client: Client, world: World) -> Response:
    return client.post("/gezond/")


def too_often(client: Client, world: World) -> Response:
    for _ in range(5):
        client.post("/wachtwoord-vergeten/", {"email": "vaak@voorbeeld.test"})
    return client.post("/wachtwoord-vergeten/", {"email": "vaak@voorbeeld.test"})


def broken(client: Client, world: World) -> Response:
    return client.get("/kapot/")


def without_database(client: Client, world: World) -> Response:
    return client.get("/zonder-database/")


KINDS: tuple[tuple[int, Ask], ...] = (
    (400, foreign_host),
    (400, too_large),
    (403, forbidden),
    (403, forged),
    (405, wrong_method),
    (429, too_often),
    (500, broken),
    (503, without_database),
)

ANSWERS: dict[tuple[str | Ask, int, bool], Response] = {}


@pytest.fixture
def answer(
    request: pytest.FixtureRequest,
    world: World,
    published_round: Round,
    settings: Settings,
) -> Response:
    """What the address or the function of the parameter brings about; asked once for all tests."""
    if request.param not in ANSWERS:
        ANSWERS[request.param] = ask_afresh(request.param, world, settings)
    return ANSWERS[request.param]


def ask_afresh(
    parameter: tuple[str | Ask, int, bool], world: World, settings: Settings
) -> Response:
    settings.ROOT_URLCONF = "tests.failing_urls"
    settings.ALLOWED_HOSTS = ["testserver"]
    cache.clear()
    client = Client(raise_request_exception=False)
    asked, status, signed_in = parameter
    if signed_in:
        client.force_login(world.district_coordinator)
    response = asked(client, world) if callable(asked) else client.get(asked)
    assert response.status_code == status
    return response


every_answer = pytest.mark.parametrize(
    "answer",
    [
        *[pytest.param(parameter.values, id=parameter.id) for parameter in ADDRESSES],
        *[pytest.param((ask, status, False), id=ask.__name__) for status, ask in KINDS],
    ],
    indirect=True,
)
kinds_of_error = pytest.mark.parametrize(
    "answer",
    [pytest.param((ask, status, False), id=ask.__name__) for status, ask in KINDS],
    indirect=True,
)


def policy(response: Response) -> dict[str, str]:
    directives = (part.strip().split(" ", 1) for part in response[CSP].split(";"))
    return {name: " ".join(values) for name, *values in directives}


CSP = "Content-Security-Policy"


@every_answer
def test_answer_allows_nothing_that_is_not_ours(answer: Response) -> None:
    directives = policy(answer)

    assert directives["default-src"] == "'none'"
    assert directives["base-uri"] == "'none'"
    assert directives["frame-ancestors"] == "'none'"
    assert directives["form-action"] == "'self'"
    for name, sources in directives.items():
        assert sources in {"'none'", "'self'"}, name


@every_answer
def test_answer_carries_the_safe_headers(answer: Response) -> None:
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert re.fullmatch("[0-9a-f]{32}", answer["X-Request-ID"])
    assert not {"Server", "X-Powered-By", "Access-Control-Allow-Origin"} & set(answer.headers)


@every_answer
def test_answer_switches_off_what_no_page_uses(answer: Response) -> None:
    features = dict(part.split("=") for part in answer["Permissions-Policy"].split(", "))

    used = {name for name, allowed in features.items() if allowed != "()"}
    assert used == {"publickey-credentials-create", "publickey-credentials-get"}
    assert {features[name] for name in used} == {"(self)"}
    assert {"camera", "geolocation", "microphone", "payment", "usb"} < set(features)


@kinds_of_error
def test_error_is_a_dutch_page_that_nobody_keeps(answer: Response) -> None:
    assert "no-store" in answer["Cache-Control"]
    assert "geheim" not in answer.content.decode()
    if answer.status_code != 405:  # no page has a button that leads there
        page = document(answer)
        assert page.one("html").attributes["lang"] == "nl"
        assert page.one("h1").text


@every_answer
def test_page_holds_no_script_or_style_of_its_own(answer: Response) -> None:
    if not answer["Content-Type"].startswith("text/html") or not answer.content:
        return
    page = document(answer)

    assert not page.all("style")
    assert [script for script in page.all("script") if "src" not in script.attributes] == []
    for element in page.walk():
        assert "style" not in element.attributes
        assert not any(name.startswith("on") for name in element.attributes)
    for address in re.findall(rb'(?:src|href|action)="([^"]+)"', answer.content):
        assert not address.startswith((b"http", b"//", b"javascript:")), address


@pytest.mark.parametrize(
    "path", [path for path, status in SIGNED_IN if status == 200 and path not in NOT_PERSONAL]
)
def test_personal_page_is_not_kept_by_anybody(
    world: World, sign_in: SignIn, published_round: Round, path: str
) -> None:
    response = sign_in(world.district_coordinator).get(path)

    kept = {part.strip() for part in response.get("Cache-Control", "").split(",")}
    assert ("no-cache" if resolve(path).url_name in REVALIDATED else "no-store") in kept
    assert "private" in kept or "no-store" in kept
    assert "public" not in kept


def test_not_found_is_a_dutch_page_with_a_way_back(world: World, sign_in: SignIn) -> None:
    response = sign_in(world.coordinator).get("/nergens/")

    page = document(response)
    assert response.status_code == 404
    assert page.one("html").attributes["lang"] == "nl"
    assert page.one("h1").text == "Deze pagina is niet gevonden"
    assert "/" in page.one("main").hrefs()


def test_not_found_for_a_visitor_tells_nothing(client: Client, world: World) -> None:
    page = document(client.get("/nergens/"))

    assert page.one("h1").text == "Deze pagina is niet gevonden"
    assert not page.all("nav")
    assert "nergens" not in page.text


def test_health_says_nothing_but_that_it_works(client: Client, world: World) -> None:
    response = client.get("/gezond/")

    assert response.status_code == 200
    assert response.content == b"gezond"
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


def test_session_cookie_is_out_of_reach_of_scripts_and_other_sites(
    world: World, client: Client
) -> None:
    client.post("/", {"login": world.coordinator.email, "password": PASSWORD})

    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["domain"]
