"""What stands with a point, beside a decision and in the overviews, in how many queries."""

from datetime import date

import pytest
from django.test import Client

from accounts.models import User
from ambitions.choices import NormState
from ambitions.models import Organisation
from monitoring.actions.exemption_requests import refuse_request
from monitoring.actions.rounds import close_round
from monitoring.choices import AssessmentState, ExemptionStage, RoundState
from monitoring.models import Assessment, Result, Round
from monitoring.pages.activities import activities_of
from monitoring.pages.exemptions import (
    effect_of_granting,
    exemption_of,
    exemption_overview,
    later_rounds,
)
from monitoring.pages.improvements import improvement_list, improvements_of
from tests.conftest import SignIn, World
from tests.factories import (
    MUNICIPALITY,
    fill_round,
    get_result,
    make_norm,
    make_organisation,
    make_round,
    set_assessment,
    set_result,
)
from tests.monitoring.following import (
    activity,
    granted,
    improvement,
    make_activity,
    make_improvement,
    make_request,
)
from tests.reports.test_query_counts import WHO, counted, queries

pytestmark = pytest.mark.django_db


def place(
    round: Round, organisation: str = "GM0034", point: str = "A1"
) -> tuple[Result, Assessment]:
    result = get_result(round=round, organisation=organisation, point=point)
    assessment = Assessment.objects.with_round().get(round=round, organisation__code=organisation)
    return result, assessment


# --- With one point -------------------------------------------------------------------------------


def test_point_before_anything_was_asked(world: World, open_round: Round) -> None:
    own = exemption_of(world.coordinator, *place(open_round))
    district = exemption_of(world.district_coordinator, *place(open_round))

    assert (own.may_ask, own.may_withdraw, own.may_decide) == (True, False, False)
    assert (district.may_ask, district.may_decide, district.request) == (False, False, None)


def test_point_with_a_request(world: World, open_round: Round) -> None:
    asked = make_request(round=open_round, by=world.coordinator)

    own = exemption_of(world.coordinator, *place(open_round))
    district = exemption_of(world.district_coordinator, *place(open_round))

    assert (own.request, own.may_ask, own.may_withdraw) == (asked, False, True)
    assert (district.request, district.may_withdraw, district.may_decide) == (asked, False, True)


def test_point_after_a_refusal_can_be_asked_for_again(world: World, open_round: Round) -> None:
    asked = make_request(round=open_round, by=world.coordinator)
    refuse_request(request=asked, decision="Nee.", by=world.district_coordinator)

    own = exemption_of(world.coordinator, *place(open_round))

    assert own.request is not None
    assert (own.request.decision, own.may_ask, own.may_withdraw) == ("Nee.", True, False)


def test_point_that_is_exempt(world: World, open_round: Round) -> None:
    asked = make_request(round=open_round, by=world.coordinator)
    granted(asked, until=None, by=world.district_coordinator)
    result, assessment = place(open_round)

    with counted() as statements:
        own = exemption_of(world.coordinator, result, assessment)

    assert own.holding is not None
    assert (own.holding.reason, own.may_ask, own.may_withdraw) == (asked.reason, False, False)
    assert len(statements) <= 3


def test_point_of_a_closed_round_can_not_be_asked_for(world: World, open_round: Round) -> None:
    close_round(round=open_round, by=None)

    assert not exemption_of(world.coordinator, *place(open_round)).may_ask


def test_point_with_improvements_shows_the_unfinished_first(
    world: World, open_round: Round
) -> None:
    for title, due_in, state in (
        ("Klaar", -20, "done"),
        ("Later", 90, "planned"),
        ("Nu", -3, "planned"),
    ):
        content = improvement(title=title, due_in=due_in, state=state, outcome="Zo.")
        make_improvement(round=open_round, by=world.coordinator, content=content)
    result, assessment = place(open_round)

    with counted() as statements:
        own = improvements_of(world.coordinator, result, assessment)

    assert [line.improvement.title for line in own.lines] == ["Nu", "Later", "Klaar"]
    assert [line.is_late for line in own.lines] == [True, False, False]
    assert own.may_add
    assert len(statements) <= 3


def test_point_with_improvements_on_behalf(world: World, open_round: Round) -> None:
    make_improvement(round=open_round, by=world.coordinator)
    result, assessment = place(open_round)

    drafting = improvements_of(world.district_coordinator, result, assessment)
    set_assessment(round=open_round, organisation=world.almere, state=AssessmentState.SUBMITTED)
    handed_in = improvements_of(world.district_coordinator, result, assessment)

    assert (len(drafting.lines), drafting.may_add) == (0, True)
    assert (len(handed_in.lines), handed_in.may_add) == (1, False)
    assert not handed_in.lines[0].may_change
    assert not improvements_of(world.analyst, result, assessment).may_add


def test_point_with_activities_of_the_organisation(world: World, open_round: Round) -> None:
    points = [world.norm.points.get(code="A1")]
    made = make_activity(world, activity(world.almere, world.urk, points=points))
    make_activity(world, activity(world.lelystad, points=points))
    make_activity(world, activity(world.almere, title="Voor een ander punt"))
    result, assessment = place(open_round)

    with counted() as statements:
        shown = activities_of(world.coordinator, result, assessment)

    assert shown.activities == [made]
    assert shown.may_add
    assert len(statements) <= 3
    assert not activities_of(world.executive, result, assessment).may_add


# --- Beside a decision ----------------------------------------------------------------------------


def test_effect_is_of_counts_and_stores_nothing(world: World, open_round: Round) -> None:
    fill_round(round=open_round)
    set_result(round=open_round, organisation="GM0034", point="A1", status="not_achieved")
    result, _ = place(open_round)

    with counted() as statements:
        effect = effect_of_granting(result)

    assert (effect.organisation_now.achieved, effect.organisation_now.applicable) == (4, 5)
    assert (effect.organisation_now.percentage, effect.organisation_then.percentage) == (
        "80.0",
        "100.0",
    )
    assert (effect.region_now.achieved, effect.region_now.applicable) == (17, 18)
    assert (effect.region_then.achieved, effect.region_then.applicable) == (17, 17)
    assert effect.region_then.not_applicable == effect.region_now.not_applicable + 1
    assert len(statements) <= 3
    assert get_result(round=open_round, organisation="GM0034", point="A1").status == "not_achieved"


def test_effect_is_what_granting_does(world: World, open_round: Round) -> None:
    set_result(round=open_round, organisation="GM0034", point="A1", status="partly")
    asked = make_request(round=open_round, by=world.coordinator)
    expected = effect_of_granting(place(open_round)[0]).region_then

    granted(asked, until=None, by=world.district_coordinator)

    assert open_round.results.all().tally() == expected.tally


def test_later_rounds_are_planned_ones_of_the_norm(world: World, open_round: Round) -> None:
    def plan(year: int, state: RoundState = RoundState.PLANNED) -> Round:
        return make_round(norm=world.norm, state=state, reference_date=date(year, 1, 1))

    later, soon = plan(2029), plan(2027)
    plan(2025)
    plan(2028, RoundState.OPEN)
    make_round(norm=world.other_norm, state=RoundState.PLANNED, reference_date=date(2027, 1, 1))

    assert later_rounds(open_round) == [soon, later]


# --- The overview of exemptions -------------------------------------------------------------------


def stages(user: User) -> list[tuple[str, str, bool]]:
    return [
        (line.exemption.point.code, line.stage, line.may_change)
        for line in exemption_overview(user).exemptions
    ]


def test_overview_brings_back_what_ends(world: World, open_round: Round) -> None:
    district = world.district_coordinator
    for point, until in (("A1", open_round), ("A2", None)):
        asked = make_request(round=open_round, by=world.coordinator, point=point)
        granted(asked, until=until, by=world.district_coordinator)

    assert stages(district) == [
        ("A1", ExemptionStage.TO_REVIEW, True),
        ("A2", ExemptionStage.HELD, True),
    ]
    close_round(round=open_round, by=None)
    assert stages(district)[0] == ("A1", ExemptionStage.TO_REVIEW, True)
    # A round later it does not hold and can not be extended; the organisation can ask again.
    following = make_round(norm=world.norm, reference_date=date(2027, 10, 1))
    assert stages(district)[0] == ("A1", ExemptionStage.TO_REVIEW, False)
    (line, _) = exemption_overview(world.coordinator).exemptions
    assert line.href == f"/rondes/{following.code}/invoer/GM0034/punt/A1/"
    assert line.is_over
    make_request(round=following, by=world.coordinator)
    assert stages(district)[0] == ("A1", ExemptionStage.SETTLED, False)


def test_overview_brings_back_what_ended_with_the_version_before(
    world: World, open_round: Round
) -> None:
    granted(
        make_request(round=open_round, by=world.coordinator),
        until=open_round,
        by=world.district_coordinator,
    )
    close_round(round=open_round, by=None)
    successor = make_norm(
        region=world.region, code="norm", version="2.0", state=NormState.PUBLISHED
    )
    following = make_round(norm=successor, reference_date=date(2027, 10, 1))

    (line,) = exemption_overview(world.coordinator).exemptions

    assert (line.stage, line.href) == (ExemptionStage.TO_REVIEW, "")
    close_round(round=following, by=None)
    assert stages(world.coordinator) == [("A1", ExemptionStage.SETTLED, False)]


def test_overview_is_narrowed(world: World, open_round: Round) -> None:
    make_request(round=open_round, by=world.coordinator)
    refused = make_request(round=open_round, by=world.other_coordinator, organisation="GM0995")
    refuse_request(request=refused, decision="Nee.", by=world.district_coordinator)
    overview = exemption_overview(world.district_coordinator)

    assert overview.organisations == [world.almere, world.lelystad]
    assert [line.organisation for line in overview.narrowed("", "").requests] == [world.almere]
    assert overview.narrowed("GM0995", "").requests == []
    settled = overview.narrowed("GM0995", ExemptionStage.SETTLED)
    assert [line.request for line in settled.decided] == [refused]
    assert not overview.is_example


# --- The list of improvement actions --------------------------------------------------------------


def test_list_counts_what_is_late_and_soon(world: World, open_round: Round) -> None:
    for due_in in (-1, 0, 30, 31):
        content = improvement(title=str(due_in), due_in=due_in)
        make_improvement(round=open_round, by=world.coordinator, content=content)

    page = improvement_list(world.coordinator)

    assert (page.late, page.soon) == (1, 2)
    assert [line.improvement.title for line in page.narrowed("", "")] == ["-1", "0", "30", "31"]
    assert [line.improvement.title for line in page.narrowed("", "later")] == ["31"]
    assert page.narrowed("GM0995", "") == []
    assert page.narrowed("", "finished") == []


# --- Queries --------------------------------------------------------------------------------------


def fill(world: World, round: Round, organisation: Organisation) -> None:
    """A request, an exemption, an improvement action and an activity of the organisation."""
    by, code = world.district_coordinator, organisation.code
    make_request(round=round, by=by, organisation=code)
    asked = make_request(round=round, by=by, organisation=code, point="A2")
    granted(asked, until=round, by=by)
    make_improvement(round=round, by=by, organisation=code)
    set_assessment(round=round, organisation=organisation, state=AssessmentState.SUBMITTED)
    make_activity(world, activity(organisation, points=[world.norm.points.get(code="A1")]))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/vrijstellingen/", WHO + 3),
        ("/vrijstellingen/?stand=settled", WHO + 3),
        ("/verbeteracties/", WHO + 1),
        ("/activiteiten/", WHO + 7),
        ("/activiteiten/?soort=training&jaar=2026", WHO + 7),
    ],
)
def test_overview_takes_as_many_queries_for_more_organisations(
    world: World, sign_in: SignIn, path: str, expected: int
) -> None:
    others = [make_organisation(region=world.region, kind=MUNICIPALITY) for _ in range(6)]
    round = make_round(norm=world.norm)
    client: Client = sign_in(world.district_coordinator)
    for organisation in (world.almere, world.lelystad):
        fill(world, round, organisation)
    few = queries(client, path)

    for organisation in others:
        fill(world, round, organisation)

    assert (few, queries(client, path)) == (expected, expected)
