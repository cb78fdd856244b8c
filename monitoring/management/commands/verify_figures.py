from argparse import ArgumentParser
from typing import Any

from accounts.management.dutch import DutchCommand
from accounts.refusals import Refused
from monitoring.choices import RoundState
from monitoring.management.rounds import find_round
from monitoring.models import Round
from monitoring.seal import Keys
from monitoring.signing import KeyUnusable, public_keys
from monitoring.verification import remarks, round_differences


class Command(DutchCommand):
    help = "Rekent gepubliceerde cijfers na uit hun rijen, en controleert zegels en handtekeningen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", metavar="CODE", nargs="?", help="code van één ronde")

    def handle(self, *args: Any, **options: Any) -> None:
        rounds = Round.objects.with_norm().filter(state=RoundState.PUBLISHED).order_by("code")
        if options["code"]:
            rounds = rounds.filter(pk=find_round(options["code"]).pk)
            if not rounds:
                raise Refused(f"De ronde {options['code']} is niet gepubliceerd.")
        keys = _keys()
        wrong = [
            f"{round.code}: {line}" for round in rounds for line in round_differences(round, keys)
        ]
        for round in rounds:
            for line in remarks(round, keys):
                self.say(f"{round.code}: {line}")
        if wrong:
            raise Refused(*wrong)
        self.say(f"{len(rounds)} gepubliceerde rondes nagerekend, alles klopt.")


def _keys() -> Keys:
    try:
        return public_keys()
    except KeyUnusable as error:
        raise Refused(f"{error}.") from error
