"""Every figure on every page is the figure of the JSON export, and leads to its results."""

from urllib.parse import urlencode, urljoin

import pytest
from django.test import Client

from monitoring.choices import FINAL_STATES, ResultStatus, RoundState
from monitoring.models import Round
from tests.conftest import SignIn, World
from tests.factories import PROVINCE, WATER_BOARD, make_norm, make_round
from tests.reports import figures
from tests.reports.conftest import MakeRound
from tests.reports.document import Element, document, read
from tests.reports.figures import Figure, Shown, by_code, exported

STATES = (RoundState.OPEN, RoundState.CLOSED, RoundState.PUBLISHED)


@pytest.fixture(params=STATES)
def round(request: pytest.FixtureRequest, rich_round: MakeRound) -> Round:
    state: RoundState = request.param
    return rich_round(state)


@pytest.fixture
def district(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.district_coordinator)


def list_url(round: Round, **narrowing: str) -> str:
    query = f"?{urlencode(narrowing)}" if narrowing else ""
    return f"/rondes/{round.code}/resultaten/{query}"


def expected(figure: Figure, href: str, *, provisional: bool = False) -> Shown:
    """The figure in a table; without a percentage there is no number to be a link."""
    return Shown(
        figures.whole(figure),
        figures.counts(figure, provisional=provisional),
        "" if figure["rounded"] is None else href,
    )


def in_cell(figure: Figure, href: str) -> Shown:
    """The figure in the heat map, where the dash leads to the results too."""
    return Shown(figures.whole(figure), figures.counts(figure), href)


def beside(figure: Figure) -> tuple[int, int, int]:
    return figure["partly"], figure["not_achieved"], figure["unanswered"]


def listed_statuses(page: Element) -> list[str]:
    """The statuses of the rows of a list of results."""
    labels = {str(status.label): status.value for status in ResultStatus}
    table = page.captioned("Resultaten")
    rows = table.one("tbody").all("tr")
    return [
        labels[status.text.removeprefix(status.one(css="fn-status__symbol").text).strip()]
        for row in rows
        for status in row.all(css="fn-status")
    ]


def test_region_dashboard_total_is_the_exported_one(district: Client, round: Round) -> None:
    data = exported(round)

    page = read(district, f"/regio/?ronde={round.code}")

    assert figures.large(page) == {
        "Behaald, alle organisaties samen": expected(data["total"], list_url(round))
    }
    partly, not_achieved, unanswered = beside(data["total"])
    texts = {link.text: link.attributes["href"] for link in page.all("a")}
    assert texts[f"{partly} deels behaald"] == list_url(round, status="partly")
    assert texts[f"{not_achieved} niet behaald"] == list_url(round, status="not_achieved")
    assert texts[f"{unanswered} nog niet ingevuld"] == list_url(round, status="unanswered")


def test_region_dashboard_organisations_are_the_exported_ones(
    district: Client, round: Round
) -> None:
    data = exported(round)
    provisional = round.state not in FINAL_STATES

    table = read(district, f"/regio/?ronde={round.code}").captioned("Per organisatie")

    rows = figures.rows(table)
    assert list(rows) == [line["name"] for line in data["organisations"]] + ["Totaal"]
    for line in data["organisations"]:
        href = list_url(round, organisatie=line["code"])
        assert figures.inline(rows[line["name"]]) == expected(line, href, provisional=provisional)
        assert figures.other_counts(rows[line["name"]]) == beside(line)
    total = expected(data["total"], list_url(round), provisional=provisional)
    assert figures.inline(rows["Totaal"]) == total
    assert figures.other_counts(rows["Totaal"]) == beside(data["total"])


def test_region_dashboard_themes_are_the_exported_ones(district: Client, round: Round) -> None:
    data = exported(round)
    provisional = round.state not in FINAL_STATES

    table = read(district, f"/regio/?ronde={round.code}").captioned("Per thema")

    rows = figures.rows(table)
    assert list(rows) == [f"{t['code']} {t['title']}" for t in data["themes"]] + ["Totaal"]
    for theme in data["themes"]:
        row = rows[f"{theme['code']} {theme['title']}"]
        href = list_url(round, thema=theme["code"])
        assert figures.inline(row) == expected(theme, href, provisional=provisional)
        assert figures.other_counts(row) == beside(theme)


def test_heat_map_themes_and_points_are_the_exported_ones(district: Client, round: Round) -> None:
    data = exported(round)
    statuses = {(r["point"], r["organisation"]): r["status"] for r in data["results"]}
    codes = [line["code"] for line in data["organisations"]]

    page = read(district, f"/regio/?ronde={round.code}")

    groups = page.one("table", css="fn-heatmap").all("tbody")
    assert len(groups) == len(data["themes"])
    for group, theme in zip(groups, data["themes"], strict=True):
        cells = group.one("tr", css="fn-heatmap__theme").all("td")
        wanted = [
            in_cell(
                by_code(line["themes"])[theme["code"]],
                list_url(round, organisatie=line["code"], thema=theme["code"]),
            )
            for line in data["organisations"]
        ]
        wanted.append(in_cell(theme, list_url(round, thema=theme["code"])))
        assert [figures.in_heat_map(cell) for cell in cells] == wanted
        points = [point for point in data["points"] if point["theme"] == theme["code"]]
        lines = figures.rows(group)
        assert list(lines) == [f"{point['code']} {point['title']}" for point in points]
        for row, point in zip(lines.values(), points, strict=True):
            *cells, last = row.all("td")
            assert [statuses[point["code"], code] for code in codes] == [
                status
                for cell in cells
                for status in ResultStatus.values
                if f"fn-status--{status}" in cell.classes
            ]
            assert figures.in_heat_map(last) == in_cell(point, list_url(round, punt=point["code"]))


def test_organisation_figures_are_the_exported_ones(district: Client, round: Round) -> None:
    data = exported(round)
    titles = {theme["code"]: f"{theme['code']} {theme['title']}" for theme in data["themes"]}
    provisional = round.state not in FINAL_STATES

    for line in data["organisations"]:
        page = read(district, f"/organisaties/{line['code']}/?ronde={round.code}")

        own = list_url(round, organisatie=line["code"])
        assert figures.large(page) == {
            line["name"]: expected(line, own),
            "Alle organisaties samen": expected(data["total"], list_url(round)),
        }
        rows = figures.rows(page.captioned("Per thema"))
        assert list(rows) == [*titles.values(), "Totaal"]
        for theme in line["themes"]:
            href = list_url(round, organisatie=line["code"], thema=theme["code"])
            row = rows[titles[theme["code"]]]
            assert figures.inline(row) == expected(theme, href, provisional=provisional)
            assert figures.other_counts(row) == beside(theme)
        assert figures.inline(rows["Totaal"]) == expected(line, own, provisional=provisional)


def test_point_figures_are_the_exported_ones(district: Client, round: Round) -> None:
    data = exported(round)
    provisional = round.state not in FINAL_STATES

    for point in data["points"]:
        page = read(district, f"/ambitiepunten/rijke-norm/1.0/{point['code']}/")

        rows = figures.rows(page.captioned("Resultaten per organisatie en ronde"))
        href = list_url(round, punt=point["code"])
        assert figures.inline(rows["Totaal"]) == expected(point, href, provisional=provisional)


def test_round_progress_figures_are_the_exported_ones(district: Client, round: Round) -> None:
    data = exported(round)
    provisional = round.state not in FINAL_STATES

    page = read(district, f"/rondes/{round.code}/")

    rows = figures.rows(page.captioned("Voortgang per organisatie"))
    assert list(rows) == [line["name"] for line in data["organisations"]]
    for line in data["organisations"]:
        href = list_url(round, organisatie=line["code"])
        assert figures.inline(rows[line["name"]]) == expected(line, href, provisional=provisional)
        coverage = line["coverage"].replace(".", ",")
        assert f"{coverage} %" in rows[line["name"]].all("td")[0].text


@pytest.mark.parametrize(
    "state",
    [RoundState.CLOSED, RoundState.PUBLISHED],
)
def test_start_headlines_are_the_exported_ones(
    world: World, sign_in: SignIn, rich_round: MakeRound, state: RoundState
) -> None:
    round = rich_round(state)
    data = exported(round)
    almere = by_code(data["organisations"])["GM0034"]

    page = read(sign_in(world.coordinator), "/")

    assert figures.large(page) == {
        "Regio Flevoland": expected(data["total"], list_url(round)),
        "Almere": expected(almere, list_url(round, organisatie="GM0034")),
    }


def test_every_figure_leads_to_the_results_that_make_it(district: Client, round: Round) -> None:
    data = exported(round)
    selections: list[tuple[Figure, dict[str, str]]] = [(data["total"], {})]
    selections += [(theme, {"thema": theme["code"]}) for theme in data["themes"]]
    selections += [(point, {"punt": point["code"]}) for point in data["points"]]
    for line in data["organisations"]:
        selections.append((line, {"organisatie": line["code"]}))
        selections += [
            (cell, {"organisatie": line["code"], "thema": cell["code"]}) for cell in line["themes"]
        ]

    for figure, narrowing in selections:
        page = read(district, list_url(round, **narrowing))

        statuses = listed_statuses(page)
        for status in ResultStatus.values:
            assert statuses.count(status) == figure[status], (narrowing, status)
        assert figures.large(page) == {
            "Behaald in deze selectie": Shown(figures.precise(figure), figures.counts(figure))
        }


def test_result_list_narrowed_by_status_keeps_the_figure(district: Client, round: Round) -> None:
    data = exported(round)

    for status in ("achieved", "partly", "not_achieved", "unanswered", "not_applicable"):
        page = read(district, list_url(round, status=status))

        assert listed_statuses(page) == [status] * data["total"][status]
        assert figures.large(page)["Behaald in deze selectie"].value == figures.precise(
            data["total"]
        )


def test_every_link_on_a_page_of_figures_leads_somewhere(
    district: Client, rich_round: MakeRound
) -> None:
    round = rich_round(RoundState.CLOSED)
    pages = [
        "/",
        f"/regio/?ronde={round.code}",
        f"/organisaties/GM0034/?ronde={round.code}",
        "/ambitiepunten/rijke-norm/1.0/A1/",
        f"/rondes/{round.code}/",
        list_url(round),
        "/rondes/",
        "/normen/",
        "/normen/rijke-norm/1.0/",
    ]

    targets = {
        urljoin(address, href)
        for address in pages
        for href in read(district, address).hrefs()
        if not href.startswith("#")
    }

    assert len(targets) > 60
    assert [target for target in targets if district.get(target).status_code != 200] == []


def test_theme_without_applicable_points_shows_a_dash_and_no_percentage(
    district: Client, round: Round
) -> None:
    page = read(district, f"/organisaties/PV24/?ronde={round.code}")

    shown = figures.inline(figures.rows(page.captioned("Per thema"))["C Thema C"])
    assert shown.value == "–"
    assert shown.counts.startswith("geen beoordeelbare punten, 2 n.v.t.")


def test_organisation_to_which_nothing_applies_shows_a_dash_everywhere(
    world: World, sign_in: SignIn
) -> None:
    content = {"A": {"A1": (PROVINCE,)}, "W": {"W1": (WATER_BOARD,)}}
    norm = make_norm(region=world.region, code="kleine-norm", content=content)
    round = make_round(norm=norm, code="ronde-klein", state=RoundState.CLOSED)
    client = sign_in(world.district_coordinator)

    region = read(client, f"/regio/?ronde={round.code}")
    narrowed = read(client, list_url(round, organisatie="WS0650", thema="A"))

    heat_map = region.one("table", css="fn-heatmap")
    cells = heat_map.all("tr", css="fn-heatmap__theme")[0].all("td")
    water_board = Shown(
        "–", "geen beoordeelbare punten, 1 n.v.t.", list_url(round, organisatie="WS0650", thema="A")
    )
    assert figures.in_heat_map(cells[1]) == water_board
    assert figures.large(narrowed) == {
        "Behaald in deze selectie": Shown("–", "geen beoordeelbare punten, 1 n.v.t.")
    }
    assert "Er is niets te beoordelen, dus is er geen percentage." in narrowed.text
    assert document(client.get(list_url(round, punt="A1"))).all(css="fn-status")
