"""The rounds and their results."""

from tests.conftest import World
from tests.permission_row import (
    DISTRICT,
    ELSEWHERE,
    EVERYBODY,
    NOBODY,
    OPEN,
    PLANNED,
    PUBLISHED,
    REGION,
    Row,
)

ROWS: tuple[Row, ...] = (
    # Rounds
    Row("round_list", "/rondes/", EVERYBODY),
    Row("round_detail", f"/rondes/{OPEN}/", REGION),
    Row("round_detail", f"/rondes/{PUBLISHED}/", REGION),
    Row("round_detail", f"/rondes/{PLANNED}/", DISTRICT),
    Row("round_detail", "/rondes/ronde-elders/", ELSEWHERE),
    Row("round_detail", "/rondes/ronde-nergens/", NOBODY),
    Row("result_list", f"/rondes/{OPEN}/resultaten/", REGION),
    Row("result_list", f"/rondes/{PLANNED}/resultaten/", DISTRICT),
    Row("result_list", "/rondes/ronde-elders/resultaten/", ELSEWHERE),
    Row("result_list", f"/rondes/{OPEN}/resultaten/?organisatie=GM9999", NOBODY),
)


def make(world: World) -> dict[str, object]:
    return {}
