"""The house style of a region is the district coordinator's."""

from reports.actions.house_styles import set_house_style
from tests.conftest import World
from tests.house_styles import checked
from tests.permission_row import DISTRICT, ELSEWHERE, INVALID_BY_MANAGERS, MANAGERS, NOBODY, Row

PAGE = "/beheer/huisstijl/"
RESETS = "302 404 404 404 404 409 404 404"

ROWS: tuple[Row, ...] = (
    # No file is not valid
    Row("house_style", PAGE, MANAGERS, post=INVALID_BY_MANAGERS),
    Row("house_style", f"{PAGE}?regio=flevoland", DISTRICT, post="422 404 404 404 404 404 404 404"),
    Row("house_style", f"{PAGE}?regio=elders", ELSEWHERE, post="404 404 404 404 404 422 404 404"),
    Row("house_style_file", f"{PAGE}docx/standaard/", MANAGERS),
    Row("house_style_file", f"{PAGE}docx/huidig/?regio=flevoland", DISTRICT),
    Row("house_style_file", f"{PAGE}odt/huidig/?regio=elders", ELSEWHERE),
    Row("house_style_file", f"{PAGE}odt/proef/", MANAGERS),
    Row("house_style_file", f"{PAGE}pdf/standaard/", NOBODY),
    Row("house_style_file", f"{PAGE}docx/geheim/", NOBODY),
    # The other region has no template of its own to go back from
    Row("house_style_reset", f"{PAGE}docx/standaard-terug/", MANAGERS, post=RESETS),
    Row("house_style_reset", f"{PAGE}pdf/standaard-terug/", NOBODY, post=NOBODY),
)


def make(world: World) -> dict[str, object]:
    set_house_style(region=world.region, template=checked(), by=world.district_coordinator)
    return {}
