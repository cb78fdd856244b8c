"""Who sees which pairs of neighbours, and what leads to the waterbed page."""

from datetime import date

import pytest
from django.test import Client

from ambitions.models import Norm
from monitoring.choices import AssessmentState, RoundState
from monitoring.models import Result, Round
from tests.conftest import SignIn, World
from tests.factories import (
    MUNICIPALITY,
    fill_round,
    make_norm,
    make_organisation,
    make_round,
    set_assessment,
    set_result,
)
from tests.monitoring.assessments import peer_review
from tests.reports.conftest import advance
from tests.reports.document import Element, read
from tests.reports.test_query_counts import WHO, add_organisations, queries

OPEN, CLOSED, PUBLISHED = RoundState.OPEN, RoundState.CLOSED, RoundState.PUBLISHED
ALL = {"Almere – Lelystad", "Lelystad – Urk"}
MESSAGE = "Nog niets te vergelijken"
LINK = "Bekijk waar buren verschillen (waterbedeffect)"
LIMIT = WHO + 7
MUNICIPAL = {"A": dict.fromkeys(("A1", "A2"), (MUNICIPALITY,))}


@pytest.fixture
def norm(world: World) -> Norm:
    world.lelystad.neighbours.add(world.urk)
    return make_norm(region=world.region, code="gemeentenorm", content=MUNICIPAL)


@pytest.fixture
def round(norm: Norm) -> Round:
    """Open: Lelystad has not achieved A1, which all others have; Urk has not achieved A2."""
    round = make_round(norm=norm, code="nu")
    fill_round(round=round)
    set_result(round=round, organisation="GM0995", point="A1", status="partly")
    set_result(round=round, organisation="GM0184", point="A2", status="not_achieved")
    return round


def page_of(client: Client) -> Element:
    return read(client, "/regio/waterbed/?ronde=nu")


def pairs(page: Element) -> set[str]:
    heads = {row.one("th").text for row in page.all("tr") if row.all("td")}
    return {head for head in heads if "–" in head}


@pytest.mark.parametrize(
    ("state", "role", "expected"),
    [
        (OPEN, "district_coordinator", ALL),
        (CLOSED, "district_coordinator", ALL),
        (CLOSED, "analyst", ALL),
        *((PUBLISHED, role, ALL) for role in ("analyst", "coordinator", "executive")),
    ],
)
def test_pairs_are_shown_to_who_may_see_both(
    world: World, sign_in: SignIn, round: Round, state: RoundState, role: str, expected: set[str]
) -> None:
    advance(round, state)

    page = page_of(sign_in(world.user(role)))

    assert pairs(page) == expected
    assert "Alleen van de organisaties" not in page.text


@pytest.mark.parametrize("role", ["coordinator", "executive", "other_coordinator"])
def test_who_sees_only_their_own_gets_a_message_and_no_numbers(
    world: World, sign_in: SignIn, round: Round, role: str
) -> None:
    advance(round, CLOSED)
    client = sign_in(world.user(role))

    page = page_of(client)

    assert MESSAGE in page.text
    assert not page.all("table")
    assert not page.all("p", css="fn-headline")
    assert not [link for link in page.hrefs() if "#lijst" in link]
    assert "Urk" not in page.text
    region = read(client, "/regio/?ronde=nu")
    assert LINK not in region.text
    assert not region.all("h2", id="op-de-kaart")


def test_analyst_sees_only_pairs_of_which_both_handed_in(
    world: World, sign_in: SignIn, round: Round
) -> None:
    client = sign_in(world.analyst)
    set_assessment(round=round, organisation=world.lelystad, state=AssessmentState.SUBMITTED)
    assert MESSAGE in page_of(client).text
    assert LINK not in read(client, "/regio/?ronde=nu").text

    set_assessment(round=round, organisation=world.urk, state=AssessmentState.SUBMITTED)
    page = page_of(client)

    assert pairs(page) == {"Lelystad – Urk"}
    # These two differ on both points, Almere and Lelystad on one.
    assert page.one("p", css="fn-headline").text.startswith("Buren verschillen tot nu toe 2 keer")
    assert "Almere" not in page.text
    assert "Alleen van de organisaties waarvan de resultaten voor u zichtbaar zijn." in page.text
    assert LINK in read(client, "/regio/?ronde=nu").text
    hidden = client.get("/regio/waterbed/?ronde=nu&organisatie=GM0034")
    assert hidden.status_code == 404


def test_total_is_not_compared_when_a_pair_was_not_visible_before(
    world: World, sign_in: SignIn, norm: Norm
) -> None:
    make_round(norm=norm, code="eerder", state=CLOSED, reference_date=date(2025, 1, 1))
    round = make_round(norm=norm, code="nu")
    fill_round(round=round)
    advance(round, PUBLISHED)

    page = page_of(sign_in(world.coordinator))

    assert "niet zichtbaar of niet gemeten" in page.text
    assert "dan bij" not in page.one("p", css="fn-headline").text
    assert "evenveel" not in page.text


def test_open_round_is_not_there_for_an_organisation(
    world: World, sign_in: SignIn, round: Round
) -> None:
    client = sign_in(world.coordinator)

    assert client.get("/regio/waterbed/?ronde=nu").status_code == 404
    assert client.get("/regio/waterbed/").status_code == 200


def test_peer_sees_the_pair_of_the_review(world: World, sign_in: SignIn, round: Round) -> None:
    peer_review(
        round, world.lelystad, world.almere, by=world.other_coordinator, peer_by=world.coordinator
    )
    advance(round, CLOSED)

    assert pairs(page_of(sign_in(world.coordinator))) == {"Almere – Lelystad"}


@pytest.mark.parametrize("shared", [False, True])
def test_watch_gives_the_explanation_to_who_may_read_it(
    world: World, sign_in: SignIn, round: Round, shared: bool
) -> None:
    set_result(
        round=round,
        organisation="GM0995",
        point="A1",
        status="not_applicable",
        explanation="Omdat wij geen haven hebben",
    )
    Result.objects.filter(round=round, organisation=world.lelystad).update(is_shared=shared)
    advance(round, PUBLISHED)
    for role, readable in (
        ("district_coordinator", True),
        ("other_coordinator", True),
        ("executive", shared),
    ):
        text = page_of(sign_in(world.user(role))).text
        assert ("geen haven" in text) is readable
        assert ("niet zichtbaar voor u" in text) is not readable


@pytest.mark.parametrize(
    "query",
    [
        *(f"{name}=onzin" for name in ("thema", "organisatie", "buur", "punt", "uitkomst")),
        "richting=onzin",
        "organisatie=GM9999",
        "organisatie=PV24",
        "thema=%00",
        "punt=<script>",
        f"buur={'9' * 400}",
        "regio=elders",
        "ronde=nergens",
    ],
)
def test_unknown_word_is_not_there(world: World, sign_in: SignIn, round: Round, query: str) -> None:
    ronde = "" if "ronde" in query else "&ronde=nu"
    response = sign_in(world.district_coordinator).get(f"/regio/waterbed/?{query}{ronde}")

    assert response.status_code == 404


def test_region_without_rounds_or_neighbours_says_so(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.outsider)
    assert "Nog geen cijfers" in read(client, "/regio/waterbed/").text
    make_round(norm=world.other_norm, code="nu", state=PUBLISHED)

    assert "Niets te vergelijken" in page_of(client).text
    assert LINK not in read(client, "/regio/?ronde=nu").text


def test_organisation_page_leads_to_its_list_with_the_same_number(
    world: World, sign_in: SignIn, round: Round
) -> None:
    advance(round, PUBLISHED)
    client = sign_in(world.executive)
    for code, number in (("GM0995", 1), ("GM0184", 1), ("GM0034", 0)):
        page = read(client, f"/organisaties/{code}/?ronde=nu")
        links = [link for link in page.all("a") if "waar een buur verder is" in link.text]
        assert [link.text for link in links] == ["1 punt waar een buur verder is"] * number
        for link in links:
            address = link.attributes["href"]
            assert address == f"/regio/waterbed/?regio=flevoland&ronde=nu&organisatie={code}#lijst"
            headline = read(client, address).one("p", css="fn-headline").text
            assert "1 ambitiepunt niet behaald" in headline


def test_organisation_page_says_nothing_of_neighbours_that_are_not_visible(
    world: World, sign_in: SignIn, round: Round
) -> None:
    for state in (OPEN, CLOSED):
        advance(round, state)
        page = read(sign_in(world.other_coordinator), "/organisaties/GM0995/?ronde=nu")
        assert "waar een buur verder is" not in page.text
    page = read(sign_in(world.analyst), "/organisaties/GM0995/?ronde=nu")
    assert "1 punt waar een buur verder is" in page.text


def test_region_map_shows_the_figures_of_the_table(
    world: World, sign_in: SignIn, published_round: Round
) -> None:
    page = read(sign_in(world.executive), f"/regio/?ronde={published_round.code}")

    description = page.one("desc", id="tegelkaart-uitleg").text
    assert description == (
        "Almere: 20 procent, 1 van 5; Lelystad: 0 procent, 0 van 5; Urk: 0 procent, 0 van 5"
    )
    section = next(part for part in page.all("section") if part.all("h2", id="op-de-kaart"))
    assert "Provincie Flevoland" in section.text
    assert "#per-organisatie" in section.hrefs()


@pytest.mark.parametrize("municipalities", [3, 40])
def test_page_takes_few_queries_whatever_the_number_of_organisations(
    world: World, sign_in: SignIn, norm: Norm, municipalities: int
) -> None:
    added = add_organisations(world.region, municipalities)
    for organisation in added:
        organisation.neighbours.add(world.almere, *added[:5])
    make_round(norm=norm, code="eerder", state=PUBLISHED, reference_date=date(2025, 1, 1))
    round = make_round(norm=norm, code="nu")
    fill_round(round=round)
    set_result(round=round, organisation="GM0034", point="A1", status="not_applicable")
    set_result(round=round, organisation="GM0034", point="A2", status="partly")
    advance(round, PUBLISHED)

    for role in ("district_coordinator", "executive"):
        assert queries(sign_in(world.user(role)), "/regio/waterbed/?ronde=nu") == LIMIT


def test_page_of_two_organisations_takes_as_many_queries(world: World, sign_in: SignIn) -> None:
    neighbour = make_organisation(region=world.other_region, code="GM8888", name="Verder")
    neighbour.neighbours.add(world.elsewhere)
    make_round(norm=world.other_norm, state=PUBLISHED, reference_date=date(2025, 1, 1))
    make_round(norm=world.other_norm, code="nu", state=PUBLISHED)

    assert queries(sign_in(world.outsider), "/regio/waterbed/?ronde=nu") == LIMIT
