"""Filling in offline; an upload is its maker's alone."""

from django.utils import timezone

from accounts.models import User
from ambitions.models import Organisation
from monitoring.models import Assessment, SheetUpload
from tests.conftest import World
from tests.permission_row import (
    CLOSED,
    ELSEWHERE,
    ENTERS_ALMERE,
    ENTERS_LELYSTAD,
    ENTRY_LOCKED,
    LOCKED_LELYSTAD,
    NOBODY,
    OPEN,
    PLANNED,
    SAVES_ALMERE,
    SAVES_ELSEWHERE,
    Row,
)

COORDINATOR = "404 404 200 404 404 404 404 404"
APPLIES = "404 404 302 404 404 404 404 404"
DISTRICT = "200 404 404 404 404 404 404 404"
DISTRICT_APPLIES = "302 404 404 404 404 404 404 404"

ALMERE = f"/rondes/{OPEN}/invoer/GM0034/invulblad/"
LELYSTAD = f"/rondes/{OPEN}/invoer/GM0995/invulblad/"
OTHER_REGION = "/rondes/ronde-elders/invoer/GM9999/invulblad/"

ROWS: tuple[Row, ...] = (
    # No file is not valid; a locked assessment takes none
    Row("entry_sheet", ALMERE, ENTERS_ALMERE, post=SAVES_ALMERE),
    Row("entry_sheet", LELYSTAD, ENTERS_LELYSTAD, post=LOCKED_LELYSTAD),
    Row(
        "entry_sheet",
        f"/rondes/{CLOSED}/invoer/GM0034/invulblad/",
        ENTERS_ALMERE,
        post=ENTRY_LOCKED,
    ),
    Row("entry_sheet", f"/rondes/{PLANNED}/invoer/GM0034/invulblad/", NOBODY, post=NOBODY),
    Row("entry_sheet", OTHER_REGION, ELSEWHERE, post=SAVES_ELSEWHERE),
    Row("entry_sheet_download", f"{ALMERE}download/", ENTERS_ALMERE),
    Row("entry_sheet_download", f"{ALMERE}download/?vorm=lijst", ENTERS_ALMERE),
    Row("entry_sheet_download", f"{ALMERE}download/?vorm=anders", NOBODY),
    Row("entry_sheet_download", f"{LELYSTAD}download/", ENTERS_LELYSTAD),
    Row("entry_sheet_download", f"{OTHER_REGION}download/", ELSEWHERE),
    Row("entry_sheet_upload", f"{ALMERE}{{sheet_of_coordinator}}/", COORDINATOR, post=APPLIES),
    Row("entry_sheet_upload", f"{ALMERE}{{sheet_of_district}}/", DISTRICT, post=DISTRICT_APPLIES),
    Row("entry_sheet_upload", f"{LELYSTAD}{{sheet_of_coordinator}}/", NOBODY, post=NOBODY),
    Row("entry_sheet_upload", f"{OTHER_REGION}{{sheet_of_coordinator}}/", NOBODY, post=NOBODY),
    Row("entry_sheet_upload", f"{ALMERE}0/", NOBODY, post=NOBODY),
)


def make(world: World) -> dict[str, object]:
    return {
        "sheet_of_coordinator": _upload(world.almere, world.coordinator),
        "sheet_of_district": _upload(world.almere, world.district_coordinator),
    }


def _upload(organisation: Organisation, by: User) -> int:
    """A sheet without changes, which can be applied as it is."""
    upload = SheetUpload.objects.create(
        assessment=Assessment.objects.get(round__code=OPEN, organisation=organisation),
        name="blad.xlsx",
        rows={"fields": ["status"], "rows": [], "unchanged": 5, "absent": []},
        uploaded_by=by,
        uploaded_at=timezone.now(),
    )
    return upload.pk
