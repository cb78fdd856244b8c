"""Evidence: added by who enters, seen by who may read the explanation beside it."""

from monitoring.choices import AssessmentState
from monitoring.models import Round
from tests.conftest import World
from tests.evidence import Entering
from tests.factories import set_assessment
from tests.permission_row import (
    ALMERE_READS,
    CLOSED,
    ELSEWHERE,
    ENTERS_ALMERE,
    ENTERS_LELYSTAD,
    LELYSTAD_HANDED_IN,
    NOBODY,
    OPEN,
    PUBLISHED,
    SAVES_ALMERE,
    SAVES_ELSEWHERE,
    Row,
)

ALMERE = f"/rondes/{OPEN}/invoer/GM0034"
LELYSTAD = f"/rondes/{OPEN}/invoer/GM0995"
ELDERS = "/rondes/ronde-elders/invoer/GM9999"
A1 = "punt/A1/onderbouwing"
# The district does not see what an organisation has before it hands in.
COORDINATOR = "404 404 200 404 404 404 404 404"
COORDINATOR_422 = "404 404 422 404 404 404 404 404"
LELYSTAD_422 = "422 404 404 404 422 404 404 404"
PUBLISHED_READERS = "200 200 200 200 404 404 404 404"
CHANGES = (
    ("evidence_edit", "wijzigen"),
    ("evidence_revise", "nieuwe-versie"),
    ("evidence_unlink", "losmaken"),
    ("evidence_remove", "verwijderen"),
)

ROWS: tuple[Row, ...] = (
    # Reading
    Row("evidence_list", f"{ALMERE}/onderbouwing/", ALMERE_READS),
    Row("evidence_list", f"{LELYSTAD}/onderbouwing/", LELYSTAD_HANDED_IN),
    Row("evidence_list", f"/rondes/{PUBLISHED}/invoer/GM0034/onderbouwing/", PUBLISHED_READERS),
    Row("evidence_list", f"{ELDERS}/onderbouwing/", NOBODY),
    Row("evidence_list", "/rondes/ronde-nergens/invoer/GM0034/onderbouwing/", NOBODY),
    Row("evidence_archive", f"{ALMERE}/onderbouwing/zip/", ALMERE_READS),
    Row("evidence_archive", f"{LELYSTAD}/onderbouwing/zip/", LELYSTAD_HANDED_IN),
    Row("evidence_archive", f"{ELDERS}/onderbouwing/zip/", NOBODY),
    Row("evidence_file", f"{ALMERE}/onderbouwing/{{almere_file}}/versie/1/", ALMERE_READS),
    Row("evidence_file", f"{ALMERE}/onderbouwing/{{almere_file}}/versie/2/", NOBODY),
    Row("evidence_file", f"{ALMERE}/onderbouwing/{{almere_link}}/versie/1/", NOBODY),
    Row("evidence_file", f"{ALMERE}/onderbouwing/{{lelystad_file}}/versie/1/", NOBODY),
    Row("evidence_file", f"{LELYSTAD}/onderbouwing/{{almere_file}}/versie/1/", NOBODY),
    Row(
        "evidence_file", f"{LELYSTAD}/onderbouwing/{{lelystad_file}}/versie/1/", LELYSTAD_HANDED_IN
    ),
    Row("evidence_file", f"{ELDERS}/onderbouwing/{{almere_file}}/versie/1/", NOBODY),
    Row("evidence_file", f"{ALMERE}/onderbouwing/{10**30}/versie/{10**30}/", NOBODY),
    # Adding; an empty form lacks what it needs
    Row("evidence_add", f"{ALMERE}/{A1}/toevoegen/", ENTERS_ALMERE, post=SAVES_ALMERE),
    Row("evidence_add", f"{ALMERE}/{A1}/toevoegen/?soort=film", NOBODY, post=NOBODY),
    Row("evidence_add", f"{ALMERE}/punt/Z9/onderbouwing/toevoegen/", NOBODY, post=NOBODY),
    Row("evidence_add", f"{LELYSTAD}/{A1}/toevoegen/", ENTERS_LELYSTAD, post=LELYSTAD_422),
    Row(
        "evidence_add",
        f"/rondes/{CLOSED}/invoer/GM0034/{A1}/toevoegen/?soort=bestand",
        ENTERS_ALMERE,
        post=SAVES_ALMERE,
    ),
    Row("evidence_add", f"{ELDERS}/{A1}/toevoegen/", ELSEWHERE, post=SAVES_ELSEWHERE),
    Row("evidence_choose", f"{ALMERE}/{A1}/kiezen/", ENTERS_ALMERE, post=SAVES_ALMERE),
    Row("evidence_choose", f"{LELYSTAD}/{A1}/kiezen/", ENTERS_LELYSTAD, post=LELYSTAD_422),
    Row("evidence_choose", f"{ELDERS}/{A1}/kiezen/", ELSEWHERE, post=SAVES_ELSEWHERE),
    # Changing what is there
    *(
        row
        for name, end in CHANGES
        for row in (
            Row(name, f"{ALMERE}/{A1}/{{almere_file}}/{end}/", COORDINATOR, post=COORDINATOR_422),
            Row(
                name,
                f"{LELYSTAD}/{A1}/{{lelystad_file}}/{end}/",
                ENTERS_LELYSTAD,
                post=LELYSTAD_422,
            ),
            Row(name, f"{ALMERE}/{A1}/{{lelystad_file}}/{end}/", NOBODY, post=NOBODY),
            Row(name, f"{ALMERE}/punt/A2/onderbouwing/{{almere_file}}/{end}/", NOBODY, post=NOBODY),
            Row(name, f"{ELDERS}/{A1}/{{almere_file}}/{end}/", NOBODY, post=NOBODY),
            Row(name, f"{ALMERE}/{A1}/{10**30}/{end}/", NOBODY, post=NOBODY),
        )
    ),
    Row("evidence_revise", f"{ALMERE}/{A1}/{{almere_link}}/nieuwe-versie/", NOBODY, post=NOBODY),
)


def make(world: World) -> dict[str, object]:
    """A link and a file of Almere, and a file of Lelystad, which hands in again afterwards."""
    round = Round.objects.get(code=OPEN)
    almere = Entering(round, "GM0034", world.coordinator)
    set_assessment(round=round, organisation=world.lelystad, state=AssessmentState.DRAFT)
    lelystad = Entering(round, "GM0995", world.other_coordinator).file()
    set_assessment(round=round, organisation=world.lelystad, state=AssessmentState.SUBMITTED)
    return {
        "almere_file": almere.file().pk,
        "almere_link": almere.link().pk,
        "lelystad_file": lelystad.pk,
    }
