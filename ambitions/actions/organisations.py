"""Writing regions and organisations."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accounts.audit import Event, differences, record
from accounts.events import EventType
from accounts.models import User
from accounts.refusals import FileRefused, Problem
from ambitions.files.organisations_file import OrganisationContent, OrganisationsContent
from ambitions.files.source import Source
from ambitions.models import Organisation, Region


@dataclass(frozen=True, slots=True)
class OrganisationsImport:
    """What an import did; `changed` counts organisations that existed and became different."""

    region: Region
    created: int
    changed: int
    total: int


@transaction.atomic
def import_organisations(
    *, content: OrganisationsContent, source: Source, by: User | None
) -> OrganisationsImport:
    """Makes region, organisations and neighbours as the file has them; again is no change.

    Organisations that the file does not name stay as they are. Raises FileRefused, and writes
    nothing, for an organisation of another region or a new kind for one that has results.
    """
    region, is_new = Region.objects.get_or_create(
        code=content.region.code, defaults={"title": content.region.title}
    )
    before = {} if is_new else _state(region)
    if region.title != content.region.title:
        region.title = content.region.title
        region.save(update_fields=["title"])
    known = Organisation.objects.in_bulk(
        [organisation.code for organisation in content.organisations], field_name="code"
    )
    problems = [
        source.problem(("organisations", o, key), message)
        for o, wanted in enumerate(content.organisations)
        if wanted.code in known
        for key, message in _objections(known[wanted.code], wanted, region)
    ]
    if problems:
        raise FileRefused(source.file, problems)
    changed = _update(known, content, source)
    created = [
        Organisation(region=region, code=wanted.code, **_fields(wanted))
        for wanted in content.organisations
        if wanted.code not in known
    ]
    for organisation in created:
        organisation.save()
        known[organisation.code] = organisation
    _set_neighbours(known, content)
    record(*_events(before, _state(region), region), by=by)
    return OrganisationsImport(region, len(created), changed, len(content.organisations))


def _state(region: Region) -> dict[str, dict[str, Any]]:
    """What is stored of a region and its organisations, by code, to compare before and after."""
    state: dict[str, dict[str, Any]] = {"": {"naam": region.title}}
    for organisation in region.organisations.prefetch_related("neighbours"):
        state[organisation.code] = {
            "naam": organisation.name,
            "soort": organisation.kind,
            "tegel": [organisation.tile_row, organisation.tile_column],
            "buren": sorted(neighbour.code for neighbour in organisation.neighbours.all()),
        }
    return state


def _events(
    before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]], region: Region
) -> list[Event]:
    """An event for the region (code "") and for each organisation that became different."""
    events = []
    for code, values in after.items():
        old, new = differences(before.get(code, {}), values)
        if new:
            label = code or region.code
            events.append(
                Event(
                    EventType.ORGANISATIONS_IMPORTED,
                    label=label,
                    region=region.code,
                    organisation=code,
                    old=old,
                    new=new,
                )
            )
    return events


def _fields(wanted: OrganisationContent) -> dict[str, str | int | None]:
    row, column = wanted.tile or (None, None)
    return {
        "name": wanted.name,
        "kind": wanted.kind.value,
        "tile_row": row,
        "tile_column": column,
    }


def _objections(
    organisation: Organisation, wanted: OrganisationContent, region: Region
) -> list[tuple[str, str]]:
    if organisation.region_id != region.pk:
        return [("code", f"de organisatie {wanted.code} hoort bij een andere regio.")]
    if organisation.kind != wanted.kind and organisation.results.exists():
        return [("kind", "de soort verandert niet meer: deze organisatie heeft resultaten.")]
    return []


def _update(known: dict[str, Organisation], content: OrganisationsContent, source: Source) -> int:
    """Writes the organisations that differ; first frees their tiles, so that two can swap."""
    differing = [
        (known[wanted.code], _fields(wanted))
        for wanted in content.organisations
        if wanted.code in known
        and any(
            getattr(known[wanted.code], name) != value for name, value in _fields(wanted).items()
        )
    ]
    Organisation.objects.filter(pk__in=[organisation.pk for organisation, _ in differing]).update(
        tile_row=None, tile_column=None
    )
    _refuse_taken_tiles(known, content, source)
    for organisation, values in differing:
        for name, value in values.items():
            setattr(organisation, name, value)
        organisation.save()
    return len(differing)


def _refuse_taken_tiles(
    known: dict[str, Organisation], content: OrganisationsContent, source: Source
) -> None:
    """Raises FileRefused for a tile held by an organisation that the file does not name."""
    taken = set(
        Organisation.objects.filter(region__code=content.region.code, tile_row__isnull=False)
        .exclude(code__in=known)
        .values_list("tile_row", "tile_column")
    )
    problems: list[Problem] = [
        source.problem(("organisations", o, "tile"), "deze plaats op de tegelkaart is al bezet.")
        for o, wanted in enumerate(content.organisations)
        if wanted.tile in taken
    ]
    if problems:
        raise FileRefused(source.file, problems)


def _set_neighbours(known: dict[str, Organisation], content: OrganisationsContent) -> None:
    """Makes the file's organisations neighbours exactly as the file says, among themselves."""
    pairs = content.neighbour_pairs()
    own = [known[wanted.code] for wanted in content.organisations]
    for organisation in own:
        wanted = {
            known[code].pk
            for pair in pairs
            if organisation.code in pair
            for code in pair - {organisation.code}
        }
        present = set(organisation.neighbours.values_list("pk", flat=True))
        strangers = present - {neighbour.pk for neighbour in own}
        if present != wanted | strangers:
            organisation.neighbours.set(wanted | strangers)
