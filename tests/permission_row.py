"""A row of the permission matrix, and the answers that many rows share."""

from collections.abc import Mapping
from dataclasses import dataclass

from tests.conftest import CAST

OPEN, PUBLISHED, CLOSED, PLANNED = (
    "ronde-open",
    "ronde-gepubliceerd",
    "ronde-gesloten",
    "ronde-gepland",
)


@dataclass(frozen=True, slots=True)
class Row:
    """`get` is what everybody of CAST gets, in that order; `post` likewise, or one for all.

    `visitor` is what somebody gets who is not signed in, by GET and POST; 302 is to the sign-in
    page, unless `to` names another address.

    `{coordinator}` in a path is the key of that member of the cast, `{role_of_coordinator}` the key
    of their role; other names are of things that a module of `tests.permission_rows` makes.
    """

    name: str
    path: str
    get: str
    post: str = "405"
    visitor: str = "302 302"
    to: str = "/?next=/"

    def status(self, method: str, role: str) -> int:
        answers = getattr(self, method).split()
        return int(answers[CAST.index(role)] if len(answers) > 1 else answers[0])

    def address(self, things: Mapping[str, object]) -> str:
        return self.path.format(**things)

    def __str__(self) -> str:
        return self.path


# In the order of CAST:
#    district coordinator, analyst, coordinator and executive of Almere, coordinator of Lelystad,
#    district coordinator of another region, nobody, technical administrator
EVERYBODY = "200"
REGION = "200 200 200 200 200 404 404 404"
REGION_ROLES = "200 200 404 404 404 404 404 404"
DISTRICT = "200 404 404 404 404 404 404 404"
ALMERE = "200 404 200 200 404 404 404 404"
ALMERE_READS = "404 404 200 200 404 404 404 404"
LELYSTAD_HANDED_IN = "200 200 404 404 200 404 404 404"
ELSEWHERE = "404 404 404 404 404 200 404 404"
NOBODY = "404"
SAVES_ELSEWHERE = "404 404 404 404 404 422 404 404"
ENTERS_ALMERE = "200 404 200 404 404 404 404 404"
SAVES_ALMERE = "422 404 422 404 404 404 404 404"
ENTERS_LELYSTAD = "200 404 404 404 200 404 404 404"
LOCKED_LELYSTAD = "409 404 404 404 409 404 404 404"
ENTRY_LOCKED = "409 404 409 404 404 404 404 404"
READS = "200 405"
FORGOTTEN = "/wachtwoord-vergeten/"
RECOVERY = "/account/tweede-stap/herstelcodes/"
MANAGERS = "200 404 404 404 404 200 404 404"
INVALID_BY_MANAGERS = "422 404 404 404 404 422 404 404"
