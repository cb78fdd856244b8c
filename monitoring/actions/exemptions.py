"""Exempting an organisation from a point."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.audit import Event, record
from accounts.events import EventType
from accounts.models import User
from accounts.refusals import Refused
from ambitions.models import AmbitionPoint, Organisation
from monitoring.choices import RoundState
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
    event = Event(
        EventType.EXEMPTION_GRANTED,
        subject=exemption,
        label=f"{organisation.code} {point.code}",
        region=from_round.norm.region.code,
        organisation=organisation.code,
        new={
            "reden": exemption.reason,
            "vanaf": from_round.code,
            "tot en met": until_round.code if until_round else None,
        },
    )
    record(event, by=by)
    return exemption
