"""Words that say what a page is: voorlopig, voorbeeldgegevens, vertrouwelijk, no figure."""

import re

import pytest

from monitoring.choices import RoundState
from monitoring.models import Round
from tests.conftest import SignIn, World
from tests.factories import make_norm, make_round, make_user
from tests.reports.conftest import RICH, MakeRound
from tests.reports.document import Element, read

EXAMPLE = "Voorbeeldgegevens:"
PROVISIONAL = "voorlopig"
FINAL = (RoundState.CLOSED, RoundState.PUBLISHED)

FIGURE_PAGES = (
    "/regio/?ronde={code}",
    "/organisaties/GM0034/?ronde={code}",
    "/organisaties/PV24/?ronde={code}",
    "/rondes/{code}/",
    "/rondes/{code}/resultaten/",
    "/rondes/{code}/resultaten/?organisatie=GM0034",
    "/rondes/{code}/cijfer/",
    "/rondes/{code}/cijfer/?organisatie=GM0034",
    "/ambitiepunten/rijke-norm/1.0/A1/",
)
CONTENT_PAGES = (*FIGURE_PAGES, "/", "/rondes/", "/normen/", "/normen/rijke-norm/1.0/")


def main(page: Element) -> str:
    return page.one("main").text


def example_round(world: World, state: RoundState, *, example: bool) -> Round:
    norm = make_norm(region=world.region, code="rijke-norm", content=RICH, example=example)
    return make_round(norm=norm, code="ronde-rijk", state=state)


@pytest.mark.parametrize("path", FIGURE_PAGES)
def test_figures_of_an_open_round_are_called_provisional(
    world: World, sign_in: SignIn, rich_round: MakeRound, path: str
) -> None:
    round = rich_round(RoundState.OPEN)

    page = read(sign_in(world.district_coordinator), path.format(code=round.code))

    assert PROVISIONAL in main(page)
    for cell in page.all(css="fn-figure-inline__counts"):
        assert cell.text.endswith(f", {PROVISIONAL}")
    for figure in page.all(css="fn-figure__value"):
        assert PROVISIONAL in figure.text


@pytest.mark.parametrize("state", FINAL)
@pytest.mark.parametrize("path", FIGURE_PAGES)
def test_figures_of_a_final_round_are_not_called_provisional(
    world: World, sign_in: SignIn, rich_round: MakeRound, path: str, state: RoundState
) -> None:
    round = rich_round(state)

    page = read(sign_in(world.district_coordinator), path.format(code=round.code))

    assert PROVISIONAL not in main(page)


def test_point_page_calls_only_the_figure_of_the_open_round_provisional(
    world: World, sign_in: SignIn, published_round: Round, open_round: Round
) -> None:
    page = read(sign_in(world.district_coordinator), "/ambitiepunten/norm/1.0/A1/")

    published, provisional = page.all(css="fn-figure-inline__counts")
    assert published.text == "1 van 4"
    assert provisional.text == "0 van 4, voorlopig"


@pytest.mark.parametrize("state", [RoundState.OPEN, *FINAL])
@pytest.mark.parametrize("path", CONTENT_PAGES)
def test_screens_of_example_content_say_so(
    world: World, sign_in: SignIn, path: str, state: RoundState
) -> None:
    round = example_round(world, state, example=True)

    page = read(sign_in(world.district_coordinator), path.format(code=round.code))

    assert page.one(css="fn-banner").text.startswith(EXAMPLE)


@pytest.mark.parametrize("path", CONTENT_PAGES)
def test_screens_of_a_real_norm_do_not_speak_of_an_example(
    world: World, sign_in: SignIn, path: str
) -> None:
    round = example_round(world, RoundState.PUBLISHED, example=False)

    page = read(sign_in(world.district_coordinator), path.format(code=round.code))

    assert not page.all(css="fn-banner")
    # What is shared as a "goed voorbeeld" is no invented content.
    assert "voorbeeld" not in re.sub("goede? voorbeeld", "", page.text.lower())


@pytest.mark.parametrize("example", [True, False])
def test_entry_says_whether_it_is_about_example_content(
    world: World, sign_in: SignIn, example: bool
) -> None:
    round = example_round(world, RoundState.OPEN, example=example)

    page = read(sign_in(world.coordinator), f"/rondes/{round.code}/invoer/GM0034/")

    assert bool(page.all(css="fn-banner")) is example


@pytest.mark.parametrize("example", [True, False])
def test_start_of_a_coordinator_says_whether_it_is_about_example_content(
    world: World, sign_in: SignIn, example: bool
) -> None:
    example_round(world, RoundState.OPEN, example=example)

    page = read(sign_in(world.coordinator), "/")

    assert bool(page.all(css="fn-banner")) is example


def test_real_round_is_not_called_an_example_because_of_another_norm(
    world: World, sign_in: SignIn, published_round: Round
) -> None:
    example_round(world, RoundState.PUBLISHED, example=True)

    page = read(sign_in(world.district_coordinator), f"/regio/?ronde={published_round.code}")

    assert not page.all(css="fn-banner")


@pytest.mark.parametrize("path", FIGURE_PAGES)
def test_pages_with_results_are_called_confidential(
    world: World, sign_in: SignIn, rich_round: MakeRound, path: str
) -> None:
    round = rich_round(RoundState.PUBLISHED)

    page = read(sign_in(world.district_coordinator), path.format(code=round.code))

    assert page.one(css="fn-badge--confidential").text == "Vertrouwelijk"


def test_region_without_a_round_says_that_there_are_no_figures(
    world: World, sign_in: SignIn
) -> None:
    page = read(sign_in(world.executive), "/regio/")

    assert "Nog geen cijfers" in main(page)
    assert not page.all(css="fn-figure")


def test_organisation_that_takes_no_part_says_that_there_are_no_results(
    world: World, sign_in: SignIn, published_round: Round
) -> None:
    page = read(sign_in(world.district_coordinator), "/organisaties/WS0650/")

    assert "Nog geen resultaten" in main(page)
    assert not page.all(css="fn-figure")


def test_start_of_somebody_without_a_role_says_so(world: World, sign_in: SignIn) -> None:
    page = read(sign_in(make_user()), "/")

    assert "U hebt nog geen rol" in main(page)


def test_start_leads_a_coordinator_to_the_open_round(
    world: World, sign_in: SignIn, open_round: Round
) -> None:
    page = read(sign_in(world.coordinator), "/")

    assert "nog 5 van 5 ambitiepunten te gaan" in main(page)
    assert f"/rondes/{open_round.code}/invoer/GM0034/" in page.hrefs()


def test_start_leads_an_executive_to_the_figures_and_not_to_the_form(
    world: World, sign_in: SignIn, open_round: Round
) -> None:
    page = read(sign_in(world.executive), "/")

    assert f"/organisaties/GM0034/?ronde={open_round.code}" in page.hrefs()
    assert not any("/invoer/" in href for href in page.hrefs())
