"""Requests for exemptions, improvement actions and activities for the tests, by their actions."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils import timezone

from accounts.models import User
from ambitions.models import AmbitionPoint, Organisation
from monitoring.actions.activities import ActivityContent, record_activity
from monitoring.actions.exemption_requests import ask_exemption, grant_request
from monitoring.actions.improvements import Improvement, add_improvement
from monitoring.choices import ActivityKind, ImprovementState
from monitoring.models import (
    Activity,
    Exemption,
    ExemptionRequest,
    ImprovementAction,
    Result,
    Round,
)
from tests.conftest import World
from tests.factories import get_result

REASON = "Er is hier geen haven."


def make_request(
    *,
    round: Round,
    by: User,
    organisation: str = "GM0034",
    point: str = "A1",
    reason: str = REASON,
) -> ExemptionRequest:
    result = get_result(round=round, organisation=organisation, point=point)
    return ask_exemption(result=result, reason=reason, by=by)


def granted(asked: ExemptionRequest, *, until: Round | None, by: User) -> Exemption:
    """What became of a request, on top of the result as it is now."""
    version = Result.objects.get(pk=asked.result_id).version
    return grant_request(request=asked, version=version, until_round=until, decision="", by=by)


def improvement(
    *,
    title: str = "E-learning opnemen in de introductie",
    owner: str = "Personeel",
    due_in: int = 60,
    state: str = ImprovementState.PLANNED,
    outcome: str = "",
) -> Improvement:
    """What an improvement action says; `due_in` is in days from today."""
    due_on = timezone.localdate() + timedelta(days=due_in)
    return Improvement(title, owner, due_on, state, outcome)


def make_improvement(
    *,
    round: Round,
    by: User,
    organisation: str = "GM0034",
    point: str = "A1",
    content: Improvement | None = None,
) -> ImprovementAction:
    result = get_result(round=round, organisation=organisation, point=point)
    return add_improvement(result=result, content=content or improvement(), by=by)


def activity(
    *organisations: Organisation,
    kind: str = ActivityKind.TRAINING,
    title: str = "Training signalen zien",
    held_on: date = date(2026, 5, 12),
    participants: int | None = 24,
    description: str = "",
    points: Sequence[AmbitionPoint] = (),
) -> ActivityContent:
    """What an activity says."""
    return ActivityContent(
        kind=kind,
        title=title,
        held_on=held_on,
        organisations=frozenset(organisations),
        participants=participants,
        description=description,
        points=frozenset(points),
    )


def make_activity(world: World, content: ActivityContent | None = None) -> Activity:
    """Recorded by the district coordinator; of Almere, for A1, unless `content` says otherwise."""
    points = [world.norm.points.get(code="A1")]
    return record_activity(
        region=world.region,
        content=content or activity(world.almere, points=points),
        by=world.district_coordinator,
    )
