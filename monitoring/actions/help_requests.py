"""Asking an organisation that achieved a point to help another one with it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator

from accounts.actions.notices import notify
from accounts.actions.users import locked
from accounts.audit import Event, record
from accounts.events import EventType
from accounts.models import UnwantedNotice, User
from accounts.notices import NoticeKind
from accounts.permissions import Permission
from accounts.refusals import Refused
from ambitions.access import holders
from ambitions.models import AmbitionPoint, Organisation
from monitoring.models import HelpRequest

AGAIN_AFTER = timedelta(hours=24)
MOST = 10
"""So many times may somebody ask within that time, whomever and about whatever."""
MAX_NAME = 60
"""Characters of a name; with them and the longest address the sentence fits in a notice."""


@transaction.atomic
def ask_help(
    *, point: AmbitionPoint, organisation: Organisation, asked_for: Organisation, by: User
) -> HelpRequest:
    """Asks the coordinators of `organisation` to help `asked_for`; tells them by letter.

    The letter says who asks and not what about. Recorded with the point, for the district. Raises
    Refused, see `why_not_asked`.
    """
    # Held, so that a button that is pressed twice does not ask twice.
    by = locked(by)
    if (problem := why_not_asked(point, organisation, by)) is not None:
        raise Refused(problem)
    asked = HelpRequest.objects.create(
        point=point,
        organisation=organisation,
        asked_for=asked_for,
        asked_by=by,
        asked_at=timezone.now(),
    )
    notify(
        users=who_is_asked(organisation, by),
        kind=NoticeKind.HELP_ASKED,
        key=f"help {asked.pk}",
        text=sentence(by, str(asked_for)),
        address=asked.get_absolute_url(),
        by=by,
    )
    event = Event(
        EventType.HELP_ASKED,
        subject=asked,
        label=f"{point.norm.reference} {point.code}",
        region=organisation.region.code,
        organisation=asked_for.code,
        new={"gevraagd aan": organisation.code},
    )
    record(event, by=by)
    return asked


def why_not_asked(point: AmbitionPoint, organisation: Organisation, by: User) -> str | None:
    """Why somebody cannot ask this now, in Dutch; None when they can."""
    since = HelpRequest.objects.asked_since(by, timezone.now() - AGAIN_AFTER)
    before = since.filter(point=point, organisation=organisation).first()
    if before is not None:
        at = timezone.localtime(before.asked_at)
        return (
            f"U hebt {organisation} dit gevraagd op {date_format(at)} om {at:%H:%M} uur. "
            "Na 24 uur kunt u het opnieuw vragen."
        )
    if since.count() >= MOST:
        return f"U hebt in 24 uur {MOST} keer om hulp gevraagd. Vraag het later opnieuw."
    if not who_is_asked(organisation, by):
        return (
            f"{organisation} heeft nu geen coördinator die hierover mail krijgt. Neem zelf contact "
            "op met deze organisatie, of vraag het uw districtscoördinator."
        )
    return None


def who_is_asked(organisation: Organisation, by: User) -> list[User]:
    """The coordinators of an organisation, without who asks and who wants no such letters."""
    unwanted = UnwantedNotice.objects.filter(kind=NoticeKind.HELP_ASKED)
    left_out = {by.pk, *unwanted.values_list("user", flat=True)}
    return [user for user in holders(Permission.SUBMIT, organisation) if user.pk not in left_out]


def sentence(by: User, organisation: str) -> str:
    """What the letter says; not which point, for that would tell what an organisation lacks."""
    name, of = (Truncator(text).chars(MAX_NAME) for text in (by.name, organisation))
    return (
        f"{name} van {of} wil u iets vragen over een ambitiepunt. Meld u aan om te zien welk. "
        f"Antwoord kan naar {by.email}."
    )
