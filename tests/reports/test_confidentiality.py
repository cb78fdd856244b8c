"""What each role gets to see of figures, statuses and explanations, per state of the round.

Every explanation and every private note is a text of its own, so that it can be found wherever it
might turn up. Of the open round Lelystad has handed in its part, and nobody else has.
"""

from collections.abc import Iterator

import pytest
from django.test import Client

from monitoring.choices import AssessmentState, ResultStatus, RoundState
from monitoring.models import Result, Round
from tests.conftest import SignIn, World
from tests.factories import set_assessment
from tests.reports import figures
from tests.reports.conftest import MakeRound, advance
from tests.reports.document import Element, document, read

OPEN, CLOSED, PUBLISHED = RoundState.OPEN, RoundState.CLOSED, RoundState.PUBLISHED
STATES = (OPEN, CLOSED, PUBLISHED)
NAMES = {
    "GM0034": "Almere",
    "GM0995": "Lelystad",
    "GM0184": "Urk",
    "PV24": "Provincie Flevoland",
}
ALL = frozenset(NAMES)
ALMERE, LELYSTAD = frozenset({"GM0034"}), frozenset({"GM0995"})
NONE: frozenset[str] = frozenset()
MEMBERS = ("district_coordinator", "analyst", "coordinator", "executive", "other_coordinator")

# Contract: "Who may do what". Organisations whose statuses (and figure) each role may see …
STATUSES = {
    OPEN: {
        "district_coordinator": ALL,
        "analyst": LELYSTAD,
        "coordinator": ALMERE,
        "executive": ALMERE,
        "other_coordinator": LELYSTAD,
    },
    CLOSED: {
        "district_coordinator": ALL,
        "analyst": ALL,
        "coordinator": ALMERE,
        "executive": ALMERE,
        "other_coordinator": LELYSTAD,
    },
    PUBLISHED: dict.fromkeys(MEMBERS, ALL),
}
# … and whose explanations.
EXPLANATIONS = {
    OPEN: {**STATUSES[OPEN], "district_coordinator": LELYSTAD},
    CLOSED: STATUSES[CLOSED],
    PUBLISHED: STATUSES[CLOSED],
}
NOTES = {"coordinator": ALMERE, "other_coordinator": LELYSTAD}
"""Whose private notes each role may see, in whatever state the round is: its own."""
REGION_FIGURE = {
    OPEN: {"district_coordinator", "analyst"},
    CLOSED: set(MEMBERS),
    PUBLISHED: set(MEMBERS),
}
EXPORTS = {OPEN: set[str](), CLOSED: {"district_coordinator", "analyst"}}
EXPORTS[PUBLISHED] = EXPORTS[CLOSED]


def explanation(organisation: str, point: str) -> str:
    return f"TOELICHTING<{organisation}&{point}>"


def note(organisation: str, point: str) -> str:
    return f"NOTITIE-{organisation}-{point}"


@pytest.fixture(params=STATES)
def marked_round(request: pytest.FixtureRequest, world: World, rich_round: MakeRound) -> Round:
    """A round in which every result has its own explanation and private note."""
    round = rich_round(OPEN)
    for result in round.results.select_related("organisation", "point"):
        place = (result.organisation.code, result.point.code)
        Result.objects.filter(pk=result.pk).update(
            explanation=explanation(*place), private_note=note(*place)
        )
    set_assessment(round=round, organisation=world.lelystad, state=AssessmentState.SUBMITTED)
    advance(round, request.param)
    return round


def paths(round: Round) -> Iterator[str]:
    """Every address that could tell something of the round."""
    code = round.code
    yield from ("/", "/regio/", f"/regio/?ronde={code}", "/rondes/", f"/rondes/{code}/", "/normen/")
    yield from ("/zoeken/?q=toelichting", "/zoeken/?q=toelichting&groep=toelichtingen")
    yield from (f"/rondes/{code}/resultaten/", f"/normen/{round.norm.code}/1.0/")
    yield f"/regio/waterbed/?ronde={code}"
    yield from (f"/vergelijken/?naar={code}", f"/vergelijken/?van={code}", "/vergelijken/")
    yield from (
        f"/wat-als/?ronde={code}",
        f"/wat-als/?ronde={code}&organisatie=alle&tot=2999-01-01",
    )
    yield from (f"/rondes/{code}/cijfer/", f"/rondes/{code}/cijfer/rijen.csv")
    for point in round.norm.points.all():
        yield point.get_absolute_url()
        yield f"/rondes/{code}/resultaten/?punt={point.code}"
        yield f"/rondes/{code}/cijfer/?punt={point.code}"
    for theme in round.norm.themes.all():
        yield f"/rondes/{code}/resultaten/?thema={theme.code}"
        yield f"/rondes/{code}/cijfer/?thema={theme.code}"
    for organisation in NAMES:
        yield f"/organisaties/{organisation}/"
        yield f"/organisaties/{organisation}/?ronde={code}"
        yield f"/wat-als/?ronde={code}&organisatie={organisation}&punt={organisation}:A1"
        for beside in ("regio", "soort"):
            yield (
                f"/vergelijken/organisaties/?ronde={code}&organisatie={organisation}&met={beside}"
            )
        yield f"/rondes/{code}/resultaten/?organisatie={organisation}"
        yield f"/rondes/{code}/cijfer/?organisatie={organisation}"
        yield f"/rondes/{code}/cijfer/rijen.csv?organisatie={organisation}"
        for theme in round.norm.themes.all():
            yield f"/rondes/{code}/invoer/{organisation}/?thema={theme.code}"
        yield f"/rondes/{code}/invoer/{organisation}/?zoek=TOELICHTING"
        for page in ("punt/A1/", "stand/", "beoordelen/", "meekijken/", "onderbouwing/"):
            yield f"/rondes/{code}/invoer/{organisation}/{page}"
    for format in ("json", "csv"):
        yield f"/rondes/{code}/export/{format}/"
        for organisation in NAMES:
            yield f"/rondes/{code}/export/{format}/?organisatie={organisation}"


def everything(client: Client, round: Round) -> dict[str, str]:
    """All that the client is given about the round, by address; markup is read as text."""
    given = {}
    for path in paths(round):
        response = client.get(path)
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            given[path] = document(response).raw_text
        elif response.status_code == 200:
            given[path] = response.content.decode()
    return given


def explained(texts: dict[str, str], round: Round) -> set[str]:
    """The organisations of which any explanation stands anywhere."""
    return {
        organisation
        for organisation in NAMES
        for point in round.norm.points.all()
        if any(explanation(organisation, point.code) in text for text in texts.values())
    }


@pytest.mark.parametrize("role", MEMBERS)
def test_explanations_and_private_notes_are_given_to_those_who_may_read_them(
    world: World, sign_in: SignIn, marked_round: Round, role: str
) -> None:
    texts = everything(sign_in(world.user(role)), marked_round)

    state = RoundState(marked_round.state)
    assert explained(texts, marked_round) == EXPLANATIONS[state][role]
    assert {code for code in NAMES if f"NOTITIE-{code}" in str(texts)} == NOTES.get(role, NONE)
    assert not [path for path, text in texts.items() if "NOTITIE" in text and "invoer" not in path]


@pytest.mark.parametrize("role", MEMBERS)
def test_explanations_that_may_not_be_read_stay_in_the_database(
    world: World, marked_round: Round, role: str
) -> None:
    """Whatever a template does with them."""
    shown = Result.objects.shown_to(world.user(role)).filter(round=marked_round)

    given = {result.organisation.code for result in shown if result.text}  # type: ignore[attr-defined]

    assert given == EXPLANATIONS[RoundState(marked_round.state)][role]


@pytest.mark.parametrize("role", ["outsider", "nobody", "administrator"])
def test_outsiders_learn_nothing_of_the_round(
    world: World, sign_in: SignIn, marked_round: Round, role: str
) -> None:
    texts = everything(sign_in(world.user(role)), marked_round)

    assert texts
    secrets = (marked_round.name, "TOELICHTING", "NOTITIE", *NAMES.values())
    assert [path for path, text in texts.items() if any(word in text for word in secrets)] == []


@pytest.mark.parametrize("role", MEMBERS)
def test_region_dashboard_shows_figures_and_columns_of_those_who_may_be_seen(
    world: World, sign_in: SignIn, marked_round: Round, role: str
) -> None:
    state = RoundState(marked_round.state)
    response = sign_in(world.user(role)).get(f"/regio/?ronde={marked_round.code}")

    if role not in REGION_FIGURE[state]:
        assert response.status_code == 404
        return
    page = document(response)
    seen = STATUSES[state][role]
    assert page.one(css="fn-figure").text
    assert len(figures.rows(page.captioned("Per thema"))) == 4
    assert organisations_with_a_figure(page.captioned("Per organisatie")) == names(seen)
    assert columns(page) == [NAMES[code] for code in NAMES if code in seen]
    cells = page.one("table", css="fn-heatmap").all("td", css="fn-heatmap__cell")
    assert len(cells) == 7 * len(seen)
    theme_rows = page.all("tr", css="fn-heatmap__theme")
    with_total = len(seen) + (1 if seen == ALL else 0)
    assert {len(row.all("td")) for row in theme_rows} == {with_total}
    assert len(page.all("td", css="fn-heatmap__figure")) == (7 if seen == ALL else 0)


@pytest.mark.parametrize("role", MEMBERS)
def test_organisation_page_is_there_for_those_who_may_see_its_statuses(
    world: World, sign_in: SignIn, marked_round: Round, role: str
) -> None:
    state = RoundState(marked_round.state)
    client = sign_in(world.user(role))

    for code in NAMES:
        response = client.get(f"/organisaties/{code}/?ronde={marked_round.code}")

        if code not in STATUSES[state][role]:
            assert response.status_code == 404, code
            continue
        page = document(response)
        region = "Alle organisaties samen" in figures.large(page)
        assert region is (role in REGION_FIGURE[state])
        assert ("vertrouwelijk" in cells_of_results(page)) is (
            code not in EXPLANATIONS[state][role]
        )


@pytest.mark.parametrize("role", MEMBERS)
def test_point_page_shows_the_statuses_of_those_who_may_be_seen(
    world: World, sign_in: SignIn, marked_round: Round, role: str
) -> None:
    seen = STATUSES[RoundState(marked_round.state)][role]
    page = read(sign_in(world.user(role)), "/ambitiepunten/rijke-norm/1.0/A1/")

    rows = figures.rows(page.captioned("Resultaten per organisatie en ronde"))

    total = rows.pop("Totaal")
    assert set(rows) == names(seen)
    assert all(row.all(css="fn-status") for row in rows.values())
    assert bool(total.all(css="fn-figure-inline")) is (seen == ALL)


@pytest.mark.parametrize("role", MEMBERS)
def test_result_list_shows_the_results_of_those_who_may_be_seen(
    world: World, sign_in: SignIn, marked_round: Round, role: str
) -> None:
    seen = STATUSES[RoundState(marked_round.state)][role]
    page = read(sign_in(world.user(role)), f"/rondes/{marked_round.code}/resultaten/")

    rows = page.captioned("Resultaten").one("tbody").all("tr")

    hidden = 7 * len(ALL - seen)
    assert {row.one("th").text for row in rows} == names(seen)
    assert len(rows) == 7 * len(seen)
    assert (f"{hidden} resultaten van andere organisaties zijn vertrouwelijk" in page.text) is (
        hidden > 0
    )
    # The figure is that of the rows, so that nobody can subtract the own from it.
    counted = int(figures.large(page)["Behaald in deze selectie"].counts.split()[2].strip(","))
    applicable = [row for row in rows if not row.all(css="fn-status--not_applicable")]
    assert counted == len(applicable)


@pytest.mark.parametrize("role", MEMBERS)
def test_result_list_of_a_hidden_organisation_has_no_rows_and_no_figure(
    world: World, sign_in: SignIn, marked_round: Round, role: str
) -> None:
    client = sign_in(world.user(role))

    for code in ALL - STATUSES[RoundState(marked_round.state)][role]:
        for status in ("", *ResultStatus.values):
            page = read(
                client,
                f"/rondes/{marked_round.code}/resultaten/?organisatie={code}&status={status}",
            )
            assert not page.all("table")
            assert figures.large(page)["Behaald in deze selectie"].value == figures.DASH
            assert "7 resultaten van andere organisaties zijn vertrouwelijk" in page.text


@pytest.mark.parametrize("role", MEMBERS)
def test_round_page_shows_progress_of_those_who_may_be_followed(
    world: World, sign_in: SignIn, marked_round: Round, role: str
) -> None:
    state = RoundState(marked_round.state)
    page = read(sign_in(world.user(role)), f"/rondes/{marked_round.code}/")

    rows = figures.rows(page.captioned("Voortgang per organisatie"))

    follows = ALL if role in {"district_coordinator", "analyst"} else STATUSES[OPEN][role]
    assert set(rows) == names(follows)
    assert organisations_with_a_figure(page.captioned("Voortgang per organisatie")) == names(
        follows & STATUSES[state][role]
    )
    links = " ".join(page.hrefs())
    assert (f"/rondes/{marked_round.code}/export/json/" in links) is (role in EXPORTS[state])


@pytest.mark.parametrize("role", MEMBERS)
def test_exports_are_given_to_those_who_may_read_them(
    world: World, sign_in: SignIn, marked_round: Round, role: str
) -> None:
    state = RoundState(marked_round.state)
    client = sign_in(world.user(role))
    base = f"/rondes/{marked_round.code}/export/csv/"

    whole = client.get(base)
    parts = {code: client.get(f"{base}?organisatie={code}") for code in NAMES}

    assert whole.status_code == (200 if role in EXPORTS[state] else 404)
    given = {code for code, part in parts.items() if part.status_code == 200}
    assert given == EXPLANATIONS[state][role]
    for code in given:
        text = parts[code].content.decode()
        assert explained({"": text}, marked_round) == {code}


def names(codes: frozenset[str]) -> set[str]:
    return {NAMES[code] for code in codes}


def columns(page: Element) -> list[str]:
    """The organisations at the head of the heat map."""
    head = page.one("table", css="fn-heatmap").one("thead").all("th")
    return [cell.text for cell in head if cell.text in NAMES.values()]


def organisations_with_a_figure(table: Element) -> set[str]:
    return {
        name
        for name, row in figures.rows(table).items()
        if name in NAMES.values() and row.all(css="fn-figure-inline")
    }


def cells_of_results(page: Element) -> str:
    return " ".join(table.text for table in page.all("table", css="fn-results"))
