"""Exemptions: an organisation asks, the district coordinator decides, ends and extends."""

from tests.conftest import World
from tests.factories import get_result
from tests.monitoring.following import granted, make_request
from tests.permission_row import (
    CLOSED,
    DISTRICT,
    EVERYBODY,
    NOBODY,
    OPEN,
    PLANNED,
    Row,
)

ASKS_ALMERE = "404 404 200 404 404 404 404 404"
ASKS_LELYSTAD = "404 404 404 404 200 404 404 404"
INVALID, DONE = "422", "302"
POINT = "punt/A2/vrijstelling/"

ROWS: tuple[Row, ...] = (
    Row("exemption_list", "/vrijstellingen/", EVERYBODY),
    # An empty form is asked for a reason, also when nothing can be asked for any more.
    *(
        Row("exemption_ask", path, get, post=get.replace("200", INVALID))
        for path, get in (
            (f"/rondes/{OPEN}/invoer/GM0034/{POINT}", ASKS_ALMERE),
            (f"/rondes/{CLOSED}/invoer/GM0034/{POINT}", ASKS_ALMERE),
            (f"/rondes/{OPEN}/invoer/GM0995/{POINT}", ASKS_LELYSTAD),
            (f"/rondes/{OPEN}/invoer/GM0034/punt/Z9/vrijstelling/", NOBODY),
            (f"/rondes/{PLANNED}/invoer/GM0034/{POINT}", NOBODY),
            (f"/rondes/ronde-elders/invoer/GM9999/{POINT}", NOBODY),
        )
    ),
    *(
        Row(name, path, get, post=get.replace("200", answer))
        for name, path, get, answer in (
            ("exemption_decide", "/vrijstellingen/aanvragen/{asked}/", DISTRICT, INVALID),
            ("exemption_decide", "/vrijstellingen/aanvragen/999999/", NOBODY, INVALID),
            (
                "exemption_withdraw",
                "/vrijstellingen/aanvragen/{asked}/intrekken/",
                ASKS_ALMERE,
                DONE,
            ),
            ("exemption_extend", "/vrijstellingen/{exemption}/verlengen/", DISTRICT, INVALID),
            ("exemption_extend", "/vrijstellingen/999999/verlengen/", NOBODY, INVALID),
            # An empty form says that it saw an exemption for good, which this one is.
            ("exemption_end", "/vrijstellingen/{exemption}/beeindigen/", DISTRICT, DONE),
            ("exemption_end", "/vrijstellingen/999999/beeindigen/", NOBODY, DONE),
        )
    ),
)


def make(world: World) -> dict[str, object]:
    """Almere asks for A1 in the open round and is exempt from B1 for good."""
    round = world.norm.rounds.get(code=OPEN)
    asked = make_request(round=round, by=world.coordinator)
    other = make_request(round=round, by=world.coordinator, point="B1")
    exemption = granted(other, until=None, by=world.district_coordinator)
    assert not get_result(round=round, organisation="GM0034", point="B1").is_applicable
    return {"asked": asked.pk, "exemption": exemption.pk}
