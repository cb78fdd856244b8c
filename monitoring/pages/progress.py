"""How far a round is: one line per organisation that the user may follow."""

from dataclasses import dataclass

from accounts.models import User
from accounts.permissions import Permission
from ambitions.access import can
from ambitions.models import Organisation
from monitoring.achievement import FORMULAS, Figure
from monitoring.links import ResultLinks
from monitoring.models import Assessment, Result, Round


@dataclass(frozen=True, slots=True)
class Progress:
    """`figure` is None where the user may not see the organisation's statuses yet."""

    assessment: Assessment
    organisation: Organisation
    figure: Figure | None
    href: str
    may_enter: bool
    may_export: bool


def round_progress(user: User, round: Round) -> list[Progress]:
    """Three queries. In order of organisations; empty for a planned round."""
    visible = Result.objects.visible_to(user).filter(round=round)
    tallies = visible.tallies("organisation")
    readable = set(
        Result.objects.explained_to(user)
        .filter(round=round)
        .order_by()
        .values_list("organisation_id", flat=True)
        .distinct()
    )
    assessments = Assessment.objects.visible_to(user).filter(round=round).with_round()
    links = ResultLinks.of(round)
    lines = []
    for assessment in sorted(assessments, key=lambda found: found.organisation.order):
        organisation = assessment.organisation
        tally = tallies.get((organisation.pk,))
        lines.append(
            Progress(
                assessment=assessment,
                organisation=organisation,
                figure=Figure(tally, FORMULAS[round.norm.formula]) if tally else None,
                href=links.to(organisation=organisation),
                may_enter=round.is_open and can(user, Permission.ENTER_RESULTS, organisation),
                may_export=organisation.pk in readable
                and can(user, Permission.EXPORT_ORGANISATION, organisation),
            )
        )
    return lines
