"""Reminders: what only the calendar tells goes into the outbox, and the outbox to the people.

Every notice has a key by which it is told once: a second run, or one that comes days late, tells
nothing twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.actions.digests import Sent, send_digests, write_digests
from accounts.actions.notices import notify
from accounts.mail import has_mail_server, site_address
from accounts.models import Digest, Notice, User
from accounts.notices import NoticeKind
from accounts.permissions import Permission
from accounts.refusals import Refused
from ambitions.access import holders
from ambitions.models import Membership
from monitoring.choices import HANDED_IN_STATES, UNFINISHED_STATES, RoundState
from monitoring.models import Assessment, Exemption, ImprovementAction, Round

CLOSES_IN = (2, 7, 14)
"""How many days before a round closes people are told; a day that was missed is made up for."""
DUE_IN = 7
"""How many days before its target date an improvement action is told of."""
WEEK, MONTH = 7, 30


@dataclass(frozen=True, slots=True)
class Reminder:
    """A notice and the people for whom it is."""

    people: list[User]
    kind: NoticeKind
    key: str
    text: str
    address: str


def send_reminders(*, day: date, by: User | None) -> Sent:
    """Fills the outbox for the day, makes a letter per person of it, and sends what is unsent.

    Only who holds a role and has an active account gets one. Raises Refused, and changes nothing,
    without a mail server or the address of the site.
    """
    if not has_mail_server():
        waiting = Notice.objects.waiting().count()
        raise Refused(
            "Er is geen mailserver ingesteld (EMAIL_URL): er gaat niets uit. "
            f"In de wachtrij: {waiting} {'bericht' if waiting == 1 else 'berichten'}."
        )
    if not site_address().startswith(("http://", "https://")):
        raise Refused("Zet SITE_URL op het adres van de site, met https://: de links missen dat.")
    remind(day=day, by=by)
    roles = Membership.objects.holding(timezone.now())
    recipients = User.objects.filter(is_active=True, pk__in=roles.values("user"))
    write_digests(recipients=recipients, day=day, by=by)
    return send_digests(recipients=recipients, by=by)


@transaction.atomic
def remind(*, day: date, by: User | None) -> None:
    """Puts in the outbox what the calendar tells on that day.

    Not for who had the letter of the day already: they are told tomorrow, with tomorrow's number
    of days. In a fixed order, so that two who run this at once do not wait for each other in a
    circle. Recorded when the letter is sent.
    """
    had_letter = set(Digest.objects.filter(day=day).values_list("user", flat=True))
    for reminder in chain(_closing(day), _late(day), _improvements(day), _exemptions()):
        notify(
            users=[person for person in reminder.people if person.pk not in had_letter],
            kind=reminder.kind,
            key=reminder.key,
            text=reminder.text,
            address=reminder.address,
            by=by,
        )


def _closing(day: date) -> Iterator[Reminder]:
    """Open rounds that close within two weeks, to who has not handed in."""
    last = day + timedelta(days=max(CLOSES_IN))
    for round in Round.objects.open().filter(closes_on__range=(day, last)).order_by("pk"):
        left = (round.closes_on - day).days
        step = min(step for step in CLOSES_IN if step >= left)
        when = f"{date_format(round.closes_on)}, {_in_days(left)}"
        for assessment in _not_handed_in(round):
            yield Reminder(
                people=holders(Permission.SUBMIT, assessment.organisation),
                kind=NoticeKind.ROUND_CLOSES,
                key=f"{assessment.pk}/{round.closes_on}/{step}",
                text=f"{assessment.organisation}: {round} sluit op {when}. Dien op tijd in.",
                address=assessment.get_absolute_url(),
            )


def _late(day: date) -> Iterator[Reminder]:
    """Rounds that should be closed, once a week: to who has not handed in, and to who closes."""
    for round in Round.objects.open().filter(closes_on__lt=day).with_norm().order_by("pk"):
        week = ((day - round.closes_on).days - 1) // WEEK
        key = f"{round.closes_on}/week {week}"
        when = date_format(round.closes_on)
        for assessment in _not_handed_in(round):
            yield Reminder(
                people=holders(Permission.SUBMIT, assessment.organisation),
                kind=NoticeKind.ROUND_CLOSES,
                key=f"{assessment.pk}/{key}",
                text=f"{assessment.organisation}: {round} zou op {when} sluiten. Dien nu in.",
                address=assessment.get_absolute_url(),
            )
        yield Reminder(
            people=holders(Permission.MANAGE_ROUNDS, round.norm.region),
            kind=NoticeKind.ROUND_CLOSES,
            key=f"ronde {round.pk}/{key}",
            text=f"{round} zou op {when} sluiten en is nog open. U sluit de ronde zelf.",
            address=round.get_absolute_url(),
        )


def _not_handed_in(round: Round) -> Iterator[Assessment]:
    assessments = Assessment.objects.filter(round=round).exclude(state__in=HANDED_IN_STATES)
    yield from assessments.with_round().order_by("pk")


def _improvements(day: date) -> Iterator[Reminder]:
    """Actions whose target date comes or was, the last once a month; never which point it is of.

    That an organisation has an action says that it has not achieved the point.
    """
    actions = ImprovementAction.objects.filter(
        state__in=UNFINISHED_STATES, due_on__lte=day + timedelta(days=DUE_IN)
    )
    for action in actions.select_related("organisation__region"):
        past = (day - action.due_on).days
        step, verb = (f"maand {past // MONTH}", "was") if past > 0 else ("vooraf", "is")
        date = date_format(action.due_on)
        yield Reminder(
            people=holders(Permission.SUBMIT, action.organisation),
            kind=NoticeKind.IMPROVEMENT_DUE,
            key=f"{action.pk}/{action.due_on}/{step}",
            text=f"{action.organisation}: de streefdatum van een verbeteractie {verb} {date}.",
            address=reverse("improvement_list"),
        )


def _exemptions() -> Iterator[Reminder]:
    """Exemptions of which the last round is open, or was the newest of its region."""
    newest: dict[int, Round] = {}
    for round in Round.objects.exclude(state=RoundState.PLANNED).with_norm().newest_first():
        is_newest = newest.setdefault(round.norm.region_id, round) == round
        if not round.is_open and not is_newest:
            continue
        exemptions = Exemption.objects.filter(until_round=round)
        for exemption in exemptions.select_related("organisation__region").order_by("pk"):
            organisation = exemption.organisation
            deciding = holders(Permission.DECIDE_EXEMPTIONS, organisation)
            yield Reminder(
                people=[*deciding, *holders(Permission.ASK_EXEMPTION, organisation)],
                kind=NoticeKind.EXEMPTION,
                key=f"{exemption.pk}/tot en met {round.pk}",
                text=f"{organisation}: een vrijstelling loopt af met {round}. Is zij nog nodig?",
                address=reverse("exemption_list"),
            )


def _in_days(days: int) -> str:
    return {0: "vandaag", 1: "morgen"}.get(days, f"over {days} dagen")
