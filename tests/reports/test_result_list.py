"""The list of results behind a figure: its order, pages, narrowing, and odd addresses."""

from urllib.parse import urljoin

import pytest
from django.test import Client

from monitoring.choices import RoundState
from monitoring.models import Round
from tests.conftest import SignIn, World
from tests.factories import MUNICIPALITY, make_norm, make_round, set_result
from tests.reports.document import Element, read

LIST = "/rondes/ronde-gepubliceerd/resultaten/"
HOSTILE = ("ronde-x", "<script>", "'", "%00", "GM0034%00", "..%2F", "%F0%9F%98%80", "x" * 2000)
ODD_CODES = ("%00", "GM0034%00", "%ED%A0%80", "%FF", "%0A", "x" * 2000)


@pytest.fixture
def district(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.district_coordinator)


@pytest.fixture
def long_round(world: World) -> Round:
    """A round of 3 municipalities × 70 points: 210 results, three pages."""
    points = {f"A{number}": (MUNICIPALITY,) for number in range(1, 71)}
    norm = make_norm(region=world.region, code="lange-norm", content={"A": points})
    return make_round(norm=norm, code="ronde-lang", state=RoundState.PUBLISHED)


def places(page: Element) -> list[str]:
    """Organisation and point of every row."""
    body = page.captioned("Resultaten").one("tbody")
    return [
        f"{row.one('th').text} {row.all('td')[0].text.partition(' ')[0]}" for row in body.all("tr")
    ]


def test_rows_are_in_the_order_of_the_export(district: Client, published_round: Round) -> None:
    names = ("Almere", "Lelystad", "Urk", "Provincie Flevoland")

    page = read(district, LIST)

    assert places(page) == [f"{name} {c}" for name in names for c in ("A1", "A2", "A3", "B1", "B2")]


def test_every_row_is_reached_by_following_the_next_page(
    district: Client, long_round: Round
) -> None:
    address = f"/rondes/{long_round.code}/resultaten/?status=unanswered"
    seen: list[str] = []
    for _ in range(3):
        page = read(district, address)
        seen += places(page)
        following = page.all("a", rel="next")
        if following:
            address = urljoin(address, following[0].attributes["href"])

    assert len(seen) == 210
    assert len(set(seen)) == 210
    assert not following


def test_next_page_keeps_the_narrowing(district: Client, long_round: Round) -> None:
    address = f"/rondes/{long_round.code}/resultaten/?thema=A&status=unanswered"

    following = read(district, address).one("a", rel="next").attributes["href"]

    assert "thema=A" in following
    assert "status=unanswered" in following


@pytest.mark.parametrize("number", ["0", "-1", "999", "x", "", "1e9", "9" * 5000])
def test_odd_page_number_shows_a_page(
    district: Client, published_round: Round, number: str
) -> None:
    assert len(places(read(district, f"{LIST}?pagina={number}"))) == 20


def test_status_tabs_mark_the_chosen_one(district: Client, published_round: Round) -> None:
    page = read(district, f"{LIST}?status=partly")

    tabs = page.one("nav", **{"aria-label": "Kies een status"})
    assert tabs.one("a", **{"aria-current": "true"}).text == "deels behaald"
    assert places(page) == ["Almere A2"]


def test_selection_without_results_says_so(district: Client, published_round: Round) -> None:
    page = read(district, f"{LIST}?organisatie=GM0034&status=not_applicable")

    assert "Er zijn geen resultaten in deze selectie." in page.text


def test_explanation_with_markup_is_shown_as_text(
    world: World, district: Client, open_round: Round
) -> None:
    hostile = '<script>alert(1)</script> "quoted" & \u202egnirts'
    set_result(
        round=open_round, organisation="GM0034", point="A1", explanation=hostile, by=world.analyst
    )
    round = open_round
    round.assessments.filter(organisation=world.almere).update(state="submitted")

    page = read(district, f"/rondes/{round.code}/resultaten/?organisatie=GM0034&punt=A1")

    assert page.one(css="fn-typed").raw_text == hostile
    assert all("src" in script.attributes for script in page.all("script"))


@pytest.mark.parametrize("key", ["organisatie", "thema", "punt", "status"])
def test_unknown_narrowing_is_not_found(district: Client, published_round: Round, key: str) -> None:
    for value in HOSTILE:
        assert district.get(f"{LIST}?{key}={value}").status_code == 404, value


@pytest.mark.parametrize(
    "path",
    ["/regio/?ronde={}", "/regio/?regio={}", "/organisaties/GM0034/?ronde={}"],
)
def test_unknown_choice_is_not_found(district: Client, published_round: Round, path: str) -> None:
    for value in HOSTILE:
        assert district.get(path.format(value)).status_code == 404, value


@pytest.mark.parametrize(
    "path",
    [
        "/organisaties/{}/",
        "/rondes/{}/",
        "/rondes/{}/resultaten/",
        "/rondes/{}/export/json/",
        "/rondes/ronde-gepubliceerd/export/{}/",
        "/rondes/{}/invoer/GM0034/",
        "/rondes/ronde-gepubliceerd/invoer/{}/",
        "/ambitiepunten/{}/1.0/A1/",
        "/ambitiepunten/norm/{}/A1/",
        "/ambitiepunten/norm/1.0/{}/",
        "/normen/{}/1.0/",
        "/normen/norm/{}/",
    ],
)
def test_odd_code_in_an_address_is_not_found(
    district: Client, published_round: Round, path: str
) -> None:
    for value in ODD_CODES:
        assert district.get(path.format(value)).status_code == 404, value
