"""Dividing points: a matter of the organisation itself; an empty form lacks a colleague."""

from tests.conftest import World
from tests.permission_row import CLOSED, NOBODY, OPEN, PLANNED, PUBLISHED, Row

DIVIDES_ALMERE = "404 404 200 404 404 404 404 404"
EMPTY_BY_ALMERE = "404 404 422 404 404 404 404 404"
DIVIDES_LELYSTAD = "404 404 404 404 200 404 404 404"
EMPTY_BY_LELYSTAD = "404 404 404 404 422 404 404 404"
PAGES = (("divide", "verdelen/"), ("assign_point", "punt/A1/toewijzen/"))

ROWS: tuple[Row, ...] = (
    *(
        Row(name, f"/rondes/{code}/invoer/GM0034/{page}", DIVIDES_ALMERE, post=EMPTY_BY_ALMERE)
        for name, page in (*PAGES, ("give_all", "verdelen/doorgeven/{coordinator}/"))
        for code in (OPEN, CLOSED, PUBLISHED)
    ),
    *(
        Row(name, f"/rondes/{OPEN}/invoer/GM0995/{page}", DIVIDES_LELYSTAD, post=EMPTY_BY_LELYSTAD)
        for name, page in (*PAGES, ("give_all", "verdelen/doorgeven/{other_coordinator}/"))
    ),
    *(
        Row(name, f"/rondes/{place}/{page}", NOBODY, post=NOBODY)
        for name, page in (*PAGES, ("give_all", "verdelen/doorgeven/{coordinator}/"))
        for place in (
            f"{OPEN}/invoer/GM9999",
            f"{PLANNED}/invoer/GM0034",
            "ronde-elders/invoer/GM9999",
        )
    ),
    Row(
        "give_all",
        f"/rondes/{OPEN}/invoer/GM0034/verdelen/doorgeven/{{other_coordinator}}/",
        NOBODY,
        post=NOBODY,
    ),
    Row(
        "assign_point",
        f"/rondes/{OPEN}/invoer/GM0034/punt/Z9/toewijzen/",
        NOBODY,
        post=NOBODY,
    ),
)


def make(world: World) -> dict[str, object]:
    """The things in the paths of ROWS, by the name that stands there."""
    return {}
