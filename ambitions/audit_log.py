"""The audit log of a region: who may see which events, and how an event reads.

Some values are in the log and on no screen: `accounts.audit.HIDDEN_VALUES` are told by their
length only.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from accounts.audit import HIDDEN_VALUES
from accounts.events import EventType
from accounts.models import AuditEvent, User
from accounts.permissions import Permission
from accounts.querysets import AuditEventQuerySet
from ambitions.access import scope
from ambitions.files.formula_text import guarded
from ambitions.models import Membership, Organisation, Region

PER_PAGE = 50
BATCH = 500
MAX_VALUE = 300
"""Longer values are cut on the screen; the export has them whole."""
HEADING = (
    "volgnummer",
    "wanneer",
    "wie",
    "wat",
    "onderwerp",
    "organisatie",
    "wijziging",
    "vanuit",
    "adres",
    "verzoek",
)
ADDRESS = "adres"
PROGRAM = "programma"
REFUSAL = frozenset({"pagina", "methode", "status"})
SERVER_USER = "gebruiker op de server"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the log is narrowed to; None is everything."""

    first: date | None = None
    last: date | None = None
    type: str | None = None
    person: User | None = None
    organisation: Organisation | None = None

    def words(self) -> dict[str, str]:
        """In Dutch, for the event that an export is."""
        values = {
            "van": self.first and self.first.isoformat(),
            "tot en met": self.last and self.last.isoformat(),
            "gebeurtenis": self.type and EventType(self.type).label,
            "gebruiker": self.person and str(self.person.pk),
            "organisatie": self.organisation and self.organisation.code,
        }
        return {key: str(value) for key, value in values.items() if value}


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as it reads; `changes` is a line for each value that differs."""

    sequence: int
    at: datetime
    who: str
    what: str
    subject: str
    organisation: str
    changes: tuple[str, ...]
    origin: str
    address: str
    request_id: str


@dataclass(frozen=True, slots=True)
class Page:
    """Entries, newest first; `older` is the number to go on before, None at the end."""

    entries: tuple[Entry, ...]
    older: int | None


@dataclass(frozen=True, slots=True)
class Names:
    """What the log's keys are called: people by key, organisations by code."""

    people: Mapping[str, str]
    organisations: Mapping[str, str]


def members(user: User) -> QuerySet[User]:
    """Everybody who holds or held a role in a region whose log this user may see."""
    regions = scope(user, Permission.VIEW_AUDIT).regions
    roles = Membership.objects.filter(Q(region__in=regions) | Q(organisation__region__in=regions))
    return User.objects.filter(pk__in=roles.values("user"))


def visible_to(user: User) -> AuditEventQuerySet:
    """The events of the user's regions, and what has no region about the people there."""
    regions = scope(user, Permission.VIEW_AUDIT).regions
    codes = Region.objects.filter(pk__in=regions).values_list("code", flat=True)
    events: AuditEventQuerySet = AuditEvent.objects.all()
    return events.of_regions(list(codes), members(user))


def narrowed(user: User, narrowing: Narrowing) -> AuditEventQuerySet:
    """The visible events that fit, newest first."""
    events = visible_to(user).between(narrowing.first, narrowing.last)
    if narrowing.type is not None:
        events = events.filter(type=narrowing.type)
    if narrowing.person is not None:
        events = events.of_person(narrowing.person)
    if narrowing.organisation is not None:
        events = events.filter(organisation=narrowing.organisation.code)
    return events.select_related("actor", "personal").newest_first()


def page(user: User, narrowing: Narrowing, before: int | None) -> Page:
    """The events before a number; one more is read than shown, so that nothing is counted."""
    found = list(narrowed(user, narrowing).before(before)[: PER_PAGE + 1])
    shown = found[:PER_PAGE]
    names = names_for(user)
    entries = tuple(entry(event, names, MAX_VALUE) for event in shown)
    return Page(entries, shown[-1].sequence if len(found) > PER_PAGE else None)


def names_for(user: User) -> Names:
    people = {str(person.pk): str(person) for person in members(user)}
    organisations = Organisation.objects.visible_to(user).values_list("code", "name")
    return Names(people, dict(organisations))


def entry(event: AuditEvent, names: Names, longest: int | None = None) -> Entry:
    """The event in words, values of more than `longest` characters cut; None cuts nothing."""
    personal = dict(getattr(getattr(event, "personal", None), "values", {}))
    address = personal.pop(ADDRESS, "")
    personal.pop(PROGRAM, None)
    server_user = personal.pop(SERVER_USER, "")
    return Entry(
        sequence=event.sequence,
        at=timezone.localtime(event.at),
        who=_who(event, server_user),
        what=_label(event.type),
        subject=_subject(event, names),
        organisation=names.organisations.get(event.organisation, event.organisation),
        changes=(*_changes(event, longest), *(f"{key}: {personal[key]}" for key in personal)),
        origin=event.origin,
        address=address,
        request_id=event.request_id,
    )


def csv_lines(user: User, narrowing: Narrowing) -> Iterator[bytes]:
    """The narrowed log as a file, a line at a time, so that its length does not matter."""
    names = names_for(user)
    writer = csv.writer(_Echo(), delimiter=";")
    yield ("\ufeff" + writer.writerow(HEADING)).encode()
    for event in narrowed(user, narrowing).iterator(BATCH):
        cells = _cells(entry(event, names))
        yield str(writer.writerow([guarded(cell) for cell in cells])).encode()


class _Echo:
    """What `csv` writes to; gives each line back instead of keeping it."""

    def write(self, line: str) -> Any:
        return line


def _cells(entry: Entry) -> Iterable[str]:
    return (
        str(entry.sequence),
        entry.at.isoformat(timespec="seconds"),
        entry.who,
        entry.what,
        entry.subject,
        entry.organisation,
        "\n".join(entry.changes),
        entry.origin,
        entry.address,
        entry.request_id,
    )


def _who(event: AuditEvent, server_user: str) -> str:
    if event.actor is not None:
        return str(event.actor)
    return f"{server_user} (op de server)" if server_user else "onbekend"


def _label(type: str) -> str:
    """An event of a newer version than this one keeps its code."""
    return str(EventType(type).label) if type in EventType.values else type


def _subject(event: AuditEvent, names: Names) -> str:
    if event.subject_type == "accounts.user":
        return names.people.get(event.subject_id, event.subject)
    return event.subject


def _changes(event: AuditEvent, longest: int | None) -> Iterator[str]:
    """Each value that differs, old → new; a value that is only new stands alone."""
    old, new = event.old_values, event.new_values
    if event.type == EventType.ACCESS_REFUSED:
        yield _refused_page(new)
        return
    for key in {**old, **new}:
        name = _name(event, key)
        if key in HIDDEN_VALUES:
            yield f"{name} gewijzigd ({_length(old.get(key))} → {_length(new.get(key))} tekens)"
            continue
        before, after = (_text(event, key, values, longest) for values in (old, new))
        yield f"{name}: {after}" if key not in old else f"{name}: {before} → {after or 'niets'}"


def _refused_page(values: Mapping[str, Any]) -> str:
    """The page that somebody was refused by its address; `accounts.middleware` keeps its name."""
    parts = {key: values[key] for key in values if key not in REFUSAL}
    page = str(values.get("pagina", ""))
    try:
        page = reverse(page, kwargs=parts)
    except NoReverseMatch:  # a page of an earlier version, or a part that was cut
        page = ", ".join([page, *map(str, parts.values())])
    what = "iets versturen naar" if values.get("methode") == "POST" else "bekijken van"
    return f"{what} {page} (antwoord {values.get('status', 'onbekend')})"


def _length(value: Any) -> int:
    return len(value) if isinstance(value, str) else 0


def _text(event: AuditEvent, key: str, values: Mapping[str, Any], longest: int | None) -> str:
    value = values.get(key)
    if value is None or value == "":
        text = ""
    elif isinstance(value, Mapping | list):
        text = "; ".join(_flat(value))
    else:
        words = dict(getattr(_field(event, key), "flatchoices", ()))
        text = str(words.get(value, value))
    return text if longest is None or len(text) <= longest else f"{text[:longest]}…"


def _flat(value: Any) -> Iterator[str]:
    """The parts of a value that holds others, in words; what is hidden by its length only."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            if key in HIDDEN_VALUES:
                yield f"{key}: {_length(part)} tekens"
            else:
                yield f"{key}: {', '.join(_flat(part))}"
    elif isinstance(value, list):
        for part in value:
            yield from _flat(part)
    else:
        yield str(value)


def _name(event: AuditEvent, key: str) -> str:
    """The Dutch name of a value that is called after a field; else the key, in Dutch already."""
    return str(getattr(_field(event, key), "verbose_name", key))


def _field(event: AuditEvent, key: str) -> "Field[Any, Any] | None":
    """The field of the subject that a value is of; the log names other apps' models by text."""
    try:
        model = apps.get_model(event.subject_type)
        field = model._meta.get_field(key)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None
    return field if isinstance(field, Field) else None
