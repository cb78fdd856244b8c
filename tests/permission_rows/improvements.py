"""Improvement actions; an empty form lacks what it needs."""

from tests.conftest import World
from tests.monitoring.following import make_improvement
from tests.permission_row import (
    CLOSED,
    ELSEWHERE,
    ENTERS_ALMERE,
    ENTERS_LELYSTAD,
    EVERYBODY,
    NOBODY,
    OPEN,
    PLANNED,
    Row,
)

INVALID = "422"
POINT = "punt/A1/verbeteractie/"

ROWS: tuple[Row, ...] = (
    Row("improvement_list", "/verbeteracties/", EVERYBODY),
    *(
        Row(name, path, get, post=get.replace("200", INVALID))
        for name, path, get in (
            ("improvement_add", f"/rondes/{OPEN}/invoer/GM0034/{POINT}", ENTERS_ALMERE),
            ("improvement_add", f"/rondes/{CLOSED}/invoer/GM0034/{POINT}", ENTERS_ALMERE),
            ("improvement_add", f"/rondes/{OPEN}/invoer/GM0995/{POINT}", ENTERS_LELYSTAD),
            ("improvement_add", f"/rondes/{PLANNED}/invoer/GM0034/{POINT}", NOBODY),
            ("improvement_add", f"/rondes/ronde-elders/invoer/GM9999/{POINT}", ELSEWHERE),
            # The newest round of the norm is closed, so that who enters on behalf may read them.
            ("improvement_change", "/verbeteracties/{improvement}/", ENTERS_ALMERE),
            ("improvement_change", "/verbeteracties/{other_improvement}/", ENTERS_LELYSTAD),
            ("improvement_change", "/verbeteracties/999999/", NOBODY),
        )
    ),
)


def make(world: World) -> dict[str, object]:
    """One of Almere and one of Lelystad, both with A2 of the open round."""
    round = world.norm.rounds.get(code=OPEN)
    own = make_improvement(round=round, by=world.coordinator, point="A2")
    other = make_improvement(
        round=round, by=world.other_coordinator, organisation="GM0995", point="A2"
    )
    return {"improvement": own.pk, "other_improvement": other.pk}
