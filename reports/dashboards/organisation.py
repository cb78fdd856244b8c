"""`/organisaties/<code>/`: one organisation in one round, beside the region."""

from dataclasses import dataclass

from accounts.models import User
from accounts.permissions import Permission
from ambitions.access import can
from ambitions.models import Organisation, Theme
from monitoring.achievement import Figure
from monitoring.figures import RoundFigures
from monitoring.links import ResultLinks
from monitoring.models import Assessment, Result, Round
from reports.dashboards.lines import FigureLine


@dataclass(frozen=True, slots=True)
class ThemeResults:
    theme: Theme
    figure: Figure
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """`region` is None where the user may not see the region's figure of this round.

    The results carry `readable` and `text`, see `ResultQuerySet.shown_to`.
    """

    organisation: Organisation
    round: Round
    rounds: tuple[Round, ...]
    total: Figure
    total_href: str
    region: Figure | None
    themes: tuple[FigureLine, ...]
    results: tuple[ThemeResults, ...]
    assessment: Assessment
    may_enter: bool


def organisation_rounds(user: User, organisation: Organisation) -> list[Round]:
    """Rounds in which the organisation takes part and the user may see its statuses."""
    visible = Result.objects.visible_to(user).filter(organisation=organisation)
    return list(
        Round.objects.visible_to(user)
        .filter(pk__in=visible.order_by().values("round"))
        .with_norm()
        .newest_first()
    )


def organisation_page(
    user: User, organisation: Organisation, round: Round, rounds: list[Round]
) -> OrganisationPage:
    """For a round in which the user may see the organisation's statuses."""
    shown = Result.objects.shown_to(user).filter(round=round, organisation=organisation)
    results = list(shown.order_by("point__position"))
    figures = RoundFigures.of_rows(
        round, ((organisation.pk, result.point.theme_id, result.status) for result in results)
    )
    links = ResultLinks.of(round)
    themes = {result.point.theme_id: result.point.theme for result in results}
    return OrganisationPage(
        organisation=organisation,
        round=round,
        rounds=tuple(rounds),
        total=figures.total,
        total_href=links.to(organisation=organisation),
        region=_region_figure(user, round),
        themes=tuple(
            FigureLine(
                name=str(theme),
                page="",
                figure=figures.theme(theme.pk),
                href=links.to(organisation=organisation, theme=theme),
            )
            for theme in themes.values()
        ),
        results=tuple(
            ThemeResults(
                theme,
                figures.theme(theme.pk),
                tuple(result for result in results if result.point.theme_id == theme.pk),
            )
            for theme in themes.values()
        ),
        assessment=round.assessments.get(organisation=organisation),
        may_enter=round.is_open and can(user, Permission.ENTER_RESULTS, organisation),
    )


def _region_figure(user: User, round: Round) -> Figure | None:
    provisional = can(user, Permission.VIEW_PROVISIONAL_REGION, round.norm.region)
    if not (round.is_final or provisional):
        return None
    return RoundFigures.of(round, round.results.all()).total
