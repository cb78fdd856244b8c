"""Writing down that somebody took results out of the application."""

import hashlib
from collections.abc import Mapping, Sequence

from django.db import transaction

from accounts.audit import Event, record
from accounts.events import EventType
from accounts.models import User
from ambitions.models import Organisation
from monitoring.models import Round
from monitoring.published import newest_publication
from monitoring.snapshot import Row
from reports.actions.made_files import remember_file
from reports.documents.blocks import Level
from reports.exports import Format, export
from reports.exports.csv import render_rows


@transaction.atomic
def export_round(
    *, round: Round, format: Format, organisation: Organisation | None, by: User | None
) -> bytes:
    """The file of a round, or of one organisation's part; who took which file is recorded.

    A file of a published round is remembered, so that it can be checked later.
    """
    content = export(round, format, organisation)
    if (publication := newest_publication(round)) is not None:
        remember_file(
            content=content,
            publication=publication,
            format=format.name,
            what=f"gegevens van {organisation or 'de hele ronde'}",
            level=Level.CONFIDENTIAL,
            organisation=organisation,
            by=by,
        )
    taken = {"bestandsoort": format.name}
    record(_event(round, organisation, format.name, content, taken), by=by)
    return content


@transaction.atomic
def export_rows(
    *,
    round: Round,
    rows: Sequence[Row],
    organisation: Organisation | None,
    selection: str,
    by: User,
) -> bytes:
    """The rows behind one figure as CSV, as far as the user may see them.

    `selection` is what stands behind the question mark of the figure's address. Who took which
    rows is recorded.
    """
    content = render_rows(round, rows)
    taken: dict[str, str | int] = {
        "bestandsoort": "csv",
        "selectie": selection,
        "aantal": len(rows),
    }
    record(_event(round, organisation, "csv van een cijfer", content, taken), by=by)
    return content


def _event(
    round: Round,
    organisation: Organisation | None,
    name: str,
    content: bytes,
    taken: Mapping[str, str | int],
) -> Event:
    return Event(
        EventType.EXPORTED,
        subject=round,
        label=f"{round.code} {name}",
        region=round.norm.region.code,
        organisation=organisation.code if organisation else "",
        new={**taken, "sha256": hashlib.sha256(content).hexdigest()},
    )
