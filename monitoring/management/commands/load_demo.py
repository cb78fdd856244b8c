import secrets
from argparse import ArgumentParser
from typing import Any

from django.conf import settings

from accounts.actions.users import share_password
from accounts.management.dutch import DutchCommand
from accounts.refusals import Refused
from ambitions.models import Region
from monitoring.demo import demo_users, load_demo


class Command(DutchCommand):
    help = "Laadt de voorbeeldregio met normen, rondes en accounts; alleen als DEBUG aan staat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="laad niets in een database die al een regio heeft, noem dan alleen de accounts",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise Refused("Voorbeeldgegevens horen niet in productie: zet DEBUG aan of laat dit.")
        if not (options["if_empty"] and Region.objects.exists()):
            load_demo()
        self._print_accounts()

    def _print_accounts(self) -> None:
        users = demo_users()
        if not users:
            self.say("Deze database heeft eigen gegevens en geen voorbeeldaccounts.")
            return
        password = settings.DEMO_PASSWORD or secrets.token_urlsafe(12)
        share_password(users=users, password=password, by=None)
        self.say("Voorbeeldaccounts (alleen zolang DEBUG aan staat):")
        for user in users:
            self.say(f"  {user.email}")
        self.say(f"Wachtwoord van al deze accounts: {password}")
