"""The rounds: looked at by the region, led by its district coordinator."""

from monitoring.choices import RoundState
from tests.conftest import World
from tests.factories import PROVINCE, make_norm, make_round
from tests.permission_row import (
    CLOSED,
    DISTRICT,
    ELSEWHERE,
    EVERYBODY,
    INVALID_BY_MANAGERS,
    MANAGERS,
    NOBODY,
    OPEN,
    PLANNED,
    PUBLISHED,
    REGION,
    SAVES_ELSEWHERE,
    Row,
)

TO_CLOSE, TO_PUBLISH = "ronde-te-sluiten", "ronde-te-publiceren"
MOVED = DISTRICT.replace("200", "302")
INVALID = DISTRICT.replace("200", "422")
LOCKED = DISTRICT.replace("200", "409")
ELSEWHERE_CLOSED = ELSEWHERE.replace("200", "409")
ELDERS = "/rondes/ronde-elders"

ROWS: tuple[Row, ...] = (
    # Rounds
    Row("round_list", "/rondes/", EVERYBODY),
    Row("round_detail", f"/rondes/{OPEN}/", REGION),
    Row("round_detail", f"/rondes/{PUBLISHED}/", REGION),
    Row("round_detail", f"/rondes/{PLANNED}/", DISTRICT),
    Row("round_detail", f"{ELDERS}/", ELSEWHERE),
    Row("round_detail", "/rondes/ronde-nergens/", NOBODY),
    Row("result_list", f"/rondes/{OPEN}/resultaten/", REGION),
    Row("result_list", f"/rondes/{PLANNED}/resultaten/", DISTRICT),
    Row("result_list", f"{ELDERS}/resultaten/", ELSEWHERE),
    Row("result_list", f"/rondes/{OPEN}/resultaten/?organisatie=GM9999", NOBODY),
    # Planning, and changing the plan
    Row("round_plan", "/rondes/nieuw/", MANAGERS, post=INVALID_BY_MANAGERS),
    Row("round_change", f"/rondes/{PLANNED}/wijzigen/", DISTRICT, post=INVALID),
    Row("round_change", f"/rondes/{OPEN}/wijzigen/", DISTRICT, post=INVALID),
    Row("round_change", f"/rondes/{PUBLISHED}/wijzigen/", MOVED, post=MOVED),
    Row("round_change", f"{ELDERS}/wijzigen/", ELSEWHERE, post=SAVES_ELSEWHERE),
    Row("round_drop", f"/rondes/{OPEN}/verwijderen/", DISTRICT, post=LOCKED),
    Row("round_drop", f"{ELDERS}/verwijderen/", ELSEWHERE, post=ELSEWHERE_CLOSED),
    # The steps; on a round that is elsewhere the button of an old page is a conflict
    Row("round_open", f"/rondes/{PLANNED}/openen/", DISTRICT, post=INVALID),
    Row("round_open", f"/rondes/{OPEN}/openen/", MOVED, post=INVALID),
    Row("round_open", f"{ELDERS}/openen/", ELSEWHERE.replace("200", "302"), post=SAVES_ELSEWHERE),
    Row("round_close", f"/rondes/{TO_CLOSE}/sluiten/", DISTRICT, post=MOVED),
    Row("round_close", f"/rondes/{PUBLISHED}/sluiten/", MOVED, post=LOCKED),
    Row("round_publish", f"/rondes/{TO_PUBLISH}/publiceren/", DISTRICT, post=MOVED),
    Row("round_publish", f"/rondes/{OPEN}/publiceren/", MOVED, post=LOCKED),
    # Reminding names an organisation in what is sent; without one there is nobody
    Row("round_remind", f"/rondes/{OPEN}/herinneren/", "405", post=NOBODY),
    # Publications and errata
    Row("publication_detail", f"/rondes/{PUBLISHED}/publicaties/1/", REGION),
    Row("publication_detail", f"/rondes/{PUBLISHED}/publicaties/2/", NOBODY),
    Row("publication_detail", f"/rondes/{OPEN}/publicaties/1/", NOBODY),
    Row("round_erratum", f"/rondes/{PUBLISHED}/erratum/", DISTRICT),
    Row("round_erratum", f"/rondes/{CLOSED}/erratum/", NOBODY),
    Row("organisation_erratum", f"/rondes/{PUBLISHED}/erratum/GM0034/", DISTRICT, post=NOBODY),
    Row(
        "organisation_erratum",
        f"/rondes/{PUBLISHED}/erratum/GM0034/?punt=A1",
        DISTRICT,
        post=INVALID,
    ),
    Row(
        "organisation_erratum",
        f"/rondes/{CLOSED}/erratum/GM0034/?punt=A1",
        NOBODY,
        post=NOBODY,
    ),
    # One organisation after the closing
    Row("assessment_reopen", f"/rondes/{CLOSED}/invoer/GM0034/heropenen/", DISTRICT, post=INVALID),
    Row(
        "assessment_reopen",
        f"{ELDERS}/invoer/GM9999/heropenen/",
        ELSEWHERE,
        post=SAVES_ELSEWHERE,
    ),
    Row(
        "assessment_close_again",
        f"/rondes/{CLOSED}/invoer/GM0034/heropening-beeindigen/",
        DISTRICT,
        post=LOCKED,
    ),
    Row(
        "assessment_close_again",
        f"{ELDERS}/invoer/GM9999/heropening-beeindigen/",
        ELSEWHERE,
        post=ELSEWHERE_CLOSED,
    ),
)


def make(world: World) -> dict[str, object]:
    """Two small rounds that can take a step."""
    norm = make_norm(region=world.region, code="kleine-norm", content={"A": {"A1": (PROVINCE,)}})
    make_round(norm=norm, code=TO_CLOSE)
    make_round(norm=norm, code=TO_PUBLISH, state=RoundState.CLOSED)
    return {}
