"""Writing norms."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.db import transaction

from accounts.audit import Event, differences, record
from accounts.events import EventType
from accounts.models import User
from accounts.refusals import FileRefused, Refused
from ambitions.choices import NormState
from ambitions.files.norm_file import NormContent, NormHead, NormPoint
from ambitions.files.source import Source
from ambitions.models import AmbitionPoint, Applicability, Norm, Region, Theme

NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class NormImport:
    """What an import did: the version, and whether anything was written."""

    norm: Norm
    changed: bool


@transaction.atomic
def import_norm(
    *, content: NormContent, source: Source, publish: bool, by: User | None
) -> NormImport:
    """Loads a version of a norm as the file has it, and publishes it unless `publish` is false.

    The same content again changes nothing. Other content replaces the version as a whole, also a
    published one, but never one that a round measures. Raises FileRefused, and writes nothing.
    """
    head = content.norm
    region = Region.objects.filter(code=head.region).first()
    if region is None:
        raise _at(source, ("norm", "region"), f"de regio {head.region} bestaat niet.")
    predecessors = _predecessors(content, source)
    norm = Norm.objects.select_for_update().filter(code=head.code, version=head.version).first()
    if norm is not None and norm.region_id != region.pk:
        raise _at(source, ("norm", "region"), f"{norm} hoort bij een andere regio.")
    old = _present(norm) if norm is not None else None
    if norm is not None and old == content:
        published = _set_state(norm, publish)
        if published:
            record(_event(EventType.NORM_PUBLISHED, norm), by=by)
        return NormImport(norm, published)
    if norm is not None and (reason := _why_fixed(norm)):
        raise _at(source, ("norm", "version"), f"{norm} {reason}; maak een nieuwe versie.")
    norm = _write_head(norm, head, region)
    _write_points(norm, content, predecessors)
    published = _set_state(norm, publish)
    record(
        _event(EventType.NORM_IMPORTED, norm, *_differences(old, content)),
        *([_event(EventType.NORM_PUBLISHED, norm)] if published else []),
        by=by,
    )
    return NormImport(norm, True)


def _event(
    type: EventType,
    norm: Norm,
    old: Mapping[str, Any] = NOTHING,
    new: Mapping[str, Any] = NOTHING,
) -> Event:
    return Event(
        type,
        subject=norm,
        label=norm.reference,
        region=norm.region.code,
        old=old,
        new=new,
    )


def _differences(
    old: NormContent | None, new: NormContent
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Old and new head, themes and points that differ, by their place in the file."""
    return differences(_flat(old) if old else {}, _flat(new))


def _flat(content: NormContent) -> dict[str, Any]:
    parts: dict[str, Any] = {"norm": content.norm.model_dump(mode="json")}
    for theme in content.themes:
        parts[f"thema {theme.code}"] = theme.title
        for point in theme.points:
            parts[f"ambitiepunt {point.code}"] = point.model_dump(mode="json")
    return parts


def _at(source: Source, keys: tuple[str | int, ...], message: str) -> Refused:
    return FileRefused(source.file, [source.problem(keys, message)])


def _why_fixed(norm: Norm) -> str:
    """Why a stored version can no longer be replaced; empty when it can."""
    if norm.rounds.exists():
        return "heeft een monitoringsronde en verandert niet meer"
    if AmbitionPoint.objects.filter(replaces__norm=norm).exclude(norm=norm).exists():
        return "heeft punten waar een latere versie naar verwijst en verandert niet meer"
    return ""


def _set_state(norm: Norm, publish: bool) -> bool:
    """Publishes a draft when asked; returns whether it did. Importing never withdraws a norm."""
    if not publish or norm.state != NormState.DRAFT:
        return False
    norm.state = NormState.PUBLISHED
    norm.save(update_fields=["state"])
    return True


def _present(norm: Norm) -> NormContent:
    """The stored version in the form of a file, to compare with one."""
    points = norm.points.prefetch_related("applicability", "replaces__norm")
    by_theme: dict[int, list[dict[str, object]]] = {}
    for point in points.order_by("position"):
        by_theme.setdefault(point.theme_id, []).append(
            {
                "code": point.code,
                "title": point.title,
                "description": point.description,
                "achieved_when": point.achieved_when,
                "applies_to": [row.kind for row in point.applicability.all()],
                "source": point.source or None,
                "replaces": [f"{old.norm.version}:{old.code}" for old in point.replaces.all()],
            }
        )
    return NormContent.model_validate(
        {
            "norm": {
                "code": norm.code,
                "version": norm.version,
                "title": norm.title,
                "region": norm.region.code,
                "adopted_on": norm.adopted_on,
                "example": norm.example,
                "formula": norm.formula,
            },
            "themes": [
                {"code": theme.code, "title": theme.title, "points": by_theme.get(theme.pk, [])}
                for theme in norm.themes.order_by("position")
            ],
        }
    )


def _predecessors(content: NormContent, source: Source) -> dict[str, AmbitionPoint]:
    """The points of earlier versions that the file replaces, by reference ("1.0:A3")."""
    stored = {
        f"{point.norm.version}:{point.code}": point
        for point in AmbitionPoint.objects.filter(norm__code=content.norm.code).with_norm()
    }
    unknown = [
        source.problem((*keys, "replaces"), f"het eerdere ambitiepunt {reference} bestaat niet.")
        for keys, _, point in content.placed_points()
        for reference in sorted(point.replaces)
        if reference not in stored
    ]
    if unknown:
        raise FileRefused(source.file, unknown)
    return stored


def _write_head(norm: Norm | None, head: NormHead, region: Region) -> Norm:
    norm = norm or Norm(code=head.code, version=head.version)
    norm.region = region
    norm.title = head.title
    norm.adopted_on = head.adopted_on
    norm.example = head.example
    norm.formula = head.formula.value
    norm.state = NormState.DRAFT
    norm.save()
    return norm


def _write_points(norm: Norm, content: NormContent, predecessors: dict[str, AmbitionPoint]) -> None:
    """Replaces all themes and points of a draft; nothing refers to them without a round."""
    norm.points.all().delete()
    norm.themes.all().delete()
    themes = {
        theme.code: Theme.objects.create(
            norm=norm, code=theme.code, title=theme.title, position=position
        )
        for position, theme in enumerate(content.themes, start=1)
    }
    for position, (_, theme, wanted) in enumerate(content.placed_points(), start=1):
        point = _write_point(norm, themes[theme.code], wanted, position)
        if wanted.replaces:
            point.replaces.set([predecessors[reference] for reference in wanted.replaces])


def _write_point(norm: Norm, theme: Theme, wanted: NormPoint, position: int) -> AmbitionPoint:
    point = AmbitionPoint.objects.create(
        norm=norm,
        theme=theme,
        code=wanted.code,
        title=wanted.title,
        description=wanted.description,
        achieved_when=wanted.achieved_when,
        source=wanted.source or "",
        position=position,
    )
    Applicability.objects.bulk_create(
        Applicability(point=point, kind=kind.value) for kind in wanted.applies_to
    )
    return point
