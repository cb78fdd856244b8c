from argparse import ArgumentParser
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from accounts.management.dutch import DutchCommand, parse_date
from accounts.refusals import Refused
from monitoring.actions.reminders import send_reminders


class Command(DutchCommand):
    help = (
        "Mailt de herinneringen en berichten die wachten: hooguit één mail per persoon en dag. "
        "Nog een keer op dezelfde dag stuurt niets dubbel."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", metavar="DATE", help="doe alsof het deze dag is: 2026-11-24")

    def handle(self, *args: Any, **options: Any) -> None:
        on = options["on"]
        day = timezone.localdate() if on is None else parse_date(on, "--on")
        outcome = send_reminders(day=day, by=None)
        self.say(f"Herinneringen van {date_format(day)}: {outcome.sent} verstuurd.")
        if outcome.problems:
            kinds = ", ".join(sorted(set(outcome.problems)))
            raise Refused(
                f"Niet verstuurd: {len(outcome.problems)} ({kinds}). "
                "Voer de opdracht later nog een keer uit."
            )
