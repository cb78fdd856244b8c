"""How a figure came about, and the rows behind it as a file."""

from tests.conftest import World
from tests.permission_row import (
    ALMERE,
    CLOSED,
    DISTRICT,
    ELSEWHERE,
    LELYSTAD_HANDED_IN,
    NOBODY,
    OPEN,
    PLANNED,
    PUBLISHED,
    REGION,
    REGION_ROLES,
    Row,
)

ELDERS = "/rondes/ronde-elders/cijfer"

ROWS: tuple[Row, ...] = (
    Row("figure_trail", f"/rondes/{OPEN}/cijfer/", REGION),
    Row("figure_trail", f"/rondes/{PUBLISHED}/cijfer/", REGION),
    Row("figure_trail", f"/rondes/{PUBLISHED}/cijfer/?organisatie=GM0995&thema=A", REGION),
    Row("figure_trail", f"/rondes/{PUBLISHED}/cijfer/?organisatie=GM9999", NOBODY),
    Row("figure_trail", f"/rondes/{PLANNED}/cijfer/", DISTRICT),
    Row("figure_trail", f"{ELDERS}/", ELSEWHERE),
    # The rows: of the region, or of one organisation as far as they may be seen
    Row("figure_rows", f"/rondes/{OPEN}/cijfer/rijen.csv", REGION_ROLES),
    Row("figure_rows", f"/rondes/{CLOSED}/cijfer/rijen.csv?thema=A", REGION_ROLES),
    Row("figure_rows", f"/rondes/{OPEN}/cijfer/rijen.csv?organisatie=GM0034", ALMERE),
    Row("figure_rows", f"/rondes/{OPEN}/cijfer/rijen.csv?organisatie=GM0995", LELYSTAD_HANDED_IN),
    Row(
        "figure_rows",
        f"/rondes/{PUBLISHED}/cijfer/rijen.csv?organisatie=GM0034&punt=A1",
        "200 200 200 200 404 404 404 404",
    ),
    Row("figure_rows", f"/rondes/{PLANNED}/cijfer/rijen.csv", NOBODY),
    Row("figure_rows", f"{ELDERS}/rijen.csv", ELSEWHERE),
)


def make(world: World) -> dict[str, object]:
    """Nothing of its own."""
    return {}
