"""`/organisaties/<code>/`: the sentence, the round before, what is left and who can help."""

from datetime import date

import pytest
from django.test import Client

from monitoring.choices import RoundState
from monitoring.models import ImprovementAction, Result, Round
from tests.conftest import SignIn, World
from tests.factories import fill_round, make_round, set_result
from tests.monitoring.following import improvement, make_improvement
from tests.reports import figures
from tests.reports.conftest import advance
from tests.reports.document import Element, read
from tests.reports.figures import by_code, exported

TABLE = "Ambitiepunten die nog niet zijn behaald"


@pytest.fixture
def earlier(world: World) -> Round:
    """Almere had achieved A1 only."""
    return make_round(
        norm=world.norm,
        code="eerder",
        name="Meting 3",
        state=RoundState.PUBLISHED,
        reference_date=date(2025, 10, 1),
        statuses={("GM0034", "A1"): "achieved"},
    )


@pytest.fixture
def round(world: World, earlier: Round) -> Round:
    """Open: everything achieved, but A2 partly and B1 not by Almere, and B1 not by Urk."""
    round = make_round(norm=world.norm, code="nu", name="Evaluatie")
    fill_round(round=round)
    for organisation, point, status in (
        ("GM0034", "A2", "partly"),
        ("GM0034", "B1", "not_achieved"),
        ("GM0184", "B1", "not_achieved"),
    ):
        set_result(round=round, organisation=organisation, point=point, status=status)
    return round


def page_of(client: Client, organisation: str = "GM0034") -> Element:
    return read(client, f"/organisaties/{organisation}/?ronde=nu")


def left(page: Element) -> dict[str, list[str]]:
    """The texts of the cells after the head, by the code of the point."""
    rows = page.captioned(TABLE).one("tbody").all("tr")
    return {row.one("th").text.split()[0]: [cell.text for cell in row.all("td")] for row in rows}


def test_sentence_compares_with_the_round_before(
    world: World, sign_in: SignIn, round: Round
) -> None:
    advance(round, RoundState.PUBLISHED)

    page = page_of(sign_in(world.executive))

    # 3 of 5, and 1 of 5 before.
    assert page.one("p", css="fn-headline").text == (
        "Almere heeft 60 % van de ambitiepunten behaald, 3 van 5; "
        "dat is 40 procentpunt meer dan bij Meting 3."
    )


def test_figures_of_the_round_before_are_those_of_its_export_and_lead_there(
    world: World, sign_in: SignIn, earlier: Round, round: Round
) -> None:
    advance(round, RoundState.PUBLISHED)
    almere = by_code(exported(earlier)["organisations"])["GM0034"]
    themes = by_code(almere["themes"])

    page = page_of(sign_in(world.executive))

    rows = figures.rows(page.captioned("Per thema"))
    for code, title in (("A", "A Thema A"), ("B", "B Thema B")):
        figure = themes[code]
        before, now, *_ = rows[title].all("td")
        assert f"Verloop: {figures.whole(figure)}, " in now.text
        assert figures.inline(before) == figures.Shown(
            figures.whole(figure),
            figures.counts(figure),
            f"/rondes/eerder/resultaten/?organisatie=GM0034&thema={code}",
        )
    assert figures.inline(rows["Totaal"].all("td")[0]).counts == figures.counts(almere)


def test_history_of_an_organisation_is_that_of_the_exports(
    world: World, sign_in: SignIn, earlier: Round, round: Round
) -> None:
    advance(round, RoundState.PUBLISHED)

    page = page_of(sign_in(world.executive))

    rows = figures.rows(page.captioned("Behaald per ronde"))
    for line, each in zip(rows.values(), (earlier, round), strict=True):
        almere = by_code(exported(each)["organisations"])["GM0034"]
        assert figures.inline(line) == figures.Shown(
            figures.whole(almere),
            figures.counts(almere),
            f"/rondes/{each.code}/resultaten/?organisatie=GM0034",
        )
    assert "norm 1.0" in page.one("svg", css="fn-chart", role="img").text


def test_points_that_are_left_name_everybody_who_achieved_them(
    world: World, sign_in: SignIn, round: Round
) -> None:
    advance(round, RoundState.PUBLISHED)

    found = left(page_of(sign_in(world.executive)))

    assert list(found) == ["A2", "B1"]
    assert found["A2"][2] == (
        "Lelystad, vraag om hulp aan Lelystad bij A2 Urk, vraag om hulp aan Urk bij A2 "
        "Provincie Flevoland, vraag om hulp aan Provincie Flevoland bij A2"
    )
    assert found["B1"][2].startswith("Lelystad, vraag om hulp aan Lelystad bij B1 Provincie")


def test_colleague_who_shares_a_good_example_is_marked_after_publication(
    world: World, sign_in: SignIn, round: Round
) -> None:
    Result.objects.filter(round=round, organisation=world.lelystad).update(is_shared=True)
    client = sign_in(world.district_coordinator)
    assert "goed voorbeeld" not in page_of(client).text

    advance(round, RoundState.PUBLISHED)

    assert left(page_of(client))["B1"][2] == (
        "Lelystad, deelt een goed voorbeeld Provincie Flevoland"
    )


@pytest.mark.parametrize("role", ["district_coordinator", "analyst", "other_coordinator"])
def test_help_is_asked_on_the_page_of_the_own_organisation_only(
    world: World, sign_in: SignIn, round: Round, role: str
) -> None:
    advance(round, RoundState.PUBLISHED)

    assert "vraag om hulp" not in page_of(sign_in(world.user(role))).text


def test_colleagues_are_not_told_before_their_statuses_may_be_seen(
    world: World, sign_in: SignIn, round: Round
) -> None:
    page = page_of(sign_in(world.coordinator))

    assert left(page)["B1"][2] == "niemand van wie u de resultaten al ziet"
    assert "Lelystad" not in page.text


def test_unfinished_actions_stand_with_their_point_and_late_ones_say_so(
    world: World, sign_in: SignIn, round: Round
) -> None:
    for point, title, state in (
        ("B1", "Beleid maken", "under_way"),
        ("B1", "Klaar ermee", "done"),
        ("A2", "Training geven", "planned"),
    ):
        action = make_improvement(
            round=round, point=point, by=world.coordinator, content=improvement(title=title)
        )
        ImprovementAction.objects.filter(pk=action.pk).update(
            state=state, due_on=date(2024, 5, 1) if point == "B1" else date(2099, 5, 1)
        )

    found = left(page_of(sign_in(world.coordinator)))

    assert "Beleid maken" in found["B1"][1]
    assert "1 mei 2024 ! te laat" in found["B1"][1]
    assert "Klaar ermee" not in found["B1"][1]
    assert "te laat" not in found["A2"][1]


def test_actions_of_another_organisation_are_not_told(
    world: World, sign_in: SignIn, round: Round
) -> None:
    make_improvement(
        round=round,
        point="B1",
        by=world.coordinator,
        content=improvement(title="<script>Beleid</script>"),
    )
    advance(round, RoundState.PUBLISHED)

    others = page_of(sign_in(world.other_coordinator))
    own = page_of(sign_in(world.coordinator))

    assert left(others)["B1"][1] == "geen die u mag zien"
    assert "Beleid" not in others.text
    assert "<script>Beleid</script>" in left(own)["B1"][1]
    assert left(own)["A2"][1] == "geen"


def test_organisation_that_achieved_everything_is_told_so(
    world: World, sign_in: SignIn, round: Round
) -> None:
    advance(round, RoundState.PUBLISHED)

    page = page_of(sign_in(world.executive), "GM0995")

    assert "Alle ambitiepunten die van toepassing zijn, zijn behaald." in page.text
    assert not [caption for caption in page.all("caption") if caption.text == TABLE]
