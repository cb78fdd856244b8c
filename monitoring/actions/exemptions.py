"""Exempting an organisation from a point: granting, ending and extending.

What an organisation asks for is in `exemption_requests`.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions.notices import notify
from accounts.audit import Event, record
from accounts.events import EventType
from accounts.models import User
from accounts.notices import NoticeKind
from accounts.permissions import Permission
from accounts.refusals import Refused
from ambitions.access import holders
from ambitions.models import AmbitionPoint, Organisation
from monitoring.choices import ResultScope, RoundState
from monitoring.models import Exemption, Round


@transaction.atomic
def grant_exemption(
    *,
    organisation: Organisation,
    point: AmbitionPoint,
    reason: str,
    from_round: Round,
    until_round: Round | None,
    by: User | None,
) -> Exemption:
    """Exempts the organisation from the point, from a planned round on.

    Opening the round freezes it into the results. Raises Refused when the first round is open
    already, measures another norm or comes after the last one, or when the organisation is of
    another region.
    """
    from_round = Round.objects.select_for_update().get(pk=from_round.pk)
    if from_round.state != RoundState.PLANNED:
        raise Refused(f"De ronde {from_round.code} is al open; de toepasselijkheid staat vast.")
    exemption = store_exemption(
        organisation=organisation,
        point=point,
        reason=reason,
        from_round=from_round,
        until_round=until_round,
        by=by,
    )
    record(granted_event(exemption), by=by)
    return exemption


@transaction.atomic
def end_exemption(*, exemption: Exemption, seen: str, by: User) -> Exemption:
    """Ends the exemption with the last round in which it was frozen; never before that.

    `seen` is its end as the page showed it (`end_of`). Raises Refused when that has changed since,
    or when it ends there already.
    """
    exemption = _hold(exemption, seen)
    frozen = Round.objects.filter(
        results__organisation=exemption.organisation_id,
        results__point=exemption.point_id,
        results__scope=ResultScope.EXEMPTED,
        reference_date__gte=exemption.from_round.reference_date,
    )
    if exemption.until_round is not None:
        frozen = frozen.filter(reference_date__lte=exemption.until_round.reference_date)
    last = frozen.newest_first().first() or exemption.from_round
    if exemption.until_round == last:
        raise Refused(f"De vrijstelling eindigt al met de ronde {last}.")
    record(_move_end(exemption, last, by), by=by)
    return exemption


@transaction.atomic
def extend_exemption(
    *, exemption: Exemption, until_round: Round | None, seen: str, by: User
) -> Exemption:
    """Lets the exemption hold until a later round, or for good (None).

    `seen` is its end as the page showed it (`end_of`). Raises Refused when that has changed since,
    when the new end is not later, and when a round was opened meanwhile in which the exemption did
    not hold: it would hold on paper and in no figure.
    """
    # Nobody opens a round of the norm until this is done.
    rounds = list(
        Round.objects.select_for_update().filter(norm=exemption.point.norm_id).order_by("pk")
    )
    exemption = _hold(exemption, seen)
    end = exemption.until_round
    if end is None:
        raise Refused("De vrijstelling geldt al voor goed.")
    if until_round is not None and (
        until_round not in rounds or until_round.reference_date <= end.reference_date
    ):
        raise Refused(f"Kies een ronde van dezelfde norm die na de ronde {end} komt.")
    for round in rounds:
        is_added = round.reference_date > end.reference_date and (
            until_round is None or round.reference_date <= until_round.reference_date
        )
        if is_added and round.state != RoundState.PLANNED:
            raise Refused(
                f"De ronde {round} is al geopend zonder deze vrijstelling. "
                "De organisatie kan voor die ronde een nieuwe vrijstelling aanvragen."
            )
    record(_move_end(exemption, until_round, by), by=by)
    return exemption


def end_of(exemption: Exemption) -> str:
    """The code of the last round, empty for good: what a page says that it showed."""
    return exemption.until_round.code if exemption.until_round else ""


def store_exemption(
    *,
    organisation: Organisation,
    point: AmbitionPoint,
    reason: str,
    from_round: Round,
    until_round: Round | None,
    by: User | None,
) -> Exemption:
    """Makes the exemption; for the actions that grant one, which record it.

    Raises Refused when a round measures another norm, the last one comes before the first, or the
    organisation is of another region.
    """
    for round in (from_round, until_round):
        if round is not None and round.norm_id != point.norm_id:
            raise Refused(f"De ronde {round.code} meet niet de norm van ambitiepunt {point.code}.")
    if organisation.region_id != from_round.norm.region_id:
        raise Refused(f"De organisatie {organisation} hoort niet bij de regio van de norm.")
    if until_round is not None and until_round.reference_date < from_round.reference_date:
        raise Refused("De laatste ronde van een vrijstelling ligt niet voor de eerste.")
    exemption = Exemption(
        organisation=organisation,
        point=point,
        reason=reason.strip(),
        from_round=from_round,
        until_round=until_round,
        granted_by=by,
        granted_at=timezone.now(),
    )
    try:
        exemption.full_clean()
    except ValidationError as error:
        raise Refused.from_validation(error, exemption) from error
    exemption.save()
    return exemption


def granted_event(exemption: Exemption) -> Event:
    return Event(
        EventType.EXEMPTION_GRANTED,
        subject=exemption,
        label=f"{exemption.organisation.code} {exemption.point.code}",
        region=exemption.organisation.region.code,
        organisation=exemption.organisation.code,
        new={
            "reden": exemption.reason,
            "vanaf": exemption.from_round.code,
            "tot en met": end_of(exemption) or None,
        },
    )


def _hold(exemption: Exemption, seen: str) -> Exemption:
    """Locks the exemption and reads it again; Refused when it no longer ends as it did."""
    exemption = Exemption.objects.with_rounds().select_for_update(of=("self",)).get(pk=exemption.pk)
    if end_of(exemption) != seen:
        raise Refused(
            "Iemand anders wijzigde deze vrijstelling sinds u de pagina opende. "
            "Bekijk haar opnieuw; er is niets opgeslagen."
        )
    return exemption


def _move_end(exemption: Exemption, until_round: Round | None, by: User) -> Event:
    """Writes the new end and tells the organisation; returns the event to record."""
    old = {"tot en met": end_of(exemption) or None}
    exemption.until_round = until_round
    exemption.save(update_fields=["until_round"])
    organisation, point = exemption.organisation, exemption.point
    notify(
        users=holders(Permission.ASK_EXEMPTION, organisation),
        kind=NoticeKind.EXEMPTION,
        key=f"exemption-{exemption.pk}-{end_of(exemption)}",
        text=f"{organisation}: een vrijstelling duurt korter of langer dan eerst.",
        address=reverse("exemption_list"),
        by=by,
    )
    return Event(
        EventType.EXEMPTION_CHANGED,
        subject=exemption,
        label=f"{organisation.code} {point.code}",
        region=organisation.region.code,
        organisation=organisation.code,
        old=old,
        new={"tot en met": end_of(exemption) or None},
    )
