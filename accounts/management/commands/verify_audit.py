import re
from argparse import ArgumentParser
from typing import Any

from accounts.audit import Head, head, verify
from accounts.management.dutch import DutchCommand
from accounts.refusals import Refused

NOTED = re.compile(r"(?P<sequence>[0-9]{1,18}):(?P<mac>[0-9a-f]{64})")


class Command(DutchCommand):
    help = (
        "Loopt het logboek na: of geen gebeurtenis gewijzigd is of ontbreekt. "
        "Toont daarna het einde van de keten; bewaar dat buiten deze server."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--head",
            metavar="NUMMER:ZEGEL",
            help="een eerder genoteerd einde (audit head in het proceslog), dat er nog moet zijn",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        problems = list(verify(_noted(options["head"])))
        if problems:
            raise Refused(*problems)
        present = head()
        self.say(f"Het logboek is heel: {present.sequence} gebeurtenissen.")
        self.say(f"Einde van de keten: {present}")


def _noted(text: str | None) -> Head | None:
    if text is None:
        return None
    match = NOTED.fullmatch(text)
    if match is None:
        raise Refused(f"--head: '{text}' is geen nummer:zegel uit het proceslog.")
    return Head(int(match["sequence"]), match["mac"])
