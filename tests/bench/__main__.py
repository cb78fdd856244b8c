"""Measures the application, as ratios to a floor of the same run.

Each database engine has a process and databases of its own, which are removed afterwards. A
missed goal is printed and does not fail the run; figures that differ, or something that does not
run, do.
"""

import argparse
import json
import os
import secrets
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from tests.bench.report import Report
from tests.bench.table import as_text
from tests.run import ROOT, in_ci, postgresql

ENGINES = ("sqlite", "postgresql")


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes and few pairs")
    parser.add_argument("--json", type=Path, metavar="PATH", help="write the numbers here too")
    parser.add_argument("--only", choices=ENGINES, help="leave the other engine out")
    arguments = parser.parse_args(argv)
    reports = []
    for engine in ENGINES:
        if arguments.only not in (None, engine):
            continue
        report = _measured(engine, quick=arguments.quick)
        if report is not None:
            print("\n".join(as_text(report)), end="\n\n", flush=True)  # noqa: T201
            reports.append(report)
        elif in_ci():
            return 1
    if arguments.json:
        content = json.dumps([asdict(report) for report in reports], ensure_ascii=False, indent=2)
        arguments.json.write_text(content + "\n", encoding="utf-8")
    return 0


def _measured(engine: str, *, quick: bool) -> Report | None:
    """None when there is no such engine on this machine."""
    with tempfile.TemporaryDirectory(prefix="flevonorm-bench-") as name:
        folder = Path(name)
        if engine == "sqlite":
            return _run(f"sqlite:///{folder / 'default.sqlite3'}", folder, quick=quick)
        with postgresql() as url:
            if url is None:
                print("PostgreSQL: skipped, no initdb and pg_ctl on this machine")  # noqa: T201
                return None
            return _run(url, folder, quick=quick)


def _run(url: str, folder: Path, *, quick: bool) -> Report:
    report = folder / "report.json"
    command = [sys.executable, "-m", "tests.bench.engine", str(folder), str(report)]
    subprocess.run(
        [*command, *(["--quick"] if quick else [])],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "flevonorm.settings",
            "DATABASE_URL": url,
            "DEBUG": "0",
            "SECRET_KEY": secrets.token_hex(32),
        },
        check=True,
    )
    return Report.read(report)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except subprocess.CalledProcessError as error:
        sys.exit(f"the measuring ended with status {error.returncode}")
