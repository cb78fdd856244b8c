from argparse import ArgumentParser
from typing import Any

from accounts.management.dutch import DutchCommand
from accounts.refusals import Refused
from ambitions.actions.inhabitants import set_inhabitants
from ambitions.models import Organisation

UNKNOWN = "onbekend"


class Command(DutchCommand):
    help = "Legt vast hoeveel inwoners een organisatie heeft, om op omvang te vergelijken."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("organisation", metavar="CODE", help="CBS-code van de organisatie")
        parser.add_argument("number", metavar="AANTAL", help=f"een heel getal, of {UNKNOWN}")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = Organisation.objects.filter(code=options["organisation"]).first()
        if organisation is None:
            raise Refused(f"De organisatie {options['organisation']} bestaat niet.")
        number = _number(options["number"])
        stored = set_inhabitants(organisation=organisation, inhabitants=number, by=None)
        self.say(f"{stored}: {_said(number)}")


def _number(text: str) -> int | None:
    if text == UNKNOWN:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise Refused(f"‘{text[:20]}’ is geen aantal inwoners; geef een heel getal of {UNKNOWN}.")
    return int(text)


def _said(number: int | None) -> str:
    return "aantal inwoners onbekend" if number is None else f"{number} inwoners"
