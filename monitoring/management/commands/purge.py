from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.actions.retention import pseudonymise_account
from accounts.management.dutch import DutchCommand
from accounts.models import User
from accounts.refusals import Refused
from ambitions.actions.retention import Purged, purge
from ambitions.models import Membership
from monitoring.actions.retention import purge_evidence
from monitoring.files.leftovers import remove


class Command(DutchCommand):
    help = (
        "Wist persoonsgegevens en verwijderde onderbouwing waarvan de bewaartermijn voorbij is. "
        "Zonder --apply alleen een proef: er verandert dan niets."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--apply", action="store_true", help="wis ook echt")
        parser.add_argument(
            "--person",
            metavar="E-MAIL",
            help="wis de gegevens van deze persoon nu, bijvoorbeeld op diens verzoek",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        files: Sequence[str] = ()
        with transaction.atomic():
            if options["person"] is None:
                lines, files = _purge()
            else:
                lines = [_erase_person(options["person"])]
            if not options["apply"]:
                transaction.set_rollback(True)
        for line in lines:
            self.say(line)
        if not options["apply"]:
            self.say("Dit was een proef: er is niets gewist. Met --apply gebeurt het echt.")
        # Only now: what the disk lets go does not come back with a transaction that fails.
        elif stayed := remove(files):
            raise Refused(
                f"Niet gewist uit de map met bestanden (UPLOADS_DIR): {stayed}. "
                "Mag deze gebruiker daar schrijven? Voer de opdracht daarna nog een keer uit."
            )


def _purge() -> tuple[list[str], Sequence[str]]:
    """Erases rows; returns what there is to say, and the stored files that can go."""
    now = timezone.now()
    try:
        evidence = purge_evidence(now=now, by=None)
    except OSError as error:
        raise Refused(
            "De map met bestanden (UPLOADS_DIR) is niet te lezen; er is niets gewist."
        ) from error
    lines = [
        *_lines(purge(now=now, by=None)),
        f"Verwijderde onderbouwingen: {evidence.pieces}",
        f"Bestanden zonder onderbouwing: {len(evidence.files)}",
    ]
    return lines, evidence.files


def _lines(purged: Purged) -> list[str]:
    return [
        f"Accounts van mensen die weg zijn: {purged.accounts}",
        f"Herkomst (adres, programma) in het logboek: {purged.origins}",
        f"Uitnodigingen: {purged.invitations}",
        f"Verzamelberichten: {purged.letters}",
        f"Afgelopen sessies: {purged.sessions}",
        *(f"{name}: {count}" for name, count in purged.others.items()),
    ]


def _erase_person(email: str) -> str:
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        raise Refused(f"Er is geen account met het e-mailadres {email}.")
    if Membership.objects.filter(user=user).holding(timezone.now()).exists():
        raise Refused(f"{user} heeft nog een rol; beëindig die eerst onder Beheer, Gebruikers.")
    pseudonymise_account(user=user, by=None)
    return f"De gegevens van {email} zijn gewist; het account heet nu gebruiker {user.pk}."
