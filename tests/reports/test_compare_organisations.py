"""`/vergelijken/organisaties/`: one organisation beside the region or beside others."""

import pytest
from django.test import Client

from ambitions.actions.inhabitants import set_inhabitants
from monitoring.choices import AssessmentState, RoundState
from monitoring.models import Round
from tests.conftest import SignIn, World
from tests.factories import make_round, set_assessment
from tests.reports import figures
from tests.reports.conftest import MakeRound, advance
from tests.reports.document import Element, read
from tests.reports.figures import Shown, by_code, exported

OPEN, CLOSED, PUBLISHED = RoundState.OPEN, RoundState.CLOSED, RoundState.PUBLISHED
PATH = "/vergelijken/organisaties/?ronde=ronde-rijk"
ALL_THEMES = "Alle thema’s samen"
NAMES = ["Almere", "Lelystad", "Urk", "Provincie Flevoland"]


def chosen(client: Client, query: str) -> Element:
    return read(client, f"{PATH}&{query}")


def listed(page: Element) -> list[str]:
    return list(figures.rows(page.captioned(ALL_THEMES)))


def captions(page: Element) -> list[str]:
    return [caption.text for caption in page.all("caption")]


@pytest.mark.parametrize("state", [OPEN, CLOSED, PUBLISHED])
def test_beside_the_region_every_figure_is_the_exported_one(
    world: World, sign_in: SignIn, rich_round: MakeRound, state: RoundState
) -> None:
    round = rich_round(state)
    data = exported(round)
    almere = by_code(data["organisations"])["GM0034"]
    page = chosen(sign_in(world.district_coordinator), "organisatie=GM0034&met=regio")

    rows = figures.rows(page.captioned("Per thema"))

    base, provisional = f"/rondes/{round.code}/resultaten/", state == OPEN
    expected = [
        (f"{theme['code']} {theme['title']}", theme, own, f"thema={theme['code']}")
        for theme, own in zip(data["themes"], almere["themes"], strict=True)
    ]
    assert list(rows) == [*(name for name, *_ in expected), "Totaal"]
    for name, region, own, query in expected:
        cells = rows[name].all("td")
        assert figures.inline(cells[0]) == shown(region, f"{base}?{query}", provisional)
        href = f"{base}?organisatie=GM0034&{query}"
        assert figures.inline(cells[1]) == shown(own, href, provisional)
    total = rows["Totaal"].all("td")
    assert figures.inline(total[0]) == shown(data["total"], base, provisional)
    assert figures.inline(total[1]) == shown(almere, f"{base}?organisatie=GM0034", provisional)


def shown(figure: figures.Figure, href: str, provisional: bool) -> Shown:
    text = figures.counts(figure, provisional=provisional)
    return Shown(figures.whole(figure), text, "" if figure["rounded"] is None else href)


def test_beside_others_every_figure_is_the_exported_one(
    world: World, sign_in: SignIn, rich_round: MakeRound
) -> None:
    round = rich_round(PUBLISHED)
    data = by_code(exported(round)["organisations"])
    query = "organisatie=GM0995&met=gekozen&ander=PV24&ander=GM0034"
    page = chosen(sign_in(world.executive), query)

    codes = {"Almere": "GM0034", "Lelystad": "GM0995", "Provincie Flevoland": "PV24"}
    assert captions(page) == [ALL_THEMES, "A Thema A", "B Thema B", "C Thema C"]
    for caption in captions(page):
        rows = figures.rows(page.captioned(caption))
        # Always by kind and name, wherever the one stands that is asked for.
        assert list(rows) == list(codes)
        for name, code in codes.items():
            line, theme = data[code], f"&thema={caption[0]}"
            if caption == ALL_THEMES:
                theme = ""
            else:
                line = by_code(line["themes"])[caption[0]]
            href = f"/rondes/{round.code}/resultaten/?organisatie={code}{theme}"
            assert figures.inline(rows[name]) == shown(line, href, provisional=False)
    rows = figures.rows(page.captioned(ALL_THEMES))
    assert rows["Lelystad"].all("td")[-1].text == "–"
    points = data["GM0034"]["rounded"] - data["GM0995"]["rounded"]
    assert rows["Almere"].all("td")[-1].text.endswith(f"{abs(points)} procentpunt")
    assert (
        figures.rows(page.captioned("C Thema C"))["Provincie Flevoland"].all("td")[-1].text == "–"
    )


def test_same_kind_is_all_others_of_that_kind_in_order(
    world: World, sign_in: SignIn, rich_round: MakeRound
) -> None:
    rich_round(PUBLISHED)
    client = sign_in(world.executive)

    assert listed(chosen(client, "organisatie=GM0184&met=soort")) == NAMES[:3]
    page = chosen(client, "organisatie=PV24&met=soort")
    assert "Er is geen andere organisatie van deze soort" in page.text
    assert not page.all("table")


def test_about_the_same_size_is_half_to_twice_the_inhabitants(
    world: World, sign_in: SignIn, rich_round: MakeRound
) -> None:
    rich_round(PUBLISHED)
    client = sign_in(world.executive)
    without = chosen(client, "organisatie=GM0034&met=omvang")
    for organisation, number in ((world.almere, 60_000), (world.lelystad, 120_000)):
        set_inhabitants(organisation=organisation, inhabitants=number, by=None)
    set_inhabitants(organisation=world.urk, inhabitants=29_999, by=None)

    page = chosen(client, "organisatie=GM0034&met=omvang")
    alone = chosen(client, "organisatie=GM0184&met=omvang")

    assert "is het aantal inwoners niet bekend" in without.text
    assert listed(page) == ["Almere", "Lelystad"]
    assert "twee keer zoveel inwoners als Almere (60.000)" in page.text
    assert "Er is geen andere organisatie van vergelijkbare omvang" in alone.text


def test_size_can_be_chosen_only_when_it_is_known(
    world: World, sign_in: SignIn, rich_round: MakeRound
) -> None:
    rich_round(PUBLISHED)
    set_inhabitants(organisation=world.almere, inhabitants=60_000, by=None)
    client = sign_in(world.executive)

    def choices(code: str) -> list[str]:
        options = chosen(client, f"organisatie={code}").one("select", name="met").all("option")
        return [option.attributes["value"] for option in options]

    assert choices("GM0034") == ["regio", "soort", "omvang", "gekozen"]
    assert choices("GM0995") == ["regio", "soort", "gekozen"]


def test_own_organisation_and_the_region_are_what_is_shown_first(
    world: World, sign_in: SignIn, rich_round: MakeRound
) -> None:
    rich_round(PUBLISHED)

    own = read(sign_in(world.other_coordinator), "/vergelijken/organisaties/")
    first = read(sign_in(world.analyst), "/vergelijken/organisaties/")

    assert "Lelystad in" in own.text
    assert "Almere in" in first.text
    heads = own.captioned("Per thema").one("thead").all("th")
    assert [head.text for head in heads][1:3] == ["Alle organisaties samen", "Lelystad"]


SEEN = {
    OPEN: {"district_coordinator": NAMES, "analyst": ["Lelystad"], "coordinator": ["Almere"]},
    CLOSED: {"district_coordinator": NAMES, "analyst": NAMES, "coordinator": ["Almere"]},
    PUBLISHED: {"district_coordinator": NAMES, "analyst": NAMES, "coordinator": NAMES},
}


@pytest.mark.parametrize("role", ["district_coordinator", "analyst", "coordinator"])
@pytest.mark.parametrize("state", SEEN)
def test_only_what_may_be_seen_can_be_chosen_and_shown(
    world: World, sign_in: SignIn, rich_round: MakeRound, state: RoundState, role: str
) -> None:
    round = with_lelystad_handed_in(world, rich_round, state)
    client = sign_in(world.user(role))
    seen = SEEN[state][role]
    everybody = "&".join(f"ander={code}" for code in ("GM0034", "GM0995", "GM0184", "PV24"))
    subject = {"Almere": "GM0034", "Lelystad": "GM0995"}[seen[0]]

    page = chosen(client, f"organisatie={subject}&met=gekozen&{everybody}")
    region = chosen(client, f"organisatie={subject}&met=regio")

    options = page.one("select", name="organisatie").all("option")
    assert [option.text for option in options] == seen
    assert len(page.all("input", name="ander")) == len(seen)
    assert (listed(page) if len(seen) > 1 else seen) == seen
    assert ("voor u niet te zien" in page.text) is (len(seen) < 4)
    may_see_region = round.is_final or role != "coordinator"
    assert (captions(region) == ["Per thema"]) is may_see_region
    assert ("Het cijfer van de regio ziet u nog niet" in region.text) is not may_see_region


def with_lelystad_handed_in(world: World, rich_round: MakeRound, state: RoundState) -> Round:
    round = rich_round(OPEN)
    set_assessment(round=round, organisation=world.lelystad, state=AssessmentState.SUBMITTED)
    advance(round, state)
    return round


@pytest.mark.parametrize("code", ["GM0995", "GM9999", "onzin", "%00", "9" * 400, "<script>"])
def test_hidden_and_unknown_organisations_look_the_same(
    world: World, sign_in: SignIn, rich_round: MakeRound, code: str
) -> None:
    rich_round(CLOSED)
    client = sign_in(world.coordinator)

    page = chosen(client, f"organisatie={code}")
    among = chosen(client, f"organisatie=GM0034&met=gekozen&ander={code}")

    assert "Van deze organisatie zijn er in deze ronde geen resultaten die u mag zien." in page.text
    assert not page.all("table")
    assert "1 gekozen organisatie is in deze ronde voor u niet te zien en is weggelaten." in (
        among.text
    )
    assert not among.all("table")
    assert not page.one("main").all("script")


@pytest.mark.parametrize("query", ["met=score", "met=%00", "ronde=onzin", "ronde=ronde-elders"])
def test_unknown_words_are_not_there(
    world: World, sign_in: SignIn, rich_round: MakeRound, query: str
) -> None:
    rich_round(PUBLISHED)
    make_round(norm=world.other_norm, code="ronde-elders", state=PUBLISHED)

    path = f"/vergelijken/organisaties/?{query}"

    assert sign_in(world.analyst).get(path).status_code == 404


def test_without_rounds_it_says_so(world: World, sign_in: SignIn) -> None:
    page = read(sign_in(world.executive), "/vergelijken/organisaties/")

    assert "Er is nog geen ronde geopend." in page.text
