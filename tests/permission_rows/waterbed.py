"""Where neighbours differ: the page is there for who sees the region's figure of the round."""

from tests.conftest import World
from tests.permission_row import (
    CLOSED,
    ELSEWHERE,
    NOBODY,
    OPEN,
    PLANNED,
    PUBLISHED,
    REGION,
    REGION_ROLES,
    Row,
)

PAGE = "/regio/waterbed/"

ROWS: tuple[Row, ...] = (
    Row("waterbed", PAGE, "200 200 200 200 200 200 404 404"),
    Row("waterbed", f"{PAGE}?regio=flevoland", REGION),
    Row("waterbed", f"{PAGE}?regio=elders", ELSEWHERE),
    Row("waterbed", f"{PAGE}?regio=nergens", NOBODY),
    Row("waterbed", f"{PAGE}?ronde={PUBLISHED}", REGION),
    Row("waterbed", f"{PAGE}?ronde={PUBLISHED}&organisatie=GM0995&buur=GM0034", REGION),
    Row("waterbed", f"{PAGE}?ronde={CLOSED}", REGION),
    # Urk, which before the publication only the region's roles see, and Lelystad that looks along
    Row("waterbed", f"{PAGE}?ronde={CLOSED}&organisatie=GM0184", "200 200 404 404 200 404 404 404"),
    Row("waterbed", f"{PAGE}?ronde={OPEN}", REGION_ROLES),
    Row("waterbed", f"{PAGE}?ronde={PLANNED}", NOBODY),
    Row("waterbed", f"{PAGE}?ronde=ronde-elders", ELSEWHERE),
)


def make(_world: World) -> dict[str, object]:
    """Nothing: the rounds are there already."""
    return {}
