from argparse import ArgumentParser
from typing import Any

from accounts.management.dutch import FileCommand
from monitoring.actions.results import import_results
from monitoring.files.results_file import read_results
from monitoring.management.rounds import find_round


class Command(FileCommand):
    help = "Laadt resultaten uit CSV of XLSX in een open monitoringsronde, alles of niets."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", metavar="CODE", help="code van de ronde")
        super().add_arguments(parser)

    def read(self, options: dict[str, Any]) -> str:
        round = find_round(options["code"])
        file = read_results(options["path"])
        changed = import_results(round=round, file=file, by=None)
        return f"{round} ({round.code}): {len(file.rows)} rijen gelezen, {changed} gewijzigd"
