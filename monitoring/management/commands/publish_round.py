from argparse import ArgumentParser
from typing import Any

from accounts.management.dutch import DutchCommand
from monitoring.actions.publication import publish_round
from monitoring.management.rounds import find_round


class Command(DutchCommand):
    help = "Publiceert een gesloten monitoringsronde en bewaart haar cijfers met een controlegetal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", metavar="CODE", help="code van de ronde")

    def handle(self, *args: Any, **options: Any) -> None:
        round = find_round(options["code"])
        publication = publish_round(round=round, by=None)
        self.say(f"{round} ({round.code}) is gepubliceerd, SHA-256 {publication.sha256}.")
        if publication.signature:
            self.say(f"Ondertekend met de sleutel {publication.key_id}.")
        else:
            self.say("Niet ondertekend: er is geen SIGNING_KEY_FILE ingesteld.")
