"""Entering results; an empty form lacks what it needs, a locked one is a conflict."""

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
    PUBLISHED,
    SAVES_ALMERE,
    SAVES_ELSEWHERE,
    Row,
)

ROWS: tuple[Row, ...] = (
    # Entry; an empty form lacks what it needs, a locked one is a conflict
    Row("entry", f"/rondes/{OPEN}/invoer/GM0034/", ENTERS_ALMERE, post=SAVES_ALMERE),
    Row("entry", f"/rondes/{OPEN}/invoer/GM0034/?thema=B", ENTERS_ALMERE, post=SAVES_ALMERE),
    Row("entry", f"/rondes/{OPEN}/invoer/GM0034/?thema=Z", NOBODY, post=NOBODY),
    Row("entry", f"/rondes/{OPEN}/invoer/GM0995/", ENTERS_LELYSTAD, post=LOCKED_LELYSTAD),
    Row("entry", f"/rondes/{CLOSED}/invoer/GM0034/", ENTERS_ALMERE, post=ENTRY_LOCKED),
    Row("entry", f"/rondes/{PUBLISHED}/invoer/GM0034/", ENTERS_ALMERE, post=ENTRY_LOCKED),
    Row("entry", f"/rondes/{PLANNED}/invoer/GM0034/", NOBODY, post=NOBODY),
    Row("entry", f"/rondes/{OPEN}/invoer/WS0650/", NOBODY, post=NOBODY),
    Row("entry", f"/rondes/{OPEN}/invoer/GM9999/", NOBODY, post=NOBODY),
    Row("entry", "/rondes/ronde-elders/invoer/GM9999/", ELSEWHERE, post=SAVES_ELSEWHERE),
    # One point; who is here may be asked by who may enter
    Row("entry_point", f"/rondes/{OPEN}/invoer/GM0034/punt/A1/", ENTERS_ALMERE, post=SAVES_ALMERE),
    Row("entry_point", f"/rondes/{OPEN}/invoer/GM0034/punt/Z9/", NOBODY, post=NOBODY),
    Row(
        "entry_point",
        f"/rondes/{OPEN}/invoer/GM0995/punt/A1/",
        ENTERS_LELYSTAD,
        post=LOCKED_LELYSTAD,
    ),
    Row("entry_point", f"/rondes/{PLANNED}/invoer/GM0034/punt/A1/", NOBODY, post=NOBODY),
    Row(
        "entry_point",
        "/rondes/ronde-elders/invoer/GM9999/punt/A1/",
        ELSEWHERE,
        post=SAVES_ELSEWHERE,
    ),
    Row("entry_present", f"/rondes/{OPEN}/invoer/GM0034/aanwezig/", ENTERS_ALMERE),
    Row("entry_present", f"/rondes/{OPEN}/invoer/GM0995/aanwezig/", ENTERS_LELYSTAD),
    Row("entry_present", "/rondes/ronde-elders/invoer/GM9999/aanwezig/", ELSEWHERE),
)


def make(world: World) -> dict[str, object]:
    return {}
