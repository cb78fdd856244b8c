"""Measures the engine of DATABASE_URL and leaves a report; `tests.bench` runs this per engine,
in a process of its own, because the settings belong to one engine.
"""

import argparse
import logging
from pathlib import Path

import django


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path, help="for temporary files")
    parser.add_argument("report", type=Path)
    parser.add_argument("--quick", action="store_true")
    arguments = parser.parse_args()
    django.setup()
    logging.disable(logging.INFO)  # a line per request would drown the table

    from tests.bench.plan import FULL, QUICK, run

    plan = QUICK if arguments.quick else FULL
    run(plan, arguments.folder).write(arguments.report)


if __name__ == "__main__":
    main()
