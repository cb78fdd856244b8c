from typing import Any

from accounts.management.dutch import DutchCommand
from accounts.refusals import Refused
from monitoring.signing import KeyUnusable, as_pem, private_key


class Command(DutchCommand):
    help = "Schrijft de openbare sleutel (PEM) waarmee anderen handtekeningen controleren."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            key = private_key()
        except KeyUnusable as error:
            raise Refused(f"{error}.") from error
        if key is None:
            raise Refused("Er is geen SIGNING_KEY_FILE ingesteld.")
        self.stdout.write(as_pem(key.public_key()), ending="")
