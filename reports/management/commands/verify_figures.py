from argparse import ArgumentParser
from typing import Any

from accounts.management.dutch import DutchCommand
from accounts.refusals import Refused
from monitoring.management.rounds import find_round
from monitoring.seal import Keys
from monitoring.signing import KeyUnusable, public_keys
from monitoring.verification import ever_published, remarks, round_differences
from reports.verification import Log


class Command(DutchCommand):
    help = (
        "Rekent gepubliceerde cijfers na uit hun rijen, controleert zegels en handtekeningen, en "
        "vergelijkt publicaties, gemaakte bestanden en goedkeuringen met het logboek."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", metavar="CODE", nargs="?", help="code van één ronde")

    def handle(self, *args: Any, **options: Any) -> None:
        rounds = ever_published()
        if options["code"]:
            rounds = rounds.filter(pk=find_round(options["code"]).pk)
            if not rounds:
                raise Refused(f"De ronde {options['code']} is niet gepubliceerd.")
        keys, log = _keys(), Log()
        wrong = [
            f"{round.code}: {line}"
            for round in rounds
            for line in (*round_differences(round, keys), *log.differences(round))
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
