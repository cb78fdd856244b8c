"""Asking for help: Almere achieved A1 in the published round, Lelystad asks."""

from django.utils import timezone

from monitoring.models import HelpRequest
from tests.conftest import World
from tests.permission_row import NOBODY, Row

A1 = "/ambitiepunten/norm/1.0/A1/hulp"
LELYSTAD = "404 404 404 404 200 404 404 404"
WHO_ASKED_AND_IS_ASKED = "404 404 200 404 200 404 404 404"

ROWS: tuple[Row, ...] = (
    Row("help_ask", f"{A1}/GM0034/", LELYSTAD, post=LELYSTAD.replace("200", "409")),
    Row("help_ask", f"{A1}/GM0995/", NOBODY, post=NOBODY),
    Row("help_ask", f"{A1}/GM0000/", NOBODY, post=NOBODY),
    Row("help_request", "/vragen/{help_request}/", WHO_ASKED_AND_IS_ASKED),
    Row("help_request", "/vragen/999999/", NOBODY),
)


def make(world: World) -> dict[str, object]:
    """What Lelystad asked of Almere a moment ago, so that it is refused again."""
    asked = HelpRequest.objects.create(
        point=world.norm.points.get(code="A1"),
        organisation=world.almere,
        asked_for=world.lelystad,
        asked_by=world.other_coordinator,
        asked_at=timezone.now(),
    )
    return {"help_request": asked.pk}
