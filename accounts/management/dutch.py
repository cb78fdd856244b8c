"""What every command of this project shares: Dutch messages, and a non-zero status on a refusal."""

import logging
import sys
from abc import abstractmethod
from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError, ProgrammingError, transaction

from accounts.origin import of_command, working_for
from accounts.refusals import Refused

logger = logging.getLogger(__name__)

INSUFFICIENT_PRIVILEGE = "42501"
"""PostgreSQL's code for what the role may not do."""
NO_RIGHT = (
    "De rol in de database mag dit niet; er is niets veranderd. "
    "Voer de opdracht uit als de eigenaar van de tabellen (docs/beheer.md)."
)
NO_DATABASE = "De database antwoordt niet, of mist tabellen (migrate); er is niets veranderd."


class DutchCommand(BaseCommand):
    """A command whose refusals come out as plain lines; its status is 0 only when all is done.

    Called from code, a refusal is a CommandError with the same lines.
    """

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            with working_for(of_command(type(self).__module__.rpartition(".")[2])):
                output: str | None = super().execute(*args, **options)
        except Refused as refused:
            self._stop(refused.lines)
        except (OperationalError, InterfaceError, ProgrammingError) as error:
            logger.debug("database error", exc_info=error)
            not_allowed = getattr(error.__cause__, "sqlstate", "") == INSUFFICIENT_PRIVILEGE
            self._stop([NO_RIGHT if not_allowed else NO_DATABASE])
        return output

    def _stop(self, lines: Sequence[str]) -> NoReturn:
        if not getattr(self, "_called_from_command_line", False):
            raise CommandError("\n".join(lines))
        for line in lines:
            self.stderr.write(line)
        sys.exit(1)

    def say(self, line: str) -> None:
        self.stdout.write(line)


class FileCommand(DutchCommand):
    """A command that reads one file, all or nothing; `--dry-run` does all of it but the writing."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", metavar="PATH", type=Path, help="het bestand")
        parser.add_argument(
            "--dry-run", action="store_true", help="controleer alles, maar schrijf niets"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            summary = self.read(options)
            if options["dry_run"]:
                transaction.set_rollback(True)
        self.say(summary + (" (proef: er is niets opgeslagen)" if options["dry_run"] else ""))

    @abstractmethod
    def read(self, options: dict[str, Any]) -> str:
        """Reads and writes; returns one line that says what was done."""


def parse_date(text: str, name: str) -> date:
    """A date as 2026-11-24; raises Refused with the option's name."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused(f"{name}: '{text}' is geen datum als 2026-11-24.") from error
