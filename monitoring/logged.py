"""What the audit log says of publications.

Who can write rows can make up a publication with its hashes, take its signature away or leave the
last one out. The log is sealed with a key that is not in the database (`verify_audit`), so it does
not go along with that.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from accounts.events import EventType
from accounts.models import AuditEvent
from monitoring.models import Publication, Round
from monitoring.snapshot import digest

PUBLISHED = (EventType.ROUND_PUBLISHED, EventType.ERRATUM_PUBLISHED)
Logged = dict[int, dict[str, Any]]
"""What the log has of the publications of a round, by their number."""


def as_sealed(publication: Publication) -> dict[str, Any]:
    """What the log keeps of a publication: enough to tell later that it was put in its place."""
    return {
        "nummer": publication.number,
        "formule": publication.formula,
        "sha256": publication.sha256,
        "zegel": digest(publication.statement) if publication.statement else "",
        "sleutel": publication.key_id,
    }


def logged_rounds() -> set[str]:
    """Keys, as text, of the rounds of which the log says that they were published."""
    events = AuditEvent.objects.filter(type__in=PUBLISHED).order_by()
    return {*events.values_list("subject_id", flat=True)}


def log_differences(round: Round, publications: Sequence[Publication]) -> Iterator[str]:
    """In what the publications of a round are not those that the log saw made, in Dutch."""
    logged = _logged(round)
    for publication in publications:
        known = logged.pop(publication.number, None)
        if known is None:
            yield f"logboek: van publicatie {publication.number} staat niet in dat zij is gemaakt"
            continue
        for key, now in as_sealed(publication).items():
            # An event of before a key was kept says nothing of it.
            if (then := known.get(key, now)) != now:
                yield (
                    f"logboek: publicatie {publication.number}, {key}: "
                    f"vastgelegd {then or 'niets'}, nu {now or 'niets'}"
                )
    for number in sorted(logged):
        yield f"logboek: publicatie {number} is gemaakt, maar ontbreekt"


def _logged(round: Round) -> Logged:
    events = AuditEvent.objects.about(round).filter(type__in=PUBLISHED).in_chain()
    values = [event.new_values for event in events]
    return {told.get("nummer", place): told for place, told in enumerate(values, start=1)}
