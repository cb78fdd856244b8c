from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from accounts.management.dutch import DutchCommand
from accounts.refusals import Refused
from ambitions.models import Organisation
from monitoring.management.rounds import find_round
from monitoring.models import Round
from reports.actions.exports import export_in_parts, export_round, export_to_file
from reports.documents.writers import FORMATS as DOCUMENTS
from reports.exports import FORMATS, Format
from reports.exports.extract import Extract
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
            keep = partial(self._keep_document, path=options["output"])
            write_document(round, document, organisation, keep)
            return
        if (format := FORMATS.get(options["format"])) is None:
            raise Refused(
                f"Het formaat {options['format']} bestaat niet; "
                f"kies uit {', '.join([*FORMATS, *DOCUMENTS])}."
            )
        extract = Extract.of(round, _participant(round, options["organisation"]))
        if options["output"] is not None:
            _save(extract, format, options["output"])
        elif extract.is_large:
            self._print(export_in_parts(extract=extract, format=format, by=None))
        else:
            content = export_round(
                round=round, format=format, organisation=extract.organisation, by=None
            )
            self._print([content])

    def _keep_document(self, content: bytes, path: Path | None) -> None:
        """To the screen, or into a file."""
        if path is None:
            self._print([content])
            return
        with _refused(path):
            path.write_bytes(content)

    def _print(self, parts: Iterable[bytes]) -> None:
        """To the screen as bytes, so that it is the file exactly, whatever the locale."""
        if (stream := getattr(self.stdout, "buffer", None)) is not None:
            for part in parts:
                stream.write(part)
        else:
            self.stdout.write(b"".join(parts).decode(), ending="")


def _participant(round: Round, code: str | None) -> Organisation | None:
    if code is None:
        return None
    organisation = Organisation.objects.filter(code=code, assessments__round=round).first()
    if organisation is None:
        raise Refused(f"De organisatie {code} doet niet mee aan de ronde {round.code}.")
    return organisation


def _save(extract: Extract, format: Format, path: Path) -> None:
    with _refused(path):
        export_to_file(extract=extract, format=format, path=path, by=None)


@contextmanager
def _refused(path: Path) -> Iterator[None]:
    """Says in Dutch that a file cannot be written."""
    try:
        yield
    except OSError as error:
        raise Refused(f"Het bestand {path} kan niet worden geschreven.") from error
