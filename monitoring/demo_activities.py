"""What the organisations of the example did for the points of their norm."""

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from ambitions.models import AmbitionPoint, Organisation, Region
from monitoring.actions.activities import ActivityContent, record_activity
from monitoring.choices import ActivityKind
from monitoring.models import Activity

MUNICIPALITIES = ("Almere", "Dronten", "Lelystad", "Noordoostpolder", "Urk", "Zeewolde")
ALL = (*MUNICIPALITIES, "Provincie Flevoland")


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
        ActivityKind.CAMPAIGN,
        "Week van de veiligheid: meld misdaad anoniem",
        date(2021, 11, 18),
        MUNICIPALITIES,
        None,
        ("A7",),
        norm="1.0",
        description="Posters, een radiospot en een stand op de markt in elke gemeente.",
    ),
    DemoActivity(
        ActivityKind.DILEMMA_SESSION,
        "Dilemmasessie met colleges en Gedeputeerde Staten",
        date(2022, 2, 3),
        ALL,
        29,
        ("A4",),
        norm="1.0",
        description="Bestuurders bespraken vijf dilemma's uit de praktijk met een gespreksleider.",
    ),
    DemoActivity(
        ActivityKind.INSPECTION,
        "Integrale controle op een vakantiepark",
        date(2022, 4, 7),
        ("Zeewolde", "Dronten"),
        18,
        ("D3", "D7"),
        norm="1.0",
    ),
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
        ActivityKind.MEETING,
        "Werksessie over gelijke Bibob-drempels",
        date(2022, 9, 15),
        ALL,
        14,
        ("C1", "C8"),
        norm="1.0",
        description="Juristen vergeleken hun beleidsregels en maakten één voorbeeldtekst.",
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


def load_activities(region: Region, *, district: User) -> None:
    """Loads all of them, when the region has none yet."""
    if Activity.objects.filter(region=region).exists():
        return
    organisations = {found.name: found for found in region.organisations.all()}
    for activity in ACTIVITIES:
        _load_activity(region, organisations, activity, district)


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
