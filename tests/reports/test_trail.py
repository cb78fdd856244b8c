""" "Hoe komen we aan dit cijfer?": what adds up, where it leads, and who sees which part."""

from collections.abc import Iterable

import pytest
from django.test import Client

from accounts.permissions import Role
from ambitions.choices import FormulaId
from monitoring.choices import AssessmentState, RoundState
from monitoring.models import Result, Round
from tests.conftest import SignIn, World
from tests.evidence import Entering
from tests.factories import (
    make_member,
    make_norm,
    make_organisation,
    make_round,
    set_assessment,
    set_result,
)
from tests.reports import figures
from tests.reports.conftest import MakeRound, advance
from tests.reports.document import Element, read

TRAIL = "/rondes/ronde-rijk/cijfer/"
LIST = "/rondes/ronde-rijk/resultaten/"
TABLES = ("Per thema", "Per organisatie", "Per ambitiepunt")
MEAN = "Gemiddelde van de organisaties"
HOSTILE = ("ronde-x", "<script>", "'", "%00", "GM0034%00", "..%2F", "9" * 400)
CONFIDENTIAL = "vertrouwelijk tot de publicatie"


@pytest.fixture
def district(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.district_coordinator)


def numbers(row: Element) -> list[str]:
    """The cells of a line: percentage, the five counts with their sum, as they stand there."""
    return [cell.text for cell in row.all("td", css="fn-number")]


def expected(figure: figures.Figure) -> list[str]:
    names = ("achieved", "partly", "not_achieved", "unanswered", "applicable", "not_applicable")
    return [figures.precise(figure), *(str(figure[name]) for name in names)]


def lines(page: Element, caption: str) -> dict[str, Element]:
    return figures.rows(page.captioned(caption))


def captions(page: Element) -> set[str]:
    return {caption.text for caption in page.all("caption")}


def column_sums(rows: Iterable[Element]) -> list[int]:
    return [
        sum(column) for column in zip(*(map(int, numbers(row)[1:]) for row in rows), strict=True)
    ]


# --- The figures ----------------------------------------------------------------------------------


def test_every_line_is_that_of_the_export(district: Client, rich_round: MakeRound) -> None:
    round = rich_round(RoundState.PUBLISHED)
    document = figures.exported(round)

    page = read(district, TRAIL)

    themes, organisations = lines(page, TABLES[0]), lines(page, TABLES[1])
    for theme in document["themes"]:
        assert numbers(themes[f"{theme['code']} {theme['title']}"]) == expected(theme)
    for organisation in document["organisations"]:
        assert numbers(organisations[organisation["name"]]) == expected(organisation)
    assert (
        numbers(themes["Samen"]) == numbers(organisations["Samen"]) == expected(document["total"])
    )
    [shown] = figures.large(page).values()
    assert shown.value == figures.precise(document["total"])


@pytest.mark.parametrize("query", ["", "?thema=A", "?organisatie=GM0034"])
def test_counts_of_each_table_add_up_to_its_sum(
    district: Client, rich_round: MakeRound, query: str
) -> None:
    rich_round(RoundState.PUBLISHED)

    page = read(district, TRAIL + query)

    tables = captions(page) & set(TABLES)
    assert tables
    for caption in tables:
        found = lines(page, caption)
        total = found.pop("Samen")
        assert column_sums(found.values()) == [int(number) for number in numbers(total)[1:]]


def test_formula_is_written_out_with_its_numbers(
    world: World, district: Client, published_round: Round
) -> None:
    page = read(district, f"/rondes/{published_round.code}/cijfer/?organisatie=GM0034")

    assert (
        "1 behaald, gedeeld door 5 van toepassing (1 behaald + 1 deels behaald + 0 niet behaald"
        " + 3 nog niet ingevuld) = 20,0 %, afgerond 20 %."
    ) in page.text
    assert "Formule behaald-1 van Norm van de tests 1.0, peildatum 1 oktober 2025" in page.text


def test_formula_of_a_norm_that_counts_half_is_written_out(world: World, district: Client) -> None:
    norm = make_norm(region=world.region, code="halve-norm", formula=FormulaId.ACHIEVED_HALF)
    round = make_round(norm=norm, statuses={("GM0034", "A1"): "partly"})

    page = read(district, f"/rondes/{round.code}/cijfer/?organisatie=GM0034&thema=A")

    assert "0 behaald plus de helft van 1 deels behaald, gedeeld door 3 van toepassing" in page.text
    other = lines(page, "Als wij anders zouden rekenen")[
        "Deels behaald telt niet mee formule behaald-1"
    ]
    assert [cell.text for cell in other.all("td")][:2] == ["0,0 %", "16,7 procentpunt lager"]


def test_nothing_applicable_has_no_sum_and_no_alternatives(
    district: Client, rich_round: MakeRound
) -> None:
    rich_round(RoundState.PUBLISHED)

    page = read(district, f"{TRAIL}?organisatie=PV24&thema=C")

    assert "Er is niets te beoordelen, dus is er geen percentage." in page.text
    assert "Als wij anders zouden rekenen" not in page.text


def test_alternatives_stand_beside_the_figure_with_their_difference(
    world: World, district: Client, published_round: Round
) -> None:
    # 1 of 18: 5.6 %; with half of 1 partly 8.3 %; the mean of 1/5, 0, 0 and 0 is 5.0 %.
    page = read(district, f"/rondes/{published_round.code}/cijfer/")

    found = lines(page, "Als wij anders zouden rekenen")
    cells = [[cell.text for cell in row.all("td")][:2] for row in found.values()]
    assert cells == [
        ["5,6 %", "–"],
        ["8,3 %", "2,7 procentpunt hoger"],
        ["5,0 %", "0,6 procentpunt lager"],
    ]
    assert "over 4 organisaties" in page.text


def test_ways_from_every_line_lead_to_its_own_trail_and_rows(
    district: Client, rich_round: MakeRound
) -> None:
    rich_round(RoundState.PUBLISHED)

    page = read(district, f"{TRAIL}?thema=A")

    almere = lines(page, TABLES[1])["Almere"]
    assert almere.hrefs() == [f"{way}?organisatie=GM0034&thema=A" for way in (TRAIL, LIST)]
    point = lines(page, TABLES[2])["A1 Ambitiepunt A1"]
    assert point.hrefs() == [f"{way}?punt=A1" for way in (TRAIL, LIST)]
    for href in {*almere.hrefs(), *point.hrefs()}:
        read(district, href)
    assert page.captioned("Resultaten")


def test_large_figures_and_the_list_of_results_lead_to_the_trail(
    district: Client, rich_round: MakeRound
) -> None:
    rich_round(RoundState.PUBLISHED)

    region = read(district, "/regio/?ronde=ronde-rijk")
    almere = read(district, "/organisaties/GM0034/?ronde=ronde-rijk")
    listed = read(district, f"{LIST}?thema=A&status=partly")

    assert TRAIL in region.hrefs()
    assert {TRAIL, f"{TRAIL}?organisatie=GM0034"} <= set(almere.hrefs())
    assert f"{TRAIL}?thema=A" in listed.hrefs()


# --- Odd input ------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["organisatie", "thema", "punt"])
def test_unknown_narrowing_is_not_found(district: Client, published_round: Round, key: str) -> None:
    for value in HOSTILE:
        for page in ("", "rijen.csv"):
            path = f"/rondes/{published_round.code}/cijfer/{page}?{key}={value}"
            assert district.get(path).status_code == 404, path


def test_markup_in_names_and_explanations_is_shown_as_text(world: World, sign_in: SignIn) -> None:
    hostile = "<script>alert(1)</script>"
    make_organisation(region=world.region, code="GM0001", name=hostile)
    round = make_round(norm=world.norm, code="ronde-rijk")
    set_result(round=round, organisation="GM0034", point="A1", explanation=hostile)

    whole = read(sign_in(world.district_coordinator), TRAIL)
    own = read(sign_in(world.coordinator), f"{TRAIL}?organisatie=GM0034")

    assert hostile in lines(whole, TABLES[1])
    assert own.all(css="fn-typed")[0].raw_text == hostile
    assert not [*whole.one("main").all("script"), *own.one("main").all("script")]


def test_selection_without_results_is_no_error(world: World, district: Client) -> None:
    make_round(norm=world.norm, code="ronde-rijk", state=RoundState.PLANNED)

    assert "Er is niets te beoordelen" in read(district, TRAIL).text
    assert "Er is niets te beoordelen" in read(district, f"{TRAIL}?thema=A&punt=B1").text


# --- Who sees what --------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [RoundState.CLOSED, RoundState.PUBLISHED])
def test_figure_of_the_region_of_a_final_round_is_for_everybody(
    world: World, sign_in: SignIn, rich_round: MakeRound, state: RoundState
) -> None:
    round = rich_round(state)

    page = read(sign_in(world.coordinator), TRAIL)

    total = figures.exported(round)["total"]
    assert numbers(lines(page, TABLES[0])["Samen"]) == expected(total)
    lelystad = lines(page, TABLES[1])["Lelystad"]
    assert (CONFIDENTIAL in lelystad.text) == (state == RoundState.CLOSED)
    assert (MEAN in page.text) == (state == RoundState.PUBLISHED)
    assert ("mag u nog niet inzien" in page.text) == (state == RoundState.CLOSED)


@pytest.mark.parametrize("query", ["?organisatie=GM0995", "?punt=A1", "?thema=A"])
def test_coordinator_learns_nothing_of_another_organisation_before_publication(
    world: World, sign_in: SignIn, rich_round: MakeRound, query: str
) -> None:
    round = rich_round(RoundState.CLOSED)

    def shown() -> str:
        return read(sign_in(world.user("coordinator")), TRAIL + query).text

    before = shown()
    # Lelystad and Urk change places; what is the same for the region is the same on the page.
    swap(round, world)

    assert shown() == before


def swap(round: Round, world: World) -> None:
    """Gives Lelystad what Urk answered and the other way round; both have the same points."""
    round.assessments.update(is_reopened=True)
    Round.objects.filter(pk=round.pk).update(is_reopened=False)
    for point in round.norm.points.all():
        one, other = (
            Result.objects.get(round=round, organisation=organisation, point=point)
            for organisation in (world.lelystad, world.urk)
        )
        for result, status in ((one, other.status), (other, one.status)):
            Result.objects.filter(pk=result.pk).update(status=status)


def test_coordinator_in_an_open_round_sees_the_own_part_and_how_many_are_hidden(
    world: World, sign_in: SignIn, rich_round: MakeRound
) -> None:
    round = rich_round(RoundState.OPEN)

    page = read(sign_in(world.coordinator), TRAIL)

    own = figures.by_code(figures.exported(round)["organisations"])["GM0034"]
    assert numbers(lines(page, TABLES[0])["Samen"]) == expected(own)
    assert "21 resultaten mag u nog niet inzien." in page.text
    assert TABLES[1] not in captions(page)
    assert "Lelystad" not in page.text


def test_hidden_organisation_has_no_figure_at_all(
    world: World, sign_in: SignIn, rich_round: MakeRound
) -> None:
    rich_round(RoundState.OPEN)

    page = read(sign_in(world.coordinator), f"{TRAIL}?organisatie=GM0995")

    assert "7 resultaten mag u nog niet inzien. Daarom staat hier geen cijfer." in page.text
    assert not page.all(css="fn-figure")


def test_analyst_sees_the_region_and_the_organisations_that_handed_in(
    world: World, sign_in: SignIn, rich_round: MakeRound
) -> None:
    round = rich_round(RoundState.OPEN)
    set_assessment(round=round, organisation=world.lelystad, state=AssessmentState.SUBMITTED)

    page = read(sign_in(world.analyst), TRAIL)

    found = lines(page, TABLES[1])
    assert {name for name, row in found.items() if CONFIDENTIAL in row.text} == {
        "Almere",
        "Urk",
        "Provincie Flevoland",
    }
    assert numbers(found["Samen"]) == expected(figures.exported(round)["total"])
    assert MEAN not in page.text


def test_confidence_is_for_who_may_read_what_the_results_rest_on(
    world: World, sign_in: SignIn, rich_round: MakeRound
) -> None:
    round = rich_round(RoundState.OPEN)
    Entering(round, "GM0034", world.coordinator).link("A1")
    advance(round, RoundState.PUBLISHED)

    def shown(role: str, path: str) -> bool:
        return "Hoe zeker is dit cijfer?" in read(sign_in(world.user(role)), path).text

    for path in (f"{TRAIL}?organisatie=GM0034", "/organisaties/GM0034/?ronde=ronde-rijk"):
        assert shown("coordinator", path)
        assert shown("executive", path)
        assert shown("analyst", path)
        assert not shown("other_coordinator", path)
    for path in (TRAIL, "/regio/?ronde=ronde-rijk"):
        assert shown("other_coordinator", path)
    for path in (f"{TRAIL}?thema=A", f"{TRAIL}?punt=A1"):
        assert shown("analyst", path)
        assert not shown("other_coordinator", path)


def test_confidence_per_theme_is_for_who_follows_the_region(
    world: World, sign_in: SignIn, rich_round: MakeRound
) -> None:
    round = rich_round(RoundState.OPEN)
    Entering(round, "GM0034", world.coordinator).link("A1")
    advance(round, RoundState.PUBLISHED)
    caption = "Hoe zeker is dit cijfer, per thema"

    page = read(sign_in(world.analyst), TRAIL)

    assert lines(page, caption)["A Thema A"].all("td")[0].text == "1 van 11 (9 %)"
    assert lines(page, caption)["Samen"].all("td")[0].text == "1 van 24 (4 %)"
    assert caption not in captions(read(sign_in(world.other_coordinator), TRAIL))


def test_confidence_of_two_organisations_is_not_for_one_of_them(
    world: World, sign_in: SignIn
) -> None:
    make_organisation(region=world.other_region, code="GM8888", name="Verder")
    round = make_round(norm=world.other_norm, state=RoundState.PUBLISHED)
    member = make_member(role=Role.COORDINATOR, target=world.elsewhere)

    for path in (f"/rondes/{round.code}/cijfer/", f"/regio/?ronde={round.code}"):
        assert "Hoe zeker is dit cijfer?" not in read(sign_in(member), path).text
        assert "Hoe zeker is dit cijfer?" in read(sign_in(world.outsider), path).text
