from tests.conftest import World
from tests.permission_row import Row

ROWS: tuple[Row, ...] = ()


def make(world: World) -> dict[str, object]:
    """The things in the paths of ROWS, by the name that stands there."""
    return {}
