"""Comparing and what-if: everybody of a region, each with what they may see there."""

from tests.conftest import World
from tests.permission_row import (
    CLOSED,
    ELSEWHERE,
    NOBODY,
    OPEN,
    PLANNED,
    PUBLISHED,
    REGION,
    Row,
)

MEMBERS = "200 200 200 200 200 200 404 404"

ROWS: tuple[Row, ...] = (
    *(
        Row(name, f"{path}{query}", answers)
        for name, path, choice in (
            ("compare_rounds", "/vergelijken/", "naar"),
            ("compare_organisations", "/vergelijken/organisaties/", "ronde"),
            ("what_if", "/wat-als/", "ronde"),
        )
        for query, answers in (
            ("", MEMBERS),
            ("?regio=flevoland", REGION),
            ("?regio=elders", ELSEWHERE),
            ("?regio=nergens", NOBODY),
            *((f"?{choice}={code}", REGION) for code in (PUBLISHED, CLOSED, OPEN)),
            (f"?{choice}={PLANNED}", NOBODY),
            (f"?{choice}=ronde-elders", ELSEWHERE),
        )
    ),
    Row("compare_rounds", f"/vergelijken/?van={PUBLISHED}&naar={OPEN}", REGION),
    Row("compare_rounds", "/vergelijken/?van=ronde-elders", ELSEWHERE),
    Row("compare_rounds", f"/vergelijken/?van={PLANNED}", NOBODY),
    # What of an organisation may not be seen looks the same as what is not there: a page without.
    *(
        Row(name, f"{path}?ronde={OPEN}&organisatie={code}", REGION)
        for name, path in (
            ("compare_organisations", "/vergelijken/organisaties/"),
            ("what_if", "/wat-als/"),
        )
        for code in ("GM0034", "GM0995", "GM9999", "GM0000")
    ),
    Row("compare_organisations", "/vergelijken/organisaties/?met=score", NOBODY),
)


def make(world: World) -> dict[str, object]:
    """Nothing: the paths name rounds and organisations that are there already."""
    return {}
