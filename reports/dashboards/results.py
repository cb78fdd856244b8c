"""The list of results behind a figure: "hoe komen we aan dit cijfer?" down to the rows."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404

from accounts.models import User
from ambitions.models import AmbitionPoint, Organisation, Theme
from monitoring.achievement import FORMULAS, Figure
from monitoring.choices import ResultStatus
from monitoring.links import ResultLinks, selection_query
from monitoring.models import Result, Round
from monitoring.querysets import ResultQuerySet
from reports.dashboards.naming import named


@dataclass(frozen=True, slots=True)
class Narrowing:
    """To what the list is narrowed; each is None when it is not."""

    organisation: Organisation | None
    theme: Theme | None
    point: AmbitionPoint | None
    status: str | None

    @property
    def query(self) -> str:
        """What stands behind the address of its list of results, and of its trail."""
        return selection_query(self.organisation, self.theme, self.point)


@dataclass(frozen=True, slots=True)
class ResultList:
    """`figure` counts exactly the rows that the user may see, before narrowing by status.

    `hidden` is how many results of the selection the user may not see yet.
    """

    round: Round
    narrowing: Narrowing
    figure: Figure
    hidden: int
    rows: ResultQuerySet
    trail_href: str


def read_narrowing(round: Round, query: Mapping[str, str]) -> Narrowing:
    """From the address; a code that the round does not know is a 404."""
    return Narrowing(
        organisation=named(
            Organisation.objects.filter(assessments__round=round), query.get("organisatie")
        ),
        theme=named(round.norm.themes.all(), query.get("thema")),
        point=named(round.norm.points.select_related("theme"), query.get("punt")),
        status=_status(query.get("status")),
    )


def result_list(user: User, round: Round, narrowing: Narrowing) -> ResultList:
    selected = narrow(round.results.all(), narrowing)
    visible = selected.visible_to(user)
    figure = Figure(visible.tally(), FORMULAS[round.norm.formula])
    rows = narrow(Result.objects.shown_to(user).filter(round=round), narrowing)
    if narrowing.status:
        rows = rows.filter(status=narrowing.status)
    return ResultList(
        round=round,
        narrowing=narrowing,
        figure=figure,
        hidden=selected.count() - figure.tally.total,
        rows=rows.in_order(),
        trail_href=ResultLinks.of(round).trail_base + narrowing.query,
    )


def narrow(results: ResultQuerySet, narrowing: Narrowing) -> ResultQuerySet:
    """The results of the organisation, theme and point, where one is named."""
    if narrowing.organisation:
        results = results.filter(organisation=narrowing.organisation)
    if narrowing.theme:
        results = results.filter(point__theme=narrowing.theme)
    if narrowing.point:
        results = results.filter(point=narrowing.point)
    return results


def _status(code: str | None) -> str | None:
    if code and code not in ResultStatus:
        raise Http404
    return code or None
