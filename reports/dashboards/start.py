"""`/` for somebody who is signed in: what waits, and where the region stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from accounts.models import User
from accounts.permissions import Permission
from ambitions.access import organisations_of, regions_of, scope
from ambitions.models import Organisation, Region
from monitoring.achievement import FORMULAS, Figure, Tally
from monitoring.links import ResultLinks
from monitoring.models import Assessment, Result, Round


@dataclass(frozen=True, slots=True)
class OpenTask:
    """An open round of an organisation of the user; `may_enter` for who fills it in.

    `mine` counts the points that were assigned to the user; all zero when none were.
    """

    assessment: Assessment
    figure: Figure
    may_enter: bool
    mine: Tally


@dataclass(frozen=True, slots=True)
class Headline:
    """Where a region, or one organisation of it, stands in its newest round that is final."""

    region: Region
    organisation: Organisation | None
    round: Round
    figure: Figure
    href: str


@dataclass(frozen=True, slots=True)
class StartPage:
    tasks: tuple[OpenTask, ...]
    open_rounds: tuple[Round, ...]
    """Open rounds of the regions whose rounds the user follows."""
    headlines: tuple[Headline, ...]
    has_role: bool


def start_page(user: User) -> StartPage:
    regions = regions_of(user)
    own = organisations_of(user, Permission.VIEW_ORGANISATION)
    followed = scope(user, Permission.VIEW_PROVISIONAL_REGION).regions
    return StartPage(
        tasks=tuple(_open_tasks(user, own)),
        open_rounds=tuple(
            Round.objects.open().filter(norm__region__in=followed).with_norm().newest_first()
        ),
        headlines=tuple(_headlines(user, regions, own)),
        has_role=bool(regions),
    )


def _headlines(user: User, regions: list[Region], own: list[Organisation]) -> Iterator[Headline]:
    """Each region, then each own organisation that takes part in its region's newest round."""
    newest = _newest_final(user, regions)
    results = Result.objects.filter(round__in=newest.values())
    by_round = results.tallies("round")
    by_organisation = results.filter(organisation__in=own).tallies("round", "organisation")
    for region in regions:
        if round := newest.get(region.pk):
            yield _headline(region, None, round, by_round[round.pk,])
    for organisation in own:
        round = newest.get(organisation.region_id)
        if round and (tally := by_organisation.get((round.pk, organisation.pk))):
            yield _headline(organisation.region, organisation, round, tally)


def _newest_final(user: User, regions: list[Region]) -> dict[int, Round]:
    """The newest closed or published round of each region that has one."""
    rounds = Round.objects.visible_to(user).final().filter(norm__region__in=regions)
    newest: dict[int, Round] = {}
    for round in rounds.with_norm().newest_first():
        newest.setdefault(round.norm.region_id, round)
    return newest


def _headline(
    region: Region, organisation: Organisation | None, round: Round, tally: Tally
) -> Headline:
    return Headline(
        region=region,
        organisation=organisation,
        round=round,
        figure=Figure(tally, FORMULAS[round.norm.formula]),
        href=ResultLinks.of(round).to(organisation=organisation),
    )


def _open_tasks(user: User, own: list[Organisation]) -> list[OpenTask]:
    assessments = (
        Assessment.objects.with_round()
        .filter(organisation__in=own, round__in=Round.objects.open())
        .order_by("round__closes_on", "organisation__name")
    )
    enters = scope(user, Permission.ENTER_RESULTS).organisations
    results = Result.objects.filter(organisation__in=own, round__in=Round.objects.open())
    tallies = results.tallies("round", "organisation")
    mine = results.filter(assignment__user=user).tallies("round", "organisation")
    return [
        OpenTask(
            assessment=assessment,
            figure=Figure(
                tallies[assessment.round_id, assessment.organisation_id],
                FORMULAS[assessment.round.norm.formula],
            ),
            may_enter=assessment.organisation_id in enters,
            mine=mine.get((assessment.round_id, assessment.organisation_id), Tally()),
        )
        for assessment in assessments
    ]
