from argparse import ArgumentParser
from typing import Any

from django.db import transaction

from accounts.management.dutch import DutchCommand, parse_date
from accounts.refusals import Refused
from ambitions.models import Norm
from monitoring.actions.rounds import open_round, plan_round


class Command(DutchCommand):
    help = "Maakt een monitoringsronde van een norm en opent die."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("norm", metavar="NORM@VERSION", help="norm en versie")
        parser.add_argument("code", metavar="CODE", help="code van de ronde")
        parser.add_argument("--name", required=True, help="naam")
        parser.add_argument("--kind", required=True, help="baseline, interim of evaluation")
        parser.add_argument("--reference-date", required=True, help="peildatum (2026-11-24)")
        parser.add_argument("--closes-on", required=True, help="sluit op (2026-12-24)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            norm = Norm.objects.get_by_reference(options["norm"])
        except Norm.DoesNotExist as error:
            raise Refused(f"De norm {options['norm']} bestaat niet.") from error
        with transaction.atomic():
            round = plan_round(
                norm=norm,
                code=options["code"],
                name=options["name"],
                kind=options["kind"],
                reference_date=parse_date(options["reference_date"], "--reference-date"),
                closes_on=parse_date(options["closes_on"], "--closes-on"),
                by=None,
            )
            results = open_round(round=round, by=None)
        self.say(f"{round} ({round.code}) is open met {results} resultaten.")
