"""Activities; an empty form lacks what it needs."""

from tests.conftest import World
from tests.monitoring.following import make_activity
from tests.permission_row import ENTERS_ALMERE, EVERYBODY, NOBODY, REGION, Row

RECORDS = "200 404 200 404 200 200 404 404"
IN_FLEVOLAND = "200 404 200 404 200 404 404 404"
INVALID = "422"

ROWS: tuple[Row, ...] = (
    Row("activity_list", "/activiteiten/", EVERYBODY),
    Row("activity_detail", "/activiteiten/{activity}/", REGION),
    Row("activity_detail", "/activiteiten/999999/", NOBODY),
    *(
        Row(name, path, get, post=get.replace("200", INVALID))
        for name, path, get in (
            ("activity_add", "/activiteiten/toevoegen/", RECORDS),
            ("activity_add", "/activiteiten/toevoegen/?regio=flevoland", IN_FLEVOLAND),
            ("activity_add", "/activiteiten/toevoegen/?regio=nergens", NOBODY),
            ("activity_change", "/activiteiten/{activity}/wijzigen/", ENTERS_ALMERE),
            ("activity_change", "/activiteiten/999999/wijzigen/", NOBODY),
            ("activity_remove", "/activiteiten/{activity}/verwijderen/", ENTERS_ALMERE),
            ("activity_remove", "/activiteiten/999999/verwijderen/", NOBODY),
        )
    ),
)


def make(world: World) -> dict[str, object]:
    """An activity of Almere."""
    return {"activity": make_activity(world).pk}
