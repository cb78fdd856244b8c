"""A round as a workbook; CSV and JSON stand in the table itself."""

from tests.conftest import World
from tests.permission_row import (
    ALMERE_READS,
    CLOSED,
    LELYSTAD_HANDED_IN,
    NOBODY,
    OPEN,
    PLANNED,
    PUBLISHED,
    REGION_ROLES,
    Row,
)

ROWS: tuple[Row, ...] = tuple(
    row
    for kind in ("xlsx", "ods")
    for row in (
        Row("round_export", f"/rondes/{PUBLISHED}/export/{kind}/", REGION_ROLES),
        Row("round_export", f"/rondes/{CLOSED}/export/{kind}/", REGION_ROLES),
        Row("round_export", f"/rondes/{OPEN}/export/{kind}/", NOBODY),
        Row("round_export", f"/rondes/{PLANNED}/export/{kind}/", NOBODY),
        Row("round_export", f"/rondes/{OPEN}/export/{kind}/?organisatie=GM0034", ALMERE_READS),
        Row(
            "round_export",
            f"/rondes/{OPEN}/export/{kind}/?organisatie=GM0995",
            LELYSTAD_HANDED_IN,
        ),
        Row("round_export", f"/rondes/{PUBLISHED}/export/{kind}/?organisatie=GM9999", NOBODY),
        Row("round_export", f"/rondes/ronde-elders/export/{kind}/", NOBODY),
    )
)


def make(world: World) -> dict[str, object]:
    """Nothing: the paths name rounds and organisations that are there already."""
    return {}
