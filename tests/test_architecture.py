"""The habits of this code base that a machine can hold."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
APPS = ("accounts", "ambitions", "flevonorm", "monitoring", "reports")
WRITES = frozenset(
    {
        "save",
        "delete",
        "update",
        "create",
        "get_or_create",
        "update_or_create",
        "bulk_create",
        "bulk_update",
        "add",
        "set",
        "remove",
        "clear",
    }
)
MAY_WRITE = (
    "*/actions/*.py",  # the one place for writes
    "*/migrations/*.py",  # data moves; reviewed one by one
    "accounts/models/user.py",  # the manager that `createsuperuser` calls too
    "accounts/audit.py",  # appends to the log, for the actions
)
NOT_RECORDED = {
    # A write without an event of its own: where, which function, and why.
    ("accounts/actions/sign_in.py", "note_seen"): "when somebody was last here, every few minutes",
    ("accounts/actions/sso.py", "accept_and_link"): "by the two actions that it calls",
    ("accounts/actions/retention.py", "erase_origins"): "recorded by `purge` with the numbers",
    ("accounts/actions/retention.py", "erase_invitations"): "the same",
    ("accounts/actions/retention.py", "erase_ended_sessions"): "the same",
    ("accounts/actions/retention.py", "erase_letters"): "the same",
    ("accounts/actions/notices.py", "notify"): "by the action of which the notice tells",
    ("accounts/actions/digests.py", "write_digest"): "when the letter is sent",
    ("accounts/actions/digests.py", "claim_digest"): "the same",
    ("accounts/actions/digests.py", "put_back_digest"): "the letter stays, with what went wrong",
    ("monitoring/actions/reminders.py", "remind"): "when the letter with the notice is sent",
    ("reports/actions/unsaved.py", "keep_unsaved"): "changes no report, and is its writer's only",
    ("reports/actions/unsaved.py", "forget_unsaved"): "the same",
    ("reports/actions/unsaved.py", "erase_unsaved_of"): "with the end of the account",
    ("reports/actions/unsaved.py", "erase_old_unsaved"): "recorded by `purge` with the numbers",
    ("reports/actions/made_files.py", "remember_file"): "by who made the file, with its hash",
    ("ambitions/actions/people.py", "invite_person"): "by the actions that it calls",
    ("ambitions/actions/people.py", "rename_person"): "the same",
    ("ambitions/actions/people.py", "reset_second_factor_of_person"): "the same",
    ("ambitions/actions/people.py", "switch_person"): "the same",
    ("ambitions/actions/people.py", "switch_account_of_anybody"): "the same",
}
HARMLESS = {
    ("accounts/forms.py", "cache"),
    ("accounts/origin.py", "_current"),
    ("monitoring/forms/handing_in.py", "self.helper.inputs"),
    ("monitoring/presence.py", "cache"),
    ("flevonorm/settings.py", "vars()"),
    ("reports/documents/docx/writer.py", "word"),  # a file in memory
    # A set, dict or list of Python and no row: where, and the name that the method is called on.
    ("ambitions/files/norm_file.py", "themes"),
    ("ambitions/files/norm_file.py", "points"),
    ("ambitions/files/organisations_file.py", "codes"),
    ("ambitions/files/organisations_file.py", "tiles"),
    ("ambitions/files/source.py", "seen"),
    ("monitoring/actions/results.py", "changed"),
    ("reports/pages/checking.py", "sha256"),
    ("monitoring/files/xlsx.py", "columns"),
    ("monitoring/files/uploads.py", "sha256"),
    ("monitoring/files/workbook.py", "element"),
    ("reports/documents/pdf/tags.py", "pdf"),  # a file in memory
}


JOINED = 'return SafeString("".join(CELLS[status] for status in statuses))'
"""Cells of a heat map that `format_html` made at start-up, hundreds in a row; no text of people."""


def sources(*suffixes: str) -> Iterator[tuple[str, str]]:
    """Name and text of every source file of the apps and the templates."""
    for folder in (*APPS, "templates", "static/js"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in suffixes and path.is_file():
                yield str(path.relative_to(ROOT)), path.read_text()


def lines_with(pattern: str, *suffixes: str) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()}"
        for name, text in sources(*suffixes)
        for number, line in enumerate(text.splitlines(), start=1)
        if re.search(pattern, line)
    ]


def test_imports_point_one_way() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


def test_nothing_is_marked_safe() -> None:
    python = r"\bmark_safe\b|\bSafe(String|Text)\(|\bautoescape\b|\bcsrf_exempt\b"
    template = r"\|\s*safe\b|\bautoescape\b|\|\s*safeseq\b"

    assert [line for line in lines_with(python, ".py") if not line.endswith(JOINED)] == []
    assert lines_with(template, ".html", ".svg", ".txt") == []


def test_templates_hold_no_inline_script_or_style() -> None:
    """The Content-Security-Policy would block them."""
    pattern = r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script(?![^>]*\ssrc=)"

    assert lines_with(f"(?i){pattern}", ".html", ".svg") == []


def test_only_actions_write() -> None:
    found = [
        f"{name}:{call.lineno}: {ast.unparse(call)[:80]}"
        for name, text in sources(".py")
        if not any(Path(name).match(pattern) for pattern in MAY_WRITE)
        for call in ast.walk(ast.parse(text))
        if isinstance(call, ast.Call) and _writes(name, call)
    ]

    assert found == []


def _writes(name: str, call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in WRITES:
        return False
    return (name, ast.unparse(call.func.value)) not in HARMLESS


def test_raw_sql_is_only_in_guards_and_the_health_page() -> None:
    pattern = r"\bcursor\.execute|\.raw\(|\bRawSQL\b|\.extra\("

    places = {line.partition(":")[0] for line in lines_with(pattern, ".py")}

    assert places == {
        "accounts/audit.py",
        "accounts/triggers.py",
        "flevonorm/availability.py",
    }


def test_every_action_records_what_it_did() -> None:
    """Each atomic function of an action module writes its event, or calls one that does."""
    audited = {"record", "note"}
    silent = []
    for name, text in sources(".py"):
        if not Path(name).match("*/actions/*.py"):
            continue
        for function in ast.parse(text).body:
            if not isinstance(function, ast.FunctionDef) or not _is_atomic(function):
                continue
            calls = {
                ast.unparse(call.func).rpartition(".")[2]
                for call in ast.walk(function)
                if isinstance(call, ast.Call)
            }
            if not calls & audited and (name, function.name) not in NOT_RECORDED:
                silent.append(f"{name}: {function.name}")

    assert silent == []


def _is_atomic(function: ast.FunctionDef) -> bool:
    return any("atomic" in ast.unparse(decorator) for decorator in function.decorator_list)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "package-lock.json"])
def test_lock_file_names_no_registry(name: str) -> None:
    text = (ROOT / name).read_text()

    assert len(text) > 1000
    assert not re.search(r"\"resolved\"|--(extra-)?index-url|--find-links|registry\.", text)
    assert not re.search(r"https?://\S+\.(whl|tgz|tar\.gz|zip)\b", text)
    assert not re.search(r"@ (https?|git\+|file):", text)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_pinned_with_hashes(name: str) -> None:
    text = (ROOT / name).read_text().replace("\\\n", " ")
    requirements = [
        line for line in text.splitlines() if line and not line.lstrip().startswith("#")
    ]

    assert requirements
    assert [line for line in requirements if "==" not in line or "--hash=sha256:" not in line] == []


def test_every_dependency_says_why_it_is_there() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    project = tomllib.loads(text)["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    without = [
        requirement
        for group in groups
        for requirement in group
        if not re.search(rf'^ *"{re.escape(requirement)}", +# \S.{{5,}}$', text, re.MULTILINE)
    ]

    assert sum(map(len, groups)) > 20
    assert without == []


def test_no_private_note_leaves_by_an_export_or_a_report() -> None:
    places = {line.partition(":")[0] for line in lines_with("private_note", ".py", ".html")}

    assert not [name for name in places if name.startswith(("reports/", "templates/reports/"))]


def test_print_and_debugger_are_left_nowhere() -> None:
    assert lines_with(r"\b(breakpoint|print|pdb\.set_trace)\(|console\.log", ".py", ".js") == []
