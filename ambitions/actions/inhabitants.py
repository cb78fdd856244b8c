"""How many people live in the area of an organisation."""

from django.db import transaction

from accounts.audit import Event, record
from accounts.events import EventType
from accounts.models import User
from accounts.refusals import Refused
from ambitions.models import Organisation

MOST = 100_000_000


@transaction.atomic
def set_inhabitants(
    *, organisation: Organisation, inhabitants: int | None, by: User | None
) -> Organisation:
    """Sets the number, or that it is not known (None); the same again is no change.

    Recorded with the number as it was and as it is. Raises Refused outside 1 to 100 million.
    """
    if inhabitants is not None and not 1 <= inhabitants <= MOST:
        raise Refused("Geef een aantal inwoners van 1 tot en met 100 miljoen.")
    stored = Organisation.objects.select_for_update().get(pk=organisation.pk)
    was, stored.inhabitants = stored.inhabitants, inhabitants
    if was == inhabitants:
        return stored
    stored.save(update_fields=["inhabitants"])
    event = Event(
        EventType.INHABITANTS_SET,
        subject=stored,
        label=stored.code,
        region=stored.region.code,
        organisation=stored.code,
        old={"inwoners": was},
        new={"inwoners": inhabitants},
    )
    record(event, by=by)
    return stored
