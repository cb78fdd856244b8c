"""`/` for somebody who is signed in: what waits, and where the region stands."""

from dataclasses import dataclass

from accounts.models import User
from accounts.permissions import Permission
from ambitions.access import organisations_of, regions_of, scope
from ambitions.models import Organisation, Region
from monitoring.achievement import FORMULAS, Figure
from monitoring.links import ResultLinks
from monitoring.models import Assessment, Result, Round


@dataclass(frozen=True, slots=True)
class OpenTask:
    """An open round of an organisation of the user; `may_enter` for who fills it in."""

    assessment: Assessment
    figure: Figure
    may_enter: bool


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
    newest = {region.pk: _newest_final(user, region) for region in regions}
    headlines = [
        _headline(region, None, round) for region in regions if (round := newest[region.pk])
    ] + [
        _headline(organisation.region, organisation, round)
        for organisation in own
        if (round := newest[organisation.region_id]) and _takes_part(organisation, round)
    ]
    followed = scope(user, Permission.VIEW_PROVISIONAL_REGION).regions
    return StartPage(
        tasks=tuple(_open_tasks(user, own)),
        open_rounds=tuple(
            Round.objects.open().filter(norm__region__in=followed).with_norm().newest_first()
        ),
        headlines=tuple(headlines),
        has_role=bool(regions),
    )


def _newest_final(user: User, region: Region) -> Round | None:
    rounds = Round.objects.visible_to(user).of_region(region).final()
    return rounds.with_norm().newest_first().first()


def _takes_part(organisation: Organisation, round: Round) -> bool:
    return organisation.assessments.filter(round=round).exists()


def _headline(region: Region, organisation: Organisation | None, round: Round) -> Headline:
    results = round.results.all()
    if organisation is not None:
        results = results.filter(organisation=organisation)
    return Headline(
        region=region,
        organisation=organisation,
        round=round,
        figure=Figure(results.tally(), FORMULAS[round.norm.formula]),
        href=ResultLinks.of(round).to(organisation=organisation),
    )


def _open_tasks(user: User, own: list[Organisation]) -> list[OpenTask]:
    assessments = (
        Assessment.objects.with_round()
        .filter(organisation__in=own, round__in=Round.objects.open())
        .order_by("round__closes_on", "organisation__name")
    )
    enters = scope(user, Permission.ENTER_RESULTS).organisations
    tallies = Result.objects.filter(organisation__in=own, round__in=Round.objects.open()).tallies(
        "round", "organisation"
    )
    return [
        OpenTask(
            assessment=assessment,
            figure=Figure(
                tallies[assessment.round_id, assessment.organisation_id],
                FORMULAS[assessment.round.norm.formula],
            ),
            may_enter=assessment.organisation_id in enters,
        )
        for assessment in assessments
    ]
