"""The whole test suite: on SQLite, on PostgreSQL, and in a browser. `python -m tests.run [args]`.

What does not depend on the database (`ONCE`) runs on SQLite only.

Extra arguments go to pytest as they are (`-k word`, a path). The coverage of the calculation and
the actions is judged after a run of everything, so only without extra arguments.

What is not on the machine is left out with a line that says so; with CI=true that is a failure.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from tests.postgres import ClusterFailed, cluster, find_binaries

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
# The first is Chromium without its windows, in which the tests take three quarters of the time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
PASSED, NOTHING_COLLECTED, INTERRUPTED = 0, 5, 130
FULLY_COVERED = ("monitoring/achievement.py", "*/actions/*.py")
COVERING = (
    # The tests that cover those; to trace the whole suite would double its time.
    "tests/accounts/test_digests.py",
    "tests/accounts/test_invitations.py",
    "tests/accounts/test_notices.py",
    "tests/accounts/test_sessions.py",
    "tests/accounts/test_sso_linking.py",
    "tests/accounts/test_users.py",
    "tests/ambitions/actions",
    "tests/ambitions/test_purge.py",
    "tests/monitoring/actions",
    "tests/monitoring/test_achievement.py",
    "tests/monitoring/test_sealing.py",
    "tests/monitoring/test_send_reminders.py",
    "tests/reports/actions",
    "tests/reports/exports/test_access.py",
    "tests/reports/exports/test_large.py",
    "tests/reports/test_house_style.py",
    "tests/reports/test_verification.py",
)

ONCE = (
    # Whose outcome does not depend on the database; a whole run has them on SQLite only. Of the
    # pages, what they ask of it and do in it is tested on both: querysets, actions, queries, races.
    "tests/accounts/test_next.py",
    "tests/accounts/test_passkey_answers.py",
    "tests/accounts/test_passwords.py",
    "tests/accounts/test_permissions.py",
    "tests/accounts/test_sso.py",
    "tests/accounts/test_sso_answers.py",
    "tests/accounts/test_sso_settings.py",
    "tests/ambitions/files",
    "tests/ambitions/views",
    "tests/monitoring/files",
    "tests/monitoring/test_three_way.py",
    "tests/monitoring/views",
    "tests/reports/charts",
    "tests/reports/documents",
    "tests/reports/exports/test_figures.py",
    "tests/reports/exports/test_ods.py",
    "tests/reports/exports/test_text.py",
    "tests/reports/exports/test_xlsx.py",
    "tests/reports/kinds",
    "tests/reports/test_confidentiality.py",
    "tests/reports/test_every_format.py",
    "tests/reports/test_labels.py",
    "tests/reports/test_walk.py",
    "tests/reports/texts",
    "tests/test_architecture.py",
    "tests/test_headers.py",
    "tests/test_hostile_files.py",
    "tests/test_permissions.py",
    "tests/test_production_start.py",
    "tests/test_run.py",
    "tests/test_security_map.py",
    "tests/test_settings.py",
    "tests/test_sockets.py",
    "tests/test_statements.py",
)


@dataclass(frozen=True, slots=True)
class Part:
    """What came of one part of the run; `note` says why it was skipped or what is missing."""

    name: str
    outcome: str
    seconds: float = 0
    note: str = ""

    @property
    def failed(self) -> bool:
        return self.outcome == "FAILED" or (self.outcome == "skipped" and in_ci())

    def __str__(self) -> str:
        outcome = "FAILED" if self.failed else self.outcome
        time_taken = f"{self.seconds:6.1f} s" if self.seconds else " " * 8
        note = f"  {self.note}" if self.note else ""
        return f"{self.name:<11}{outcome:<8}{time_taken}{note}".rstrip()


def main(arguments: Sequence[str]) -> int:
    signal.signal(signal.SIGTERM, _terminate)
    whole = not arguments
    VAR.mkdir(exist_ok=True)
    for old in VAR.glob(".coverage*"):
        old.unlink()
    try:
        parts = list(_parts(arguments, whole))
    except KeyboardInterrupt:
        print("\nInterrupted.", file=sys.stderr)  # noqa: T201
        return INTERRUPTED
    print("\n" + "\n".join(str(part) for part in parts))  # noqa: T201
    return int(any(part.failed for part in parts))


def _parts(arguments: Sequence[str], whole: bool) -> Iterator[Part]:
    with tempfile.TemporaryDirectory(prefix="flevonorm-tests-") as folder:
        # The test database is in memory; this file is only where it would be otherwise.
        sqlite = f"sqlite:///{Path(folder) / 'unused.sqlite3'}"
        yield run_pytest("SQLite", sqlite, arguments, whole=whole)
        yield _postgresql_part(arguments, whole)
        if find_browser() is None:
            yield Part("Browser", "skipped", note=f"no {', '.join(BROWSERS)} on this machine")
        else:
            yield run_pytest("Browser", sqlite, arguments, whole=whole, marker="browser")
    if whole:
        yield judge_coverage()


def _postgresql_part(arguments: Sequence[str], whole: bool) -> Part:
    try:
        with postgresql() as url:
            if url is None:
                return Part("PostgreSQL", "skipped", note="no initdb and pg_ctl on this machine")
            if not whole:
                return run_pytest("PostgreSQL", url, arguments)
            # On PostgreSQL, where two people can wait for each other.
            covering = run_pytest("PostgreSQL", url, COVERING, whole=True, covering=True)
            others = [f"--ignore={path}" for path in (*COVERING, *ONCE)]
            rest = run_pytest("PostgreSQL", url, others, whole=True)
            outcome = "FAILED" if covering.failed or rest.failed else "passed"
            return Part("PostgreSQL", outcome, covering.seconds + rest.seconds)
    except ClusterFailed as error:
        return Part("PostgreSQL", "FAILED", note=str(error))


@contextmanager
def postgresql() -> Iterator[str | None]:
    """The address of a server to test on, started when needed; None when there is none."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
    elif binaries := find_binaries():
        with cluster(binaries) as url:
            yield url
    else:
        yield None


def find_browser() -> str | None:
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def run_pytest(
    name: str,
    database: str,
    arguments: Sequence[str],
    *,
    whole: bool = False,
    covering: bool = False,
    marker: str = "",
) -> Part:
    """Runs pytest once on one database; a selection that leaves nothing to run has passed."""
    print(f"\n== {name} ==", flush=True)  # noqa: T201
    command = [sys.executable, "-m", "pytest"]
    command += ["-m", marker or "not browser and not bench"]
    if covering:
        command += ["--cov", "--cov-report="]
    if whole:
        # Where the time goes, for whoever finds the run too long.
        command += ["-n", "2", "--durations=15", "--durations-min=4"]
    started = time.monotonic()
    done = subprocess.run(
        [*command, *arguments],
        cwd=ROOT,
        env=environment(database, coverage_file=VAR / f".coverage.{name.lower()}"),
        check=False,
    )
    passed = done.returncode == PASSED or (
        done.returncode == NOTHING_COLLECTED and not (whole and in_ci())
    )
    return Part(name, "passed" if passed else "FAILED", time.monotonic() - started)


def environment(database: str, coverage_file: Path) -> dict[str, str]:
    """What pytest runs in; DEBUG gives plain static files, pytest-django switches it off again."""
    return {
        **os.environ,
        "DATABASE_URL": database,
        "DEBUG": "1",
        "SECRET_KEY": "only-for-tests",
        "SECURE_SSL_REDIRECT": "0",
        "COVERAGE_FILE": str(coverage_file),
    }


def judge_coverage() -> Part:
    """Fails when the calculation or an action misses any; skipped when nothing was measured."""
    if not list(VAR.glob(".coverage.*")):
        return Part("Coverage", "skipped", note="it is measured on PostgreSQL")
    report = VAR / "coverage.json"
    coverage = [sys.executable, "-m", "coverage"]
    data = f"--data-file={VAR / '.coverage'}"
    pieces = [str(path) for path in sorted(VAR.glob(".coverage.*"))]
    for step in (
        ["combine", "--keep", "--quiet", data, *pieces],
        ["json", "--quiet", data, "-o", str(report)],
    ):
        if subprocess.run([*coverage, *step], cwd=ROOT, check=False).returncode:
            return Part("Coverage", "FAILED", note=f"coverage {step[0]} failed")
    measured = json.loads(report.read_text())
    gaps = "\n".join(find_gaps(measured["files"]))
    total = f"{measured['totals']['percent_covered']:.1f} % of the calculation and the actions"
    if gaps:
        return Part("Coverage", "FAILED", note=f"{total}; not covered:\n{gaps}")
    return Part("Coverage", "passed", note=total)


def find_gaps(files: Mapping[str, Mapping[str, list[object]]]) -> Iterator[str]:
    for pattern in FULLY_COVERED:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_relative_to(ROOT / "tests") or not path.read_text().strip():
                continue
            name = str(path.relative_to(ROOT))
            if name not in files:
                yield f"  {name}: never imported"
                continue
            if lines := files[name]["missing_lines"]:
                yield f"  {name}: lines {', '.join(map(str, lines))}"
            if branches := files[name]["missing_branches"]:
                yield f"  {name}: branches {', '.join(map(_arrow, branches))}"


def _arrow(branch: object) -> str:
    assert isinstance(branch, list)
    start, end = branch
    return f"{start}→{'exit' if end < 0 else end}"


def in_ci() -> bool:
    return os.environ.get("CI") == "true"


def _terminate(_signal: int, _frame: FrameType | None) -> None:
    """A polite end of this process also ends the database that it started."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
