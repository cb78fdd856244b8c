"""Pictures of the screens, made by a browser. `python -m tests.pictures manual` or `… screen`.

`manual` makes those of docs/handleiding-coordinator.md again, `screen` those of every screen in the
folder screenshots/.
"""

import sys
import tempfile
from pathlib import Path

from tests.run import BROWSERS, find_browser, run_pytest

KINDS = ("manual", "screen")


def main(kind: str) -> int:
    if find_browser() is None:
        print(f"There is no {', '.join(BROWSERS)} on this machine.", file=sys.stderr)  # noqa: T201
        return 1
    with tempfile.TemporaryDirectory(prefix="flevonorm-pictures-") as folder:
        database = f"sqlite:///{Path(folder) / 'unused.sqlite3'}"
        made = run_pytest("Pictures", database, [f"tests/e2e/{kind}_pictures.py"], marker="browser")
    return int(made.failed)


if __name__ == "__main__":
    if sys.argv[1:] not in [[kind] for kind in KINDS]:
        sys.exit(f"Say which: {' or '.join(KINDS)}.")
    sys.exit(main(sys.argv[1]))
