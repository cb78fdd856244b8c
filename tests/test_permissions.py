"""Who gets which page: one table of addresses, roles and answers.

What somebody may not see is not there: 404, with the page of what does not exist.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from ambitions.choices import NormState
from monitoring.choices import AssessmentState, RoundState
from monitoring.models import Round
from tests.conftest import CAST, SignIn, World
from tests.factories import make_norm, make_round, set_assessment

OPEN, PUBLISHED, CLOSED, PLANNED = (
    "ronde-open",
    "ronde-gepubliceerd",
    "ronde-gesloten",
    "ronde-gepland",
)
PAGE, REDIRECT, NOT_FOUND, NOT_ALLOWED = 200, 302, 404, 405


@dataclass(frozen=True, slots=True)
class Row:
    """`get` is what everybody of CAST gets, in that order; `post` likewise, or one for all."""

    name: str
    path: str
    get: str
    post: str = "405"

    def status(self, method: str, role: str) -> int:
        answers = getattr(self, method).split()
        return int(answers[CAST.index(role)] if len(answers) > 1 else answers[0])

    def __str__(self) -> str:
        return self.path


# In the order of CAST:
#    district coordinator, analyst, coordinator and executive of Almere, coordinator of Lelystad,
#    district coordinator of another region, nobody, technical administrator
EVERYBODY = "200"
REGION = "200 200 200 200 200 404 404 404"
REGION_ROLES = "200 200 404 404 404 404 404 404"
DISTRICT = "200 404 404 404 404 404 404 404"
ALMERE = "200 404 200 200 404 404 404 404"
ALMERE_READS = "404 404 200 200 404 404 404 404"
LELYSTAD_HANDED_IN = "200 200 404 404 200 404 404 404"
ELSEWHERE = "404 404 404 404 404 200 404 404"
NOBODY = "404"
SAVES_ELSEWHERE = "404 404 404 404 404 422 404 404"
ENTERS_ALMERE = "200 404 200 404 404 404 404 404"
SAVES_ALMERE = "422 404 422 404 404 404 404 404"
ENTERS_LELYSTAD = "200 404 404 404 200 404 404 404"
LOCKED_LELYSTAD = "409 404 404 404 409 404 404 404"
ENTRY_LOCKED = "409 404 409 404 404 404 404 404"

TABLE = (
    Row("start", "/", EVERYBODY, post="200"),
    Row("account_login", "/aanmelden/", "302", post="302"),
    Row("account_logout", "/afmelden/", EVERYBODY, post="302"),
    Row("health", "/gezond/", EVERYBODY),
    # The region
    Row("region_dashboard", "/regio/", "200 200 200 200 200 200 404 404"),
    Row("region_dashboard", "/regio/?regio=flevoland", REGION),
    Row("region_dashboard", "/regio/?regio=elders", ELSEWHERE),
    Row("region_dashboard", "/regio/?regio=nergens", NOBODY),
    Row("region_dashboard", f"/regio/?ronde={PUBLISHED}", REGION),
    Row("region_dashboard", f"/regio/?ronde={CLOSED}", REGION),
    Row("region_dashboard", f"/regio/?ronde={OPEN}", REGION_ROLES),
    Row("region_dashboard", f"/regio/?ronde={PLANNED}", NOBODY),
    Row("region_dashboard", "/regio/?ronde=ronde-elders", ELSEWHERE),
    # An organisation: Almere is at it, Lelystad has handed in
    Row("organisation_detail", "/organisaties/GM0034/", REGION),
    Row("organisation_detail", f"/organisaties/GM0034/?ronde={PUBLISHED}", REGION),
    Row(
        "organisation_detail",
        f"/organisaties/GM0034/?ronde={CLOSED}",
        "200 200 200 200 404 404 404 404",
    ),
    Row("organisation_detail", f"/organisaties/GM0034/?ronde={OPEN}", ALMERE),
    Row("organisation_detail", f"/organisaties/GM0995/?ronde={OPEN}", LELYSTAD_HANDED_IN),
    Row("organisation_detail", f"/organisaties/GM0184/?ronde={OPEN}", DISTRICT),
    Row("organisation_detail", f"/organisaties/GM0034/?ronde={PLANNED}", NOBODY),
    Row("organisation_detail", "/organisaties/GM9999/", ELSEWHERE),
    Row("organisation_detail", "/organisaties/GM0000/", NOBODY),
    # Norms
    Row("norm_list", "/normen/", EVERYBODY),
    Row("norm_detail", "/normen/norm/1.0/", REGION),
    Row("norm_detail", "/normen/concept-norm/1.0/", DISTRICT),
    Row("norm_detail", "/normen/andere-norm/1.0/", ELSEWHERE),
    Row("norm_detail", "/normen/norm/9.9/", NOBODY),
    Row("point_detail", "/ambitiepunten/norm/1.0/A1/", REGION),
    Row("point_detail", "/ambitiepunten/concept-norm/1.0/A1/", DISTRICT),
    Row("point_detail", "/ambitiepunten/andere-norm/1.0/A1/", ELSEWHERE),
    Row("point_detail", "/ambitiepunten/norm/1.0/Z9/", NOBODY),
    # Rounds
    Row("round_list", "/rondes/", EVERYBODY),
    Row("round_detail", f"/rondes/{OPEN}/", REGION),
    Row("round_detail", f"/rondes/{PUBLISHED}/", REGION),
    Row("round_detail", f"/rondes/{PLANNED}/", DISTRICT),
    Row("round_detail", "/rondes/ronde-elders/", ELSEWHERE),
    Row("round_detail", "/rondes/ronde-nergens/", NOBODY),
    Row("result_list", f"/rondes/{OPEN}/resultaten/", REGION),
    Row("result_list", f"/rondes/{PLANNED}/resultaten/", DISTRICT),
    Row("result_list", "/rondes/ronde-elders/resultaten/", ELSEWHERE),
    Row("result_list", f"/rondes/{OPEN}/resultaten/?organisatie=GM9999", NOBODY),
    # Exports: a whole round once it is closed, an organisation's part as soon as it may be read
    Row("round_export", f"/rondes/{PUBLISHED}/export/json/", REGION_ROLES),
    Row("round_export", f"/rondes/{CLOSED}/export/csv/", REGION_ROLES),
    Row("round_export", f"/rondes/{OPEN}/export/json/", NOBODY),
    Row("round_export", f"/rondes/{PLANNED}/export/json/", NOBODY),
    Row("round_export", f"/rondes/{OPEN}/export/csv/?organisatie=GM0034", ALMERE_READS),
    Row("round_export", f"/rondes/{OPEN}/export/csv/?organisatie=GM0995", LELYSTAD_HANDED_IN),
    Row(
        "round_export",
        f"/rondes/{PUBLISHED}/export/json/?organisatie=GM0034",
        "200 200 200 200 404 404 404 404",
    ),
    Row("round_export", f"/rondes/{PUBLISHED}/export/exe/", NOBODY),
    Row("round_export", "/rondes/ronde-elders/export/json/", NOBODY),
    # Entry; an empty form lacks what it needs, a locked one is a conflict
    Row("entry", f"/rondes/{OPEN}/invoer/GM0034/", ENTERS_ALMERE, post=SAVES_ALMERE),
    Row("entry", f"/rondes/{OPEN}/invoer/GM0034/?thema=B", ENTERS_ALMERE, post=SAVES_ALMERE),
    Row("entry", f"/rondes/{OPEN}/invoer/GM0034/?thema=Z", NOBODY, post=NOBODY),
    Row("entry", f"/rondes/{OPEN}/invoer/GM0995/", ENTERS_LELYSTAD, post=LOCKED_LELYSTAD),
    Row("entry", f"/rondes/{CLOSED}/invoer/GM0034/", ENTERS_ALMERE, post=ENTRY_LOCKED),
    Row("entry", f"/rondes/{PUBLISHED}/invoer/GM0034/", ENTERS_ALMERE, post=ENTRY_LOCKED),
    Row("entry", f"/rondes/{PLANNED}/invoer/GM0034/", NOBODY, post=NOBODY),
    Row("entry", f"/rondes/{OPEN}/invoer/WS0650/", NOBODY, post=NOBODY),
    Row("entry", f"/rondes/{OPEN}/invoer/GM9999/", NOBODY, post=NOBODY),
    Row("entry", "/rondes/ronde-elders/invoer/GM9999/", ELSEWHERE, post=SAVES_ELSEWHERE),
)
OPEN_TO_VISITORS = frozenset({"start", "account_login", "health"})


@pytest.fixture
def rounds(world: World, open_round: Round, published_round: Round) -> None:
    """A round in each state, and one of the other region; Lelystad has handed in the open one."""
    set_assessment(round=open_round, organisation=world.lelystad, state=AssessmentState.SUBMITTED)
    make_round(norm=world.norm, code=CLOSED, state=RoundState.CLOSED)
    make_round(norm=world.norm, code=PLANNED, state=RoundState.PLANNED)
    make_round(norm=world.other_norm, code="ronde-elders", state=RoundState.OPEN)
    make_norm(region=world.region, code="concept-norm", state=NormState.DRAFT)


@pytest.mark.usefixtures("rounds")
@pytest.mark.parametrize("role", CAST)
def test_get_answers_as_the_table_says(world: World, client: Client, role: str) -> None:
    wrong = []
    for row in TABLE:
        client.force_login(world.user(role))
        status = client.get(row.path).status_code
        if status != row.status("get", role):
            wrong.append(f"{row}: {status}, not {row.status('get', role)}")

    assert wrong == []


@pytest.mark.usefixtures("rounds")
@pytest.mark.parametrize("role", CAST)
def test_post_answers_as_the_table_says(world: World, client: Client, role: str) -> None:
    wrong = []
    for row in TABLE:
        client.force_login(world.user(role))
        status = client.post(row.path).status_code
        if status != row.status("post", role):
            wrong.append(f"{row}: {status}, not {row.status('post', role)}")

    assert wrong == []


@pytest.mark.usefixtures("rounds")
@pytest.mark.parametrize("method", ["get", "post"])
def test_visitor_is_sent_to_sign_in(client: Client, method: str) -> None:
    for row in TABLE:
        response = getattr(client, method)(row.path)

        if row.name in OPEN_TO_VISITORS:
            assert response.status_code in {PAGE, NOT_ALLOWED}, row
        elif row.name == "account_logout":
            assert response.status_code == REDIRECT, row
            assert response["Location"] == "/", row
        else:
            assert response.status_code == REDIRECT, row
            assert response["Location"].startswith("/?next=/"), row


@pytest.mark.usefixtures("rounds")
@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_not_allowed(world: World, sign_in: SignIn, method: str) -> None:
    client = sign_in(world.district_coordinator)
    accepted = [
        row.path
        for row in TABLE
        if row.name not in {"start", "account_login", "account_logout"}
        and getattr(client, method)(row.path).status_code != NOT_ALLOWED
    ]

    assert accepted == []


@pytest.mark.usefixtures("rounds")
@pytest.mark.parametrize("role", CAST)
def test_not_yours_looks_like_not_there(world: World, sign_in: SignIn, role: str) -> None:
    client = sign_in(world.user(role))
    not_there = body(client, "/rondes/ronde-nergens/")

    for row in TABLE:
        if row.status("get", role) == NOT_FOUND:
            assert body(client, row.path) == not_there, row.path


@pytest.mark.usefixtures("rounds")
def test_account_that_is_switched_off_is_signed_out(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.coordinator)
    type(world.coordinator).objects.filter(pk=world.coordinator.pk).update(is_active=False)

    assert client.get("/regio/").status_code == REDIRECT


@pytest.mark.usefixtures("rounds")
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
