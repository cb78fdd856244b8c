"""The audit log: who did what, to which object, when and from where, in a chain.

`record` writes events in the transaction of the action that calls it, so that an event and what
it tells of are there both or neither. Events are chained by an HMAC: each `mac` is over the row
and the `mac` before it. Triggers refuse UPDATE and DELETE (`accounts.guards`); `verify` finds
what was changed or taken out behind them. A tail that was cut off shows only against a head that
was noted elsewhere: the process log gets one every day (`_note_head`).
"""

import hashlib
import hmac
import json
import logging
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from accounts.events import EventType
from accounts.models import AuditEvent, AuditPersonalData, User
from accounts.origin import current

logger = logging.getLogger(__name__)

ADVISORY_LOCK = 0x666C65766F  # "flevo"; the key under which PostgreSQL lets one append at a time
BATCH = 500
HIDDEN_VALUES = frozenset({"explanation", "private_note", "onderbouwing"})
"""Values that the log keeps and no screen or export shows: they may not be for the reader."""


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to `subject`; `old` and `new` hold only what differs.

    `label` names the subject without naming a person. `personal` is what may be erased later.
    """

    type: EventType
    subject: Model | None = None
    label: str = ""
    region: str = ""
    organisation: str = ""
    old: Mapping[str, Any] = field(default_factory=dict)
    new: Mapping[str, Any] = field(default_factory=dict)
    personal: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Head:
    """The last event of the chain: its number and its seal."""

    sequence: int
    mac: str

    def __str__(self) -> str:
        return f"{self.sequence}:{self.mac}"


EMPTY = Head(0, "0" * 64)


def record(*events: Event, by: User | None) -> None:
    """Appends events to the chain, in the transaction that is open.

    Call it last in an action: from here to the commit nobody else can append, so an action that
    still waits for rows would hold up everybody. Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an event is recorded in the transaction of what it tells of")
    if not events:
        return
    head, last_at = _lock_head()
    now = timezone.now()
    if last_at is not None and timezone.localdate(last_at) != timezone.localdate(now):
        _note_head(head)
    rows, personal = [], []
    for event in events:
        row, data = _row(event, by, head, now)
        head = Head(row.sequence, row.mac)
        rows.append(row)
        if data is not None:
            personal.append(data)
    AuditEvent.objects.bulk_create(rows, batch_size=BATCH)
    AuditPersonalData.objects.bulk_create(personal, batch_size=BATCH)


def head() -> Head:
    """The present end of the chain; `EMPTY` when nothing was recorded yet."""
    return _last()[0]


def verify(expected: Head | None = None) -> Iterator[str]:
    """What is wrong with the chain, in Dutch, first the earliest; nothing when it is whole.

    `expected` is a head that was noted before; it must still be in the chain. Reads the events
    in order and keeps none of them.
    """
    keys = {key_id(key): key for key in _keys()}
    before = EMPTY
    for event in AuditEvent.objects.in_chain().select_related("personal").iterator(BATCH):
        if event.sequence != before.sequence + 1:
            yield (
                f"gebeurtenis {before.sequence + 1}: ontbreekt; "
                f"na {before.sequence} komt {event.sequence}."
            )
            return
        if event.key_id not in keys:
            yield (
                f"gebeurtenis {event.sequence}: gezegeld met een onbekende sleutel "
                f"({event.key_id}); zet die in AUDIT_KEY_FALLBACKS."
            )
            return
        if not hmac.compare_digest(event.mac, seal(event, before.mac, keys[event.key_id])):
            yield f"gebeurtenis {event.sequence}: het zegel klopt niet; zij is gewijzigd."
            return
        if (wrong := _personal_problem(event)) is not None:
            yield wrong
            return
        before = Head(event.sequence, event.mac)
        if expected is not None and expected.sequence == before.sequence and expected != before:
            yield f"gebeurtenis {event.sequence}: heeft een ander zegel dan eerder genoteerd."
            return
    if expected is not None and expected.sequence > before.sequence:
        yield (
            f"gebeurtenis {before.sequence + 1}: ontbreekt; "
            f"het logboek liep eerder tot en met {expected.sequence}."
        )


def seal(event: AuditEvent, previous: str, key: bytes) -> str:
    """HMAC-SHA256, in hexadecimal, over the seal before and everything in the row."""
    content = {
        "sequence": event.sequence,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "type": event.type,
        "actor": event.actor_id,
        "origin": event.origin,
        "request_id": event.request_id,
        "region": event.region,
        "organisation": event.organisation,
        "subject_type": event.subject_type,
        "subject_id": event.subject_id,
        "subject": event.subject,
        "old": event.old,
        "new": event.new,
        "personal_digest": event.personal_digest,
        "key_id": event.key_id,
    }
    return hmac.new(key, f"{previous}\n{canonical(content)}".encode(), hashlib.sha256).hexdigest()


def canonical(values: Mapping[str, Any]) -> str:
    """JSON of which equal values give equal text; dates and the like as their text."""
    return json.dumps(
        dict(values), sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str
    )


def key_id(key: bytes) -> str:
    """Eight hexadecimal digits that name a key without telling it."""
    return hashlib.sha256(b"flevonorm.audit.key-id" + key).hexdigest()[:8]


def differences(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Old and new values of the keys that differ; what one side lacks is only in the other."""
    changed = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    return (
        {key: before[key] for key in changed if key in before},
        {key: after[key] for key in changed if key in after},
    )


def _row(
    event: Event, by: User | None, before: Head, now: datetime
) -> tuple[AuditEvent, AuditPersonalData | None]:
    origin = current()
    personal = {**origin.personal, **event.personal}
    row = AuditEvent(
        sequence=before.sequence + 1,
        at=now,
        type=event.type,
        actor=by,
        origin=origin.kind[:60],
        request_id=origin.request_id,
        region=event.region,
        organisation=event.organisation,
        subject_type=event.subject._meta.label_lower if event.subject else "",
        subject_id=str(event.subject.pk) if event.subject else "",
        subject=event.label[:200],
        old=canonical(event.old),
        new=canonical(event.new),
    )
    data = None
    if personal:
        data = AuditPersonalData(event=row, salt=secrets.token_hex(32), content=canonical(personal))
        row.personal_digest = _digest(data)
    key = _keys()[0]
    row.key_id = key_id(key)
    row.mac = seal(row, before.mac, key)
    return row, data


def _last() -> tuple[Head, datetime | None]:
    last = AuditEvent.objects.newest_first().values_list("sequence", "mac", "at").first()
    return (Head(*last[:2]), last[2]) if last else (EMPTY, None)


def _lock_head() -> tuple[Head, datetime | None]:
    """The end of the chain and when that was, for this transaction alone.

    SQLite lets one transaction write at a time. PostgreSQL locks by number, since the
    application's role there may not update the log and so cannot lock a row of it.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ADVISORY_LOCK])
    return _last()


def _note_head(head: Head) -> None:
    """One line a day in the process log; kept elsewhere, it shows a tail that was cut off."""
    transaction.on_commit(
        lambda: logger.info("audit head %s", head, extra={"audit_head": str(head)})
    )


def _digest(data: AuditPersonalData) -> str:
    return hashlib.sha256(f"{data.salt}\n{data.content}".encode()).hexdigest()


def _personal_problem(event: AuditEvent) -> str | None:
    """Personal data may be gone, but not differ from what was recorded."""
    data: AuditPersonalData | None = getattr(event, "personal", None)
    if data is not None and not hmac.compare_digest(_digest(data), event.personal_digest):
        return f"gebeurtenis {event.sequence}: de herkomst is gewijzigd."
    return None


def _keys() -> Sequence[bytes]:
    """The key that seals, then those that only verify; derived, so that SECRET_KEY may be one."""
    return [
        hashlib.sha256(b"flevonorm.audit" + key.encode()).digest()
        for key in (settings.AUDIT_KEY, *settings.AUDIT_KEY_FALLBACKS)
    ]
