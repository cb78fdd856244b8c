"""Writing down that somebody took results out of the application."""

import hashlib

from django.db import transaction

from accounts.audit import Event, record
from accounts.events import EventType
from accounts.models import User
from ambitions.models import Organisation
from monitoring.models import Round
from reports.exports import Format, export


@transaction.atomic
def export_round(
    *, round: Round, format: Format, organisation: Organisation | None, by: User | None
) -> bytes:
    """The file of a round, or of one organisation's part; who took which file is recorded."""
    content = export(round, format, organisation)
    event = Event(
        EventType.EXPORTED,
        subject=round,
        label=f"{round.code} {format.name}",
        region=round.norm.region.code,
        organisation=organisation.code if organisation else "",
        new={"bestandsoort": format.name, "sha256": hashlib.sha256(content).hexdigest()},
    )
    record(event, by=by)
    return content
