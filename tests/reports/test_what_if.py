"""`/wat-als/`: actual figures beside projected ones, for what a user may see; nothing is stored."""

from datetime import timedelta
from itertools import chain

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from monitoring.choices import AssessmentState, ImprovementState, RoundState
from monitoring.models import ImprovementAction, Result, Round
from reports.dashboards.what_if_question import MAX_POINTS
from tests.conftest import SignIn, World
from tests.factories import make_round, set_assessment, set_result
from tests.monitoring.following import improvement, make_improvement
from tests.reports import figures
from tests.reports.conftest import MakeRound, advance
from tests.reports.document import Element, read
from tests.reports.figures import Shown, by_code, exported

OPEN, CLOSED, PUBLISHED = RoundState.OPEN, RoundState.CLOSED, RoundState.PUBLISHED
PATH = "/wat-als/?ronde=ronde-rijk"
BY_ORGANISATION, BY_THEME = "Per organisatie, met projectie", "Per thema, met projectie"
NAMES = ["Almere", "Lelystad", "Urk", "Provincie Flevoland"]
# In the rich round the applicable points go round five statuses, from Urk on by code:
#    GM0034: A1 ● A2 ◐ A3 ● B1 ✗ B2 ○ C1 ● C2 ◐
OPEN_OF_ALMERE = ["A2", "B1", "B2", "C2"]


def asked(client: Client, query: str = "") -> Element:
    return read(client, f"{PATH}&{query}")


def captions(page: Element) -> list[str]:
    return [caption.text for caption in page.all("caption")]


def projected(row: Element) -> Shown:
    cell = row.one("div", css="fn-projection")
    value = cell.one(css="fn-projection__value")
    assert not cell.all("a")
    assert cell.one(css="fn-badge--projection").text == "projectie"
    assert "data-projection" in cell.attributes
    text = value.text.removeprefix("– geen percentage") or figures.DASH
    return Shown(text, cell.one(css="fn-projection__counts").text)


def achieve(round: Round, *pairs: str) -> None:
    for pair in pairs:
        organisation, point = pair.split(":")
        set_result(round=round, organisation=organisation, point=point)


def values(page: Element) -> list[str]:
    return [box.attributes["value"] for box in page.all("input", name="punt")]


def test_actual_figures_are_the_exported_ones_and_projected_ones_what_would_be_exported(
    world: World, sign_in: SignIn, rich_round: MakeRound
) -> None:
    round = rich_round(OPEN)
    pairs = ("GM0034:A2", "GM0034:B1", "GM0995:C1", "PV24:B1")
    actual = exported(round)
    page = asked(sign_in(world.district_coordinator), "&".join(f"punt={pair}" for pair in pairs))

    achieve(round, *pairs)

    after = exported(round)
    for caption, key, narrowing in (
        (BY_ORGANISATION, "organisations", "organisatie"),
        (BY_THEME, "themes", "thema"),
    ):
        rows = figures.rows(page.captioned(caption))
        for now, then in zip(actual[key], after[key], strict=True):
            name = now.get("name") or f"{now['code']} {now['title']}"
            href = f"/rondes/{round.code}/resultaten/?{narrowing}={now['code']}"
            assert figures.inline(rows[name]) == Shown(
                figures.whole(now), figures.counts(now, provisional=True), href
            )
            assert projected(rows[name]) == Shown(figures.whole(then), figures.counts(then))
            points = f"{then['rounded'] - now['rounded']:+} procentpunt".replace("+0 ", "0 ")
            assert rows[name].all("td")[-1].text == points
        total = rows["Alle organisaties samen"]
        assert projected(total) == Shown(
            figures.whole(after["total"]), figures.counts(after["total"])
        )
    assert after["total"]["achieved"] > actual["total"]["achieved"]


def test_projection_of_one_organisation(
    world: World, sign_in: SignIn, rich_round: MakeRound
) -> None:
    round = rich_round(OPEN)
    almere = by_code(exported(round)["organisations"])["GM0034"]
    page = asked(sign_in(world.executive), "punt=GM0034:A2&punt=GM0034:C2")

    achieve(round, "GM0034:A2", "GM0034:C2")

    after = by_code(exported(round)["organisations"])["GM0034"]
    rows = figures.rows(page.captioned(BY_THEME))
    assert list(rows) == ["A Thema A", "B Thema B", "C Thema C", "Almere"]
    for code, now, then in zip("ABC", almere["themes"], after["themes"], strict=True):
        row = rows[f"{code} Thema {code}"]
        href = f"/rondes/ronde-rijk/resultaten/?organisatie=GM0034&thema={code}"
        assert figures.inline(row).href == href
        assert figures.inline(row).value == figures.whole(now)
        assert projected(row) == Shown(figures.whole(then), figures.counts(then))
    assert projected(rows["Almere"]) == Shown(figures.whole(after), figures.counts(after))
    assert list(figures.rows(page.captioned(BY_ORGANISATION))) == ["Almere"]
    assert "Er wordt niets opgeslagen." in page.text
    taken = page.one("ul", css="fn-taken").all("li")
    assert [line.text for line in taken] == ["A2 Ambitiepunt A2", "C2 Ambitiepunt C2"]


def test_open_points_can_be_ticked_by_organisation_and_theme(
    world: World, sign_in: SignIn, rich_round: MakeRound
) -> None:
    round = rich_round(OPEN)

    own = asked(sign_in(world.coordinator))
    region = asked(sign_in(world.district_coordinator), "punt=GM0995:A1")

    assert values(own) == [f"GM0034:{code}" for code in OPEN_OF_ALMERE]
    legends = [legend.text for legend in own.all("legend")]
    assert legends == [f"{theme} Thema {theme} van Almere" for theme in "ABC"]
    assert not own.all("table")
    left = round.results.filter(status__in=("partly", "not_achieved", "unanswered"))
    assert len(values(region)) == left.count()
    assert [d.text.split(":")[0] for d in region.all("summary")] == NAMES
    almere = asked(sign_in(world.district_coordinator), "organisatie=GM0034&punt=GM0034:A2")
    ticked = [box for box in almere.all("input", name="punt") if "checked" in box.attributes]
    assert [box.attributes["value"] for box in ticked] == ["GM0034:A2"]


@pytest.mark.parametrize(
    ("role", "organisation"),
    [("coordinator", "GM0034"), ("executive", "GM0034"), ("district_coordinator", "alle")],
)
def test_own_organisation_or_the_region_is_what_is_shown_first(
    world: World, sign_in: SignIn, rich_round: MakeRound, role: str, organisation: str
) -> None:
    rich_round(OPEN)

    page = read(sign_in(world.user(role)), "/wat-als/")

    [chosen] = page.all("input", name="organisatie")
    assert chosen.attributes["value"] == organisation


def test_total_of_the_region_is_left_out_while_some_statuses_are_hidden(
    world: World, sign_in: SignIn, rich_round: MakeRound
) -> None:
    round = rich_round(OPEN)
    set_assessment(round=round, organisation=world.lelystad, state=AssessmentState.SUBMITTED)
    set_assessment(round=round, organisation=world.almere, state=AssessmentState.SUBMITTED)

    page = asked(sign_in(world.analyst), "organisatie=alle&punt=GM0034:A2")

    assert captions(page) == [BY_ORGANISATION]
    assert list(figures.rows(page.captioned(BY_ORGANISATION))) == ["Almere", "Lelystad"]
    assert "omdat u niet van iedereen de resultaten mag zien" in page.text
    assert "Urk" not in page.one("main").text


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("punt=GM0034:A1", "1 keuze: dit is al behaald of niet van toepassing."),
        ("punt=GM0034:A1&punt=GM0034:C1", "2 keuzes: dit is al behaald of niet van toepassing."),
        ("punt=GM0034:Z9&punt=GM0995:A1&punt=onzin&punt=", "4 keuzes: niet te gebruiken."),
        ("punt=GM0995:C2&punt=%00&punt=" + "9" * 400, "3 keuzes: niet te gebruiken."),
        ("punt=<script>:<script>&punt=GM0034:A2:A2", "2 keuzes: niet te gebruiken."),
        ("punt=GM9999:A1", "1 keuze: niet te gebruiken."),
    ],
)
def test_choices_that_do_not_count_are_counted_and_not_named(
    world: World, sign_in: SignIn, rich_round: MakeRound, query: str, told: str
) -> None:
    rich_round(CLOSED)

    page = asked(sign_in(world.coordinator), query)

    assert told in page.text
    assert not page.all("table")
    assert "GM0995" not in page.one("main").text
    assert not page.one("main").all("script")


def test_choices_of_another_organisation_than_is_looked_at_are_ignored(
    world: World, sign_in: SignIn, rich_round: MakeRound
) -> None:
    rich_round(OPEN)

    page = asked(sign_in(world.district_coordinator), "organisatie=GM0184&punt=GM0034:A2")

    assert "1 keuze: van een andere organisatie dan u nu bekijkt." in page.text
    assert not page.all("table")


def test_link_gives_another_user_what_that_user_may_see(
    world: World, sign_in: SignIn, rich_round: MakeRound
) -> None:
    rich_round(CLOSED)
    query = (
        "punt=GM0034:A2&punt=GM0995:A1&punt=GM0184:B1&punt=PV24:A1&punt=PV24:A2&organisatie=alle"
    )
    page = asked(sign_in(world.district_coordinator), query)
    [field] = page.all("input", id="adres")
    address = field.attributes["value"]
    assert address.startswith("http://testserver/wat-als/?regio=flevoland&ronde=ronde-rijk&")

    again = read(sign_in(world.user("district_coordinator")), address)
    other = read(sign_in(world.coordinator), address)

    assert (
        again.one("main")
        .text.split("Kies wat")[0]
        .endswith(page.one("main").text.split("Kies wat")[0].split("Projectie bij")[1])
    )
    assert list(figures.rows(other.captioned(BY_ORGANISATION))) == ["Almere"]
    assert "niet te gebruiken" in other.text
    assert "Lelystad" not in other.one("main").text


def test_improvement_actions_that_are_due_in_time_count_and_are_listed(
    world: World, sign_in: SignIn, rich_round: MakeRound
) -> None:
    round = rich_round(OPEN)
    by = world.coordinator
    make_improvement(round=round, by=by, point="A2", content=improvement(title="Op tijd", due_in=9))
    make_improvement(
        round=round, by=by, point="B1", content=improvement(title="Op de dag zelf", due_in=10)
    )
    make_improvement(round=round, by=by, point="C2", content=improvement(title="Later", due_in=11))
    make_improvement(
        round=round, by=by, point="A1", content=improvement(title="Al behaald", due_in=1)
    )
    done = make_improvement(
        round=round, by=by, point="B2", content=improvement(title="Vervallen", due_in=1)
    )
    ImprovementAction.objects.filter(pk=done.pk).update(state=ImprovementState.DROPPED)
    make_improvement(
        round=round,
        by=world.other_coordinator,
        organisation="GM0995",
        point="A1",
        content=improvement(title="Ander"),
    )
    day = timezone.localdate() + timedelta(days=10)

    page = asked(sign_in(world.executive), f"organisatie=alle&tot={day.isoformat()}")

    listed = [line.text for line in page.one("ul", css="fn-works").all("li")]
    assert [line.split()[0] for line in listed] == ["Al", "Op"]
    assert "telt niet mee" in listed[0]
    assert listed[1].startswith("Op tijd")
    taken = page.one("ul", css="fn-taken").all("li")
    assert [line.text for line in taken] == ["A2 Ambitiepunt A2"]
    assert page.one("input", id="tot").attributes["value"] == day.isoformat()
    assert "Ander" not in page.text


def test_actions_of_an_organisation_count_for_the_region_once_it_handed_in(
    world: World, sign_in: SignIn, rich_round: MakeRound
) -> None:
    round = rich_round(OPEN)
    make_improvement(
        round=round, by=world.coordinator, point="A2", content=improvement(title="Plan", due_in=1)
    )
    client = sign_in(world.district_coordinator)
    before = asked(client, "tot=2999-01-01")
    set_assessment(round=round, organisation=world.almere, state=AssessmentState.SUBMITTED)

    after = asked(client, "tot=2999-01-01")

    assert "Er zijn geen verbeteracties die u mag zien" in before.text
    assert not before.all("table")
    assert "Plan" in after.text
    assert len(after.all("table")) == 2


@pytest.mark.parametrize("day", ["onzin", "2027-13-45", "%00", "9" * 400, "31-12-2027", "<script>"])
def test_wrong_date_is_said_beside_the_field(
    world: World, sign_in: SignIn, rich_round: MakeRound, day: str
) -> None:
    rich_round(OPEN)

    page = asked(sign_in(world.coordinator), f"tot={day}&punt=GM0034:A2")

    field = page.one("input", id="tot")
    assert field.attributes["aria-invalid"] == "true"
    assert "Vul een geldige datum in" in page.one("p", id="tot-fout").text
    assert captions(page) == [BY_ORGANISATION, BY_THEME]


def test_too_many_points_are_refused_in_words(
    world: World, sign_in: SignIn, rich_round: MakeRound
) -> None:
    rich_round(OPEN)
    client = sign_in(world.coordinator)
    many = "&".join(f"punt=GM0034:X{number}" for number in range(MAX_POINTS))

    just = asked(client, many)
    over = asked(client, f"{many}&punt=GM0034:A2")

    assert f"{MAX_POINTS} keuzes: niet te gebruiken." in just.text
    assert f"U koos meer dan {MAX_POINTS} ambitiepunten." in over.text
    assert not over.all("table")


@pytest.mark.parametrize("code", ["GM0995", "GM9999", "onzin", "%00", "<script>"])
def test_hidden_and_unknown_organisations_look_the_same(
    world: World, sign_in: SignIn, rich_round: MakeRound, code: str
) -> None:
    rich_round(CLOSED)

    page = asked(sign_in(world.coordinator), f"organisatie={code}")

    assert "Van deze keuze zijn er in deze ronde geen resultaten die u mag zien." in page.text
    assert not page.all("input", name="punt")
    assert not page.one("main").all("script")


def test_analyst_to_whom_nobody_handed_in_sees_nothing(
    world: World, sign_in: SignIn, rich_round: MakeRound
) -> None:
    rich_round(OPEN)

    page = asked(sign_in(world.analyst), "punt=GM0034:A2&tot=2999-01-01")

    assert "geen resultaten die u mag zien" in page.text
    assert "Almere" not in page.one("main").text


def test_nothing_left_is_said(world: World, sign_in: SignIn, rich_round: MakeRound) -> None:
    round = rich_round(OPEN)
    achieve(round, *(f"GM0034:{code}" for code in OPEN_OF_ALMERE))
    advance(round, PUBLISHED)

    page = asked(sign_in(world.coordinator))

    assert "Er staat niets meer open" in page.text


def test_looking_and_calculating_write_nothing(
    world: World, sign_in: SignIn, rich_round: MakeRound
) -> None:
    round = rich_round(OPEN)
    make_improvement(
        round=round, by=world.coordinator, point="A2", content=improvement(title="Plan", due_in=1)
    )
    client = sign_in(world.coordinator)
    asked(client)
    before = everything()

    page = asked(client, "punt=GM0034:B1&tot=2999-01-01")

    assert len(page.all("table")) == 2
    assert everything() == before


def everything() -> list[tuple[str, int]]:
    """How many rows each table of ours has, and what all results say."""
    models = chain.from_iterable(
        apps.get_app_config(app).get_models() for app in ("accounts", "ambitions", "monitoring")
    )
    rows = [(model.__name__, model._default_manager.count()) for model in models]
    return [*rows, *Result.objects.order_by("pk").values_list("status", "version")]


@pytest.mark.parametrize("query", ["ronde=onzin", "ronde=ronde-elders", "regio=elders", "ronde="])
def test_unknown_codes_are_not_there(
    world: World, sign_in: SignIn, rich_round: MakeRound, query: str
) -> None:
    rich_round(OPEN)
    make_round(norm=world.other_norm, code="ronde-elders", state=PUBLISHED)

    assert sign_in(world.analyst).get(f"/wat-als/?{query}").status_code == 404


def test_without_rounds_it_says_so(world: World, sign_in: SignIn) -> None:
    assert "Er is nog geen ronde geopend." in read(sign_in(world.executive), "/wat-als/").text
