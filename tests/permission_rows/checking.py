"""Having a file checked: for everybody, of what is published only."""

from tests.conftest import World
from tests.permission_row import EVERYBODY, NOBODY, OPEN, PUBLISHED, READS, Row

NOT_THERE = "404 405"

ROWS: tuple[Row, ...] = (
    Row("file_check", "/controleren/", EVERYBODY, post="422", visitor="200 422"),
    Row("seal_statement", f"/controleren/{PUBLISHED}/1/zegel.json", EVERYBODY, visitor=READS),
    Row("seal_statement", f"/controleren/{PUBLISHED}/2/zegel.json", NOBODY, visitor=NOT_THERE),
    Row("seal_statement", f"/controleren/{OPEN}/1/zegel.json", NOBODY, visitor=NOT_THERE),
    # Nothing is signed in the tests of permissions
    Row("seal_signature", f"/controleren/{PUBLISHED}/1/zegel.sig", NOBODY, visitor=NOT_THERE),
    Row("signing_key", "/controleren/sleutel.pem", NOBODY, visitor=NOT_THERE),
    Row("known_key", "/controleren/sleutels/0123.pem", NOBODY, visitor=NOT_THERE),
)


def make(world: World) -> dict[str, object]:
    return {}
