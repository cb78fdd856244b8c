"""An installation of its own for a test: a database of the kind under test, and real commands."""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql

ROOT = Path(settings.BASE_DIR)
TIMEOUT = 300
"""Seconds after which a command hangs; the slowest takes a few."""
MEMORY = 1024**3
"""What a command may take in address space; more than twice what it needs for anything real."""
WITHOUT_CHECKS = frozenset({"shell"})
"""Commands that check nothing, and do not know the argument that says so."""


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended."""

    status: int
    output: bytes
    errors: str

    @property
    def text(self) -> str:
        return self.output.decode()

    @property
    def error_lines(self) -> list[str]:
        return self.errors.splitlines()


@dataclass(frozen=True, slots=True)
class Installation:
    """A database and the environment of the commands that use it."""

    database: str

    def environment(self, **changes: str) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return {**kept, "DATABASE_URL": self.database, "DEBUG": "1", **changes}

    def manage(self, *arguments: str | Path, **changes: str) -> Done:
        """Runs `manage.py` in a process of its own, with a bound on time and memory."""
        done = subprocess.run(
            [sys.executable, "-W", "error", str(ROOT / "manage.py"), *map(str, arguments)],
            cwd=ROOT,
            env=self.environment(**changes),
            capture_output=True,
            timeout=TIMEOUT,
            preexec_fn=_bound_memory,
            check=False,
        )
        return Done(done.returncode, done.stdout, done.stderr.decode())

    def run(self, *arguments: str | Path) -> Done:
        """The same, for a command that has to succeed; without what it checks of all views."""
        checks = () if arguments[0] in WITHOUT_CHECKS else ("--skip-checks",)
        done = self.manage(*arguments, *checks)
        assert done.status == 0, done.errors
        return done

    def export(self, code: str, format: str) -> bytes:
        return self.run("export_round", code, "--format", format).output


def _bound_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


@contextmanager
def migrated_template(folder: Path) -> Iterator[Installation]:
    """An installation with tables and no rows, from which others are copied."""
    with _database(folder, template=None) as url:
        installation = Installation(url)
        installation.run("migrate", "--verbosity", "0")
        yield installation


@contextmanager
def copied(template: Installation, folder: Path) -> Iterator[Installation]:
    """An installation with what the template has; gone afterwards."""
    with _database(folder, template=template.database) as url:
        yield Installation(url)


@contextmanager
def _database(folder: Path, template: str | None) -> Iterator[str]:
    name = f"installation_{uuid4().hex[:12]}"
    if connection.vendor == "sqlite":
        path = folder / f"{name}.sqlite3"
        if template is not None:
            shutil.copy(template.removeprefix("sqlite:///"), path)
        yield f"sqlite:///{path}"
        return
    source = "template0" if template is None else template.rpartition("/")[2]
    _on_server("CREATE DATABASE {name} TEMPLATE {source}", name=name, source=source)
    try:
        yield _url(name)
    finally:
        _on_server("DROP DATABASE {name} WITH (FORCE)", name=name)


def _url(name: str) -> str:
    """The address of another database on the server that the tests use."""
    server: dict[str, Any] = connection.settings_dict
    user = quote(server["USER"], safe="")
    password = f":{quote(server['PASSWORD'], safe='')}" if server["PASSWORD"] else ""
    host = quote(server["HOST"], safe="")
    port = f":{server['PORT']}" if server["PORT"] else ""
    return f"postgres://{user}{password}@{host}{port}/{name}"


def _on_server(statement: str, **names: str) -> None:
    """Runs one statement outside a transaction, with names of databases quoted into it."""
    identifiers = {key: sql.Identifier(name) for key, name in names.items()}
    with psycopg.connect(_url("postgres"), autocommit=True) as server:
        server.execute(sql.SQL(statement).format(**identifiers))
