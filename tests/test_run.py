"""The runner of this suite: what counts as a failure."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.installation import ROOT
from tests.run import Part, find_gaps

SKIPS = {
    "call": "import pytest\n\ndef test_something():\n    pytest.skip('geen zin')\n",
    "mark": "import pytest\n\n@pytest.mark.skip\ndef test_something():\n    pass\n",
    "module": "import pytest\n\npytest.skip('geen zin', allow_module_level=True)\n",
}


def run_with_our_rules(folder: Path, *, ci: str) -> "subprocess.CompletedProcess[str]":
    """Runs pytest on a folder with two hooks of this suite's conftest."""
    command = [sys.executable, "-m", "pytest", "--continue-on-collection-errors"]
    return subprocess.run(
        [*command, "-c", ROOT / "pyproject.toml", folder],
        cwd=ROOT,
        env={**os.environ, "CI": ci},
        capture_output=True,
        text=True,
        check=False,
    )


def test_skip_is_a_failure_in_ci_only(tmp_path: Path) -> None:
    hooks = "from tests.conftest import pytest_make_collect_report, pytest_runtest_makereport\n"
    (tmp_path / "conftest.py").write_text(hooks)
    for name, text in SKIPS.items():
        (tmp_path / f"test_{name}.py").write_text(text)

    in_ci = run_with_our_rules(tmp_path, ci="true")
    at_home = run_with_our_rules(tmp_path, ci="")

    assert in_ci.returncode != 0
    for name in SKIPS:
        assert re.search(rf"test_{name}\.py\S* was skipped, and CI=true", in_ci.stdout), name
    assert at_home.returncode == 0, at_home.stdout
    assert "3 skipped" in at_home.stdout


@pytest.mark.parametrize(
    ("outcome", "ci", "failed"),
    [
        ("passed", "true", False),
        ("passed", "", False),
        ("FAILED", "", True),
        ("skipped", "", False),
        ("skipped", "true", True),
    ],
)
def test_part_that_is_skipped_fails_in_ci_only(
    monkeypatch: pytest.MonkeyPatch, outcome: str, ci: str, failed: bool
) -> None:
    monkeypatch.setenv("CI", ci)

    part = Part("PostgreSQL", outcome, note="geen server")

    assert part.failed is failed
    assert ("FAILED" in str(part)) is failed


def test_find_gaps_names_what_of_the_calculation_is_not_covered() -> None:
    complete: dict[str, list[object]] = {"missing_lines": [], "missing_branches": []}
    files = {
        str(path.relative_to(ROOT)): complete
        for path in [*ROOT.glob("*/actions/*.py"), ROOT / "monitoring/achievement.py"]
    }
    assert list(find_gaps(files)) == []
    partly: dict[str, list[object]] = {
        "missing_lines": [3, 4],
        "missing_branches": [[2, 3], [7, -1]],
    }
    del files["ambitions/actions/norms.py"]

    gaps = list(find_gaps({**files, "monitoring/achievement.py": partly}))

    assert gaps == [
        "  monitoring/achievement.py: lines 3, 4",
        "  monitoring/achievement.py: branches 2→3, 7→exit",
        "  ambitions/actions/norms.py: never imported",
    ]
