from argparse import ArgumentParser
from typing import Any

from accounts.management.dutch import DutchCommand
from monitoring.actions.rounds import close_round
from monitoring.management.rounds import find_round


class Command(DutchCommand):
    help = "Sluit een open monitoringsronde; daarna verandert geen resultaat meer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", metavar="CODE", help="code van de ronde")

    def handle(self, *args: Any, **options: Any) -> None:
        round = find_round(options["code"])
        close_round(round=round, by=None)
        self.say(f"{round} ({round.code}) is gesloten.")
