"""What the example region does about its norm: improvement actions, an exemption asked.

Nothing here touches an answer, so that the figures of the example stay what they are.
"""

from dataclasses import dataclass
from datetime import timedelta

from accounts.models import User
from ambitions.models import Region
from monitoring.actions.exemption_requests import ask_exemption
from monitoring.actions.improvements import Improvement, add_improvement
from monitoring.choices import ImprovementState
from monitoring.demo_results import demo_result
from monitoring.models import (
    Assessment,
    ExemptionRequest,
    ImprovementAction,
    Round,
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


def load_followup(region: Region, round: Round, *, by_place: dict[str, User]) -> None:
    """Loads, of either, what there is none of yet for the norm of the round.

    `round` is the open one; `by_place` are the coordinators by the name of their organisation.
    """
    if not ImprovementAction.objects.filter(point__norm=round.norm_id).exists():
        for improvement in IMPROVEMENTS:
            result = demo_result(round, improvement.organisation, improvement.point)
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
        ask_exemption(result=demo_result(round, place, code), reason=reason, by=by_place[place])
