"""What stands beside the answers of the last round of norm 1.0 in the example.

Public evidence with good examples, and improvement actions that are finished: unfinished ones would
move along to norm 2.0. Nothing here touches an answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from monitoring.actions.evidence import add_evidence
from monitoring.actions.evidence_parts import Details
from monitoring.actions.improvements import Improvement, add_improvement
from monitoring.choices import EvidenceKind, ImprovementState
from monitoring.demo_results import demo_result
from monitoring.models import Assessment, Round


@dataclass(frozen=True, slots=True)
class DemoEvidence:
    """A reference to a document; `organisation` is a name, `point` a code."""

    organisation: str
    point: str
    title: str
    place: str
    dated_on: date
    is_confidential: bool = False


EVIDENCE = (
    DemoEvidence(
        "Dronten",
        "A1",
        "Weerbaarheidsscan, samenvatting voor het bestuur",
        "Zaaksysteem, 2022-0415",
        date(2022, 3, 24),
    ),
    DemoEvidence(
        "Dronten",
        "A1",
        "Weerbaarheidsscan, volledig rapport",
        "Zaaksysteem, 2022-0416",
        date(2022, 3, 24),
        is_confidential=True,
    ),
    DemoEvidence(
        "Noordoostpolder",
        "C1",
        "Beleidsregels Bibob 2022",
        "Lokale regelgeving op overheid.nl",
        date(2022, 6, 30),
    ),
    DemoEvidence(
        "Provincie Flevoland",
        "C1",
        "Beleidslijn Bibob provincie Flevoland",
        "Provinciaal blad",
        date(2021, 12, 14),
    ),
    DemoEvidence(
        "Lelystad",
        "D3",
        "Jaarplanning integrale controles 2022",
        "Zaaksysteem, 2022-0077",
        date(2022, 1, 20),
    ),
)


@dataclass(frozen=True, slots=True)
class DemoFinished:
    """An improvement action with what came of it."""

    organisation: str
    point: str
    title: str
    owner: str
    due_on: date
    outcome: str
    state: ImprovementState = ImprovementState.DONE


IMPROVEMENTS = (
    DemoFinished(
        "Almere",
        "C6",
        "Eigen panden en gebruikers in één lijst zetten",
        "Vastgoed",
        date(2022, 9, 1),
        "De lijst is voor negen van de tien panden klaar; de toets volgt daarna.",
    ),
    DemoFinished(
        "Dronten",
        "B7",
        "Werkproces opnieuw verdelen over Toezicht en Vergunningen",
        "Openbare orde en veiligheid",
        date(2022, 7, 1),
        "Het nieuwe werkproces is vastgesteld en wordt uitgeprobeerd.",
    ),
    DemoFinished(
        "Urk",
        "D3",
        "Gezamenlijk verslag van elke controle maken",
        "Toezicht en handhaving",
        date(2022, 6, 1),
        "Het format is er, het verslag van de laatste controle nog niet.",
    ),
    DemoFinished(
        "Zeewolde",
        "E8",
        "Kwetsbare functies zelf onderzoeken",
        "Personeel en organisatie",
        date(2022, 5, 1),
        "Te groot voor de eigen organisatie; wij doen dit samen met de regio.",
        state=ImprovementState.DROPPED,
    ),
)


def load_evaluation(round: Round, by_place: Mapping[str, User]) -> None:
    """Loads both into the open round; `by_place` are the coordinators by their organisation."""
    for piece in EVIDENCE:
        assessment = Assessment.objects.with_round().get(
            round=round, organisation__name=piece.organisation
        )
        add_evidence(
            assessment=assessment,
            results=[demo_result(round, piece.organisation, piece.point)],
            kind=EvidenceKind.REFERENCE,
            details=Details(
                title=piece.title,
                place=piece.place,
                dated_on=piece.dated_on,
                is_confidential=piece.is_confidential,
            ),
            by=by_place[piece.organisation],
        )
    for finished in IMPROVEMENTS:
        content = Improvement(
            title=finished.title,
            owner=finished.owner,
            due_on=finished.due_on,
            state=finished.state,
            outcome=finished.outcome,
        )
        result = demo_result(round, finished.organisation, finished.point)
        add_improvement(result=result, content=content, by=by_place[finished.organisation])
