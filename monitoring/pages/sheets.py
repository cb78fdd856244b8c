"""Entry sheets: what somebody takes along, and what a filled-in one would change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from accounts.permissions import Permission
from ambitions.access import can
from monitoring.files.entry_sheet_layout import (
    EXPLANATION,
    FIELDS,
    HEADINGS,
    IS_SHARED,
    PRIVATE_NOTE,
    STATUS,
    TEXTS,
    TOO_LONG,
    SheetContent,
    SheetLine,
    fits,
)
from monitoring.models import Assessment, Result, SheetUpload
from monitoring.pages.entry import may_read
from monitoring.pages.previous import previous_results
from monitoring.plain_text import tidy
from monitoring.succession import previous_round
from monitoring.three_way import Comparison, Outcome, Versions

LOCKED = "Dit blad is alleen om te lezen: er is nu niets te wijzigen."


def sheet_fields(user: User, assessment: Assessment) -> tuple[str, ...]:
    """What of a result the user may see and fill in, as on the entry pages."""
    readable = may_read(user, assessment)
    noted = can(user, Permission.VIEW_PRIVATE_NOTE, assessment.organisation)
    may = {STATUS: True, EXPLANATION: readable, PRIVATE_NOTE: noted, IS_SHARED: readable}
    return tuple(name for name in FIELDS if may[name])


def sheet_content(user: User, assessment: Assessment) -> SheetContent:
    """What the user may take along of an assessment, as it is now; for reading when locked."""
    round, organisation = assessment.round, assessment.organisation
    fields = sheet_fields(user, assessment)
    before = previous_results(assessment, previous_round(round))
    results = Result.objects.of(assessment).select_related("point__theme")
    return SheetContent(
        round=round.code,
        round_name=round.name,
        organisation=organisation.code,
        organisation_name=organisation.name,
        closes_on=round.closes_on,
        fields=fields,
        lines=tuple(_line(result, before.get(result.point_id), fields) for result in results),
        has_previous=bool(before),
        locked="" if assessment.is_editable else LOCKED,
    )


def _line(result: Result, before: Result | None, fields: Iterable[str]) -> SheetLine:
    values = _values(result, fields)
    locked = "" if result.is_applicable else result.get_scope_display()
    if not all(fits(values[name]) for name in TEXTS if name in values):
        locked = TOO_LONG
    point = result.point
    return SheetLine(
        result=result.pk,
        version=result.version,
        code=point.code,
        locked=locked,
        values=values,
        title=point.title,
        theme=str(point.theme),
        theme_code=point.theme.code,
        achieved_when=point.achieved_when,
        previous=before.get_status_display() if before else "",
    )


def _values(result: Result, fields: Iterable[str]) -> dict[str, Any]:
    """The fields of a result as a sheet holds them: texts with the line ends of a stored text."""
    values = {name: getattr(result, name) for name in fields}
    return {name: tidy(value) if name in TEXTS else value for name, value in values.items()}


@dataclass(frozen=True, slots=True)
class PreviewField:
    """One field of a row in which something is asked or changes."""

    name: str
    versions: Versions

    @property
    def label(self) -> str:
        return HEADINGS[self.name]

    @property
    def is_conflict(self) -> bool:
        return self.versions.outcome == Outcome.CONFLICT


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row of an upload beside the result as it is now."""

    result: Result
    comparison: Comparison

    @property
    def fields(self) -> list[PreviewField]:
        shown = (Outcome.CHANGED, Outcome.CONFLICT)
        return [
            PreviewField(name, versions)
            for name, versions in self.comparison.fields.items()
            if versions.outcome in shown
        ]

    @property
    def theirs(self) -> list[str]:
        """Labels of the fields that only somebody else changed since."""
        return [
            HEADINGS[name]
            for name, versions in self.comparison.named(Outcome.SAME).items()
            if versions.now != versions.base
        ]


@dataclass(frozen=True, slots=True)
class SheetPreview:
    """What an upload would change now.

    `lapsed` are codes of points that do not apply any more, `absent` those that the sheet left out.
    `is_barred` says that the sheet holds what its user may not see now; then there are no rows.
    """

    rows: tuple[PreviewRow, ...]
    unchanged: int
    absent: tuple[str, ...]
    lapsed: tuple[str, ...] = ()
    is_barred: bool = False

    @property
    def conflicts(self) -> list[PreviewRow]:
        return self._with(Outcome.CONFLICT)

    @property
    def changed(self) -> list[PreviewRow]:
        return [row for row in self._with(Outcome.CHANGED) if not row.comparison.is_merged]

    @property
    def merged(self) -> list[PreviewRow]:
        return [row for row in self._with(Outcome.CHANGED) if row.comparison.is_merged]

    @property
    def already(self) -> list[PreviewRow]:
        return self._with(Outcome.ALREADY)

    @property
    def comparisons(self) -> list[Comparison]:
        return [row.comparison for row in self.rows]

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to take over."""
        return len(self.already) == len(self.rows)

    def _with(self, outcome: Outcome) -> list[PreviewRow]:
        return [row for row in self.rows if row.comparison.outcome == outcome]


def waiting_uploads(user: User, assessment: Assessment) -> QuerySet[SheetUpload]:
    """The user's own sheets of an assessment on which they have to decide, the newest first."""
    uploads = SheetUpload.objects.filter(assessment=assessment, uploaded_by=user)
    return uploads.defer("rows").order_by("-pk")


def sheet_preview(user: User, upload: SheetUpload) -> SheetPreview:
    """Compares the rows of an upload with the results as they are now."""
    content = upload.rows
    unchanged, absent = content["unchanged"], tuple(content["absent"])
    if not {*content["fields"]} <= {*sheet_fields(user, upload.assessment)}:
        return SheetPreview((), unchanged, absent, is_barred=True)
    filled = {row["result"]: row for row in content["rows"]}
    results = (
        Result.objects.of(upload.assessment)
        .filter(pk__in=filled)
        .select_related("point__norm", "changed_by")
    )
    rows = [PreviewRow(result, _compared(result, filled[result.pk])) for result in results]
    return SheetPreview(
        rows=tuple(row for row in rows if row.result.is_applicable),
        unchanged=unchanged,
        absent=absent,
        lapsed=tuple(row.result.point.code for row in rows if not row.result.is_applicable),
    )


def _compared(result: Result, row: Mapping[str, Any]) -> Comparison:
    now = _values(result, row["filled"])
    fields = {
        name: Versions(base=row["base"][name], mine=mine, now=now[name])
        for name, mine in row["filled"].items()
    }
    return Comparison(key=result.pk, version=result.version, fields=fields)
