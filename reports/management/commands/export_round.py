from argparse import ArgumentParser
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction

from accounts.management.dutch import DutchCommand
from accounts.refusals import Refused
from ambitions.models import Organisation
from monitoring.management.rounds import find_round
from monitoring.models import Round
from reports.actions.exports import export_round
from reports.documents.writers import FORMATS as DOCUMENTS
from reports.exports import FORMATS
from reports.management.documents import write_document


class Command(DutchCommand):
    help = "Schrijft een monitoringsronde naar een bestand of naar het scherm."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", metavar="CODE", help="code van de ronde")
        known = ", ".join([*FORMATS, *DOCUMENTS])
        parser.add_argument("--format", required=True, help=f"een van: {known}")
        parser.add_argument("--organisation", metavar="CODE", help="alleen deze organisatie")
        parser.add_argument("--output", metavar="PATH", type=Path, help="het bestand")

    def handle(self, *args: Any, **options: Any) -> None:
        round = find_round(options["code"])
        if (document := DOCUMENTS.get(options["format"])) is not None:
            organisation = _participant(round, options["organisation"])
            write_document(round, document, organisation, self._keeper(options["output"]))
            return
        if (format := FORMATS.get(options["format"])) is None:
            raise Refused(
                f"Het formaat {options['format']} bestaat niet; "
                f"kies uit {', '.join([*FORMATS, *DOCUMENTS])}."
            )
        organisation = _participant(round, options["organisation"])
        # One transaction: a file that could not be written was not exported.
        with transaction.atomic():
            content = export_round(round=round, format=format, organisation=organisation, by=None)
            if options["output"] is None:
                self._print(content)
            else:
                _save(content, options["output"])

    def _keeper(self, path: Path | None) -> Callable[[bytes], None]:
        """What is done with a document: to the screen, or into a file."""
        return self._print if path is None else partial(_save, path=path)

    def _print(self, content: bytes) -> None:
        """To the screen as bytes, so that it is the file exactly, whatever the locale."""
        if (stream := getattr(self.stdout, "buffer", None)) is not None:
            stream.write(content)
        else:
            self.stdout.write(content.decode(), ending="")


def _participant(round: Round, code: str | None) -> Organisation | None:
    if code is None:
        return None
    organisation = Organisation.objects.filter(code=code, assessments__round=round).first()
    if organisation is None:
        raise Refused(f"De organisatie {code} doet niet mee aan de ronde {round.code}.")
    return organisation


def _save(content: bytes, path: Path) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Refused(f"Het bestand {path} kan niet worden geschreven.") from error
