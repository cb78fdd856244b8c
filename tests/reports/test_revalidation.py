"""An unchanged dashboard is not sent again, and nobody gets by with another person's tag."""

import gzip
import secrets

import pytest
from django.test import Client
from django.urls import reverse

from monitoring.actions.results import write
from monitoring.choices import ResultStatus, RoundState
from monitoring.models import Round
from tests.conftest import SignIn, World
from tests.reports.conftest import MakeRound
from tests.reports.document import Response

ADDRESSES = (
    "/regio/",
    "/organisaties/GM0034/",
    "/ambitiepunten/rijke-norm/1.0/A1/",
    "/rondes/ronde-rijk/resultaten/?organisatie=GM0034",
)


@pytest.fixture
def round(rich_round: MakeRound) -> Round:
    return rich_round(RoundState.PUBLISHED)


def again(client: Client, address: str, first: Response) -> Response:
    """The same page, asked for by a browser that has the first answer."""
    return client.get(address, headers={"If-None-Match": first["ETag"]})


@pytest.mark.parametrize("address", ADDRESSES)
def test_unchanged_page_is_answered_without_its_content(
    world: World, sign_in: SignIn, round: Round, address: str
) -> None:
    client = sign_in(world.district_coordinator)
    first = client.get(address)

    second = again(client, address, first)

    assert (first.status_code, second.status_code) == (200, 304)
    assert second.content == b""
    assert second["ETag"] == first["ETag"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_is_kept_by_one_browser_and_never_shown_unasked(
    world: World, sign_in: SignIn, round: Round, address: str
) -> None:
    response = sign_in(world.district_coordinator).get(address)

    kept = {part.strip() for part in response["Cache-Control"].split(",")}
    assert kept == {"private", "no-cache"}
    assert "Cookie" in response["Vary"]


def test_changed_page_is_sent_again(world: World, sign_in: SignIn, rich_round: MakeRound) -> None:
    round = rich_round(RoundState.OPEN)
    client = sign_in(world.district_coordinator)
    address = f"/regio/?ronde={round.code}"
    first = client.get(address)
    result = round.results.filter(status=ResultStatus.UNANSWERED)[0]
    assert write(result, {"status": ResultStatus.ACHIEVED, "explanation": ""}, by=None)

    second = again(client, address, first)

    assert second.status_code == 200
    assert second["ETag"] != first["ETag"]


def test_tag_of_another_person_is_worth_nothing(
    world: World, sign_in: SignIn, round: Round
) -> None:
    first = sign_in(world.district_coordinator).get("/regio/")

    second = again(sign_in(world.analyst), "/regio/", first)

    assert second.status_code == 200
    assert second["ETag"] != first["ETag"]


def test_tag_of_an_earlier_session_is_worth_nothing(
    world: World, sign_in: SignIn, round: Round
) -> None:
    first = sign_in(world.district_coordinator).get("/regio/")

    client = Client()
    client.force_login(world.district_coordinator)
    second = again(client, "/regio/", first)

    assert second.status_code == 200


@pytest.mark.parametrize("tag", ["*", 'W/"', '"' + "x" * 5000 + '"', "<script>"])
def test_visitor_with_any_tag_is_sent_to_sign_in(client: Client, round: Round, tag: str) -> None:
    response = client.get("/regio/", headers={"If-None-Match": tag})

    assert response.status_code == 302
    assert "ETag" not in response


def test_page_is_compressed_and_its_length_differs_by_chance(
    world: World, sign_in: SignIn, round: Round
) -> None:
    client = sign_in(world.district_coordinator)
    plain = client.get("/regio/")

    answers = [client.get("/regio/", headers={"Accept-Encoding": "gzip"}) for _ in range(8)]

    assert {answer["Content-Encoding"] for answer in answers} == {"gzip"}
    assert all(b"fn-heatmap" in gzip.decompress(answer.content) for answer in answers)
    assert len(answers[0].content) < len(plain.content) / 4
    assert len({len(answer.content) for answer in answers}) > 1


def test_signing_out_takes_what_the_browser_kept(
    world: World, sign_in: SignIn, round: Round
) -> None:
    client = sign_in(world.district_coordinator)
    client.get("/regio/")

    response = client.post(reverse("account_logout"))

    assert response["Clear-Site-Data"] == '"cache"'
    assert "Clear-Site-Data" not in Client().get("/")


def test_session_that_is_no_more_takes_what_the_browser_kept(client: Client, round: Round) -> None:
    client.cookies["sessionid"] = secrets.token_hex(16)

    response = client.get("/regio/")

    assert response.status_code == 302
    assert response["Clear-Site-Data"] == '"cache"'
