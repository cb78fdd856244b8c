from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from accounts.management.dutch import DutchCommand
from accounts.refusals import Refused
from monitoring.signing import KeyUnusable, as_pem, key_id, make_key


class Command(DutchCommand):
    help = "Maakt een sleutel waarmee publicaties worden ondertekend (Ed25519, rechten 0600)."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", metavar="PATH", type=Path, help="het nieuwe bestand")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            key = make_key(options["path"])
        except KeyUnusable as error:
            raise Refused(f"{error}.") from error
        self.say(f"Sleutel {key_id(key)} staat in {options['path']}. Zet SIGNING_KEY_FILE daarop.")
        self.say("Maak een kopie op een veilige plaats. Dit is de openbare sleutel:")
        self.say(as_pem(key))
