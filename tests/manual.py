"""The pictures of docs/handleiding-coordinator.md, made again. `python -m tests.manual`."""

import sys
import tempfile
from pathlib import Path

from tests.run import BROWSERS, find_browser, run_pytest


def main() -> int:
    if find_browser() is None:
        print(f"There is no {', '.join(BROWSERS)} on this machine.", file=sys.stderr)  # noqa: T201
        return 1
    with tempfile.TemporaryDirectory(prefix="flevonorm-manual-") as folder:
        database = f"sqlite:///{Path(folder) / 'unused.sqlite3'}"
        made = run_pytest("Pictures", database, ["tests/e2e/manual_pictures.py"], marker="browser")
    return int(made.failed)


if __name__ == "__main__":
    sys.exit(main())
