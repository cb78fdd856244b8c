"""What the example region does about its norm: activities, improvement actions, an exemption asked.

Nothing here touches an answer, so that the figures of the example stay what they are.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import User
from ambitions.models import AmbitionPoint, Organisation, Region
from monitoring.actions.activities import ActivityContent, record_activity
from monitoring.actions.exemption_requests import ask_exemption
from monitoring.actions.improvements import Improvement, add_improvement
from monitoring.choices import ActivityKind, ImprovementState
from monitoring.models import (
    Activity,
    Assessment,
    ExemptionRequest,
    ImprovementAction,
    Result,
    Round,
)

MUNICIPALITIES = ("Almere", "Dronten", "Lelystad", "Noordoostpolder", "Urk", "Zeewolde")


@dataclass(frozen=True, slots=True)
class DemoActivity:
    """An activity; the points are codes of the norm version."""

    kind: ActivityKind
    title: str
    held_on: date
    organisations: tuple[str, ...]
    participants: int | None
    points: tuple[str, ...]
    norm: str = "2.0"
    description: str = ""


ACTIVITIES = (
    DemoActivity(
        ActivityKind.TRAINING,
        "Training signalen zien voor boa's en toezichthouders",
        date(2022, 5, 12),
        MUNICIPALITIES,
        63,
        ("A5",),
        norm="1.0",
        description="Eén dag, gegeven door het RIEC. Deelnemers oefenden met voorbeelden.",
    ),
    DemoActivity(
        ActivityKind.DILEMMA_SESSION,
        "Dilemmasessie met de gemeenteraad",
        date(2026, 3, 18),
        ("Lelystad",),
        31,
        ("A3",),
    ),
    DemoActivity(
        ActivityKind.TRAINING,
        "Vervolgtraining voor nieuwe toezichthouders",
        date(2026, 4, 9),
        ("Almere", "Zeewolde"),
        24,
        ("A5", "D4"),
        description="Halve dag. De module over leegstand en het buitengebied was nieuw.",
    ),
    DemoActivity(
        ActivityKind.INSPECTION,
        "Integrale controle op een bedrijventerrein",
        date(2026, 5, 21),
        ("Dronten",),
        12,
        ("D3", "D9"),
    ),
    DemoActivity(
        ActivityKind.CAMPAIGN,
        "Informatieavond met agrariërs over leegstaande schuren",
        date(2026, 9, 10),
        ("Noordoostpolder", "Urk"),
        None,
        ("A9", "D8"),
    ),
)


@dataclass(frozen=True, slots=True)
class DemoImprovement:
    """An improvement action of the open round; `due` is in days from the day it closes."""

    organisation: str
    point: str
    title: str
    owner: str
    due: int
    state: ImprovementState = ImprovementState.PLANNED
    outcome: str = ""


IMPROVEMENTS = (
    DemoImprovement(
        "Almere", "A8", "E-learning opnemen in de introductie", "Personeel en organisatie", 75
    ),
    DemoImprovement(
        "Almere",
        "B10",
        "Afspraken maken met Werk en inkomen en met Inkoop",
        "Programma Weerbaarheid",
        -56,
        ImprovementState.UNDER_WAY,
    ),
    DemoImprovement(
        "Almere",
        "C8",
        "Integriteitscontrole opnemen in het inkoopproces",
        "Inkoop",
        -21,
        ImprovementState.UNDER_WAY,
    ),
    DemoImprovement(
        "Almere",
        "A6",
        "Ondermijningsbeeld bespreken met het college",
        "Openbare orde en veiligheid",
        -70,
        ImprovementState.DONE,
        "Besproken; het college heeft drie prioriteiten gekozen.",
    ),
    DemoImprovement(
        "Lelystad",
        "B9",
        "Voorziening voor signalen aanschaffen, samen met Almere",
        "Informatiebeheer",
        120,
    ),
    DemoImprovement(
        "Dronten",
        "A6",
        "Ondermijningsbeeld opstellen met het RIEC",
        "Openbare orde en veiligheid",
        -14,
        ImprovementState.UNDER_WAY,
    ),
)

EXEMPTION = (
    "Urk",
    "D8",
    "Er is nauwelijks agrarisch buitengebied in de gemeente. Bij norm 1.0 waren wij daarom ook "
    "vrijgesteld.",
)


def load_followup(
    region: Region, round: Round, *, district: User, by_place: dict[str, User]
) -> None:
    """Loads, of each of the three, what there is none of yet in the region.

    `round` is the open one; `by_place` are the coordinators by the name of their organisation.
    """
    organisations = {found.name: found for found in region.organisations.all()}
    if not Activity.objects.filter(region=region).exists():
        for activity in ACTIVITIES:
            _load_activity(region, organisations, activity, district)
    if not ImprovementAction.objects.filter(organisation__region=region).exists():
        for improvement in IMPROVEMENTS:
            result = _result(round, improvement.organisation, improvement.point)
            add_improvement(
                result=result,
                content=Improvement(
                    title=improvement.title,
                    owner=improvement.owner,
                    due_on=round.closes_on + timedelta(days=improvement.due),
                    state=improvement.state,
                    outcome=improvement.outcome,
                ),
                by=by_place[improvement.organisation],
            )
    place, code, reason = EXEMPTION
    editable = (
        Assessment.objects.with_round().get(round=round, organisation__name=place).is_editable
    )
    asked = ExemptionRequest.objects.filter(result__organisation__region=region)
    if editable and not asked.exists():
        ask_exemption(result=_result(round, place, code), reason=reason, by=by_place[place])


def _load_activity(
    region: Region, organisations: dict[str, Organisation], activity: DemoActivity, by: User
) -> None:
    points = AmbitionPoint.objects.filter(
        norm__region=region, norm__version=activity.norm, code__in=activity.points
    )
    content = ActivityContent(
        kind=activity.kind,
        title=activity.title,
        held_on=activity.held_on,
        organisations=frozenset(organisations[name] for name in activity.organisations),
        participants=activity.participants,
        description=activity.description,
        points=frozenset(points.select_related("norm")),
    )
    record_activity(region=region, content=content, by=by)


def _result(round: Round, organisation: str, point: str) -> Result:
    return Result.objects.select_related("organisation__region", "point__norm").get(
        round=round, organisation__name=organisation, point__code=point
    )
