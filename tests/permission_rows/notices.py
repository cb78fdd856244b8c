"""One's own letters: everybody the same; a form without any choice switches all of them off."""

from tests.conftest import World
from tests.permission_row import EVERYBODY, Row

ROWS: tuple[Row, ...] = (Row("account_notices", "/account/berichten/", EVERYBODY, post="409"),)


def make(world: World) -> dict[str, object]:
    """The things in the paths of ROWS, by the name that stands there."""
    return {}
