"""What an organisation still has to achieve, what is done about it and who can help."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import User
from ambitions.models import Organisation
from monitoring.choices import TO_ACHIEVE, ResultStatus
from monitoring.links import help_address
from monitoring.models import ImprovementAction, Result
from monitoring.pages.help_requests import may_ask_for
from monitoring.pages.improvements import ImprovementLine, stage_of
from reports.dashboards.everybody import Everybody


@dataclass(frozen=True, slots=True)
class Colleague:
    """An organisation that achieved a point; `shares` when it offers that as a good example.

    `href` is its page of the round; `help_href` is where it is asked for help, empty for who does
    not ask for this organisation.
    """

    organisation: Organisation
    href: str
    shares: bool
    help_href: str


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """A result that is applicable and not achieved, with what is done and who can help."""

    result: Result
    actions: tuple[ImprovementLine, ...]
    colleagues: tuple[Colleague, ...]


def what_is_left(
    user: User, results: Iterable[Result], everybody: Everybody
) -> Iterator[OpenPoint]:
    """Of the organisation's `results` those to achieve, in their order. Two queries."""
    organisation = everybody.organisation
    achieved = _achieved(everybody)
    # Once each, for a page names every organisation dozens of times.
    pages = {
        other.pk: f"{other.get_absolute_url()}?ronde={everybody.round.code}"
        for other in everybody.organisations.values()
    }
    actions = _actions(user, organisation)
    asks = organisation in may_ask_for(user, organisation.region_id)
    for result in results:
        if result.status in TO_ACHIEVE:
            yield OpenPoint(
                result=result,
                actions=tuple(actions[result.point_id]),
                colleagues=tuple(
                    Colleague(
                        other,
                        pages[other.pk],
                        shares,
                        help_address(result.point, other) if asks else "",
                    )
                    for other, shares in achieved[result.point_id]
                ),
            )


def _achieved(everybody: Everybody) -> dict[int, list[tuple[Organisation, bool]]]:
    """By point who achieved it, in the order of organisations, and whether they share how."""
    achieved: dict[int, list[tuple[Organisation, bool]]] = defaultdict(list)
    places = {key: organisation.order for key, organisation in everybody.organisations.items()}
    for other in sorted(everybody.results, key=lambda result: places[result.organisation]):
        if other.status == ResultStatus.ACHIEVED and other.is_visible:
            shares = other.is_shared and everybody.round.is_published
            achieved[other.point].append((everybody.organisations[other.organisation], shares))
    return achieved


def _actions(user: User, organisation: Organisation) -> dict[int, list[ImprovementLine]]:
    """By point what is being done, first what is due first."""
    actions: dict[int, list[ImprovementLine]] = defaultdict(list)
    visible = ImprovementAction.objects.visible_to(user).filter(organisation=organisation)
    today = timezone.localdate()
    for action in visible.unfinished().order_by("due_on", "pk"):
        line = ImprovementLine(action, stage_of(action, today), may_change=False)
        actions[action.point_id].append(line)
    return actions
