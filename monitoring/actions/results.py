"""Writing results: by the entry form and by a file, both on top of the version that was read."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from accounts.audit import Event, differences, record
from accounts.events import EventType
from accounts.models import User
from accounts.permissions import Permission
from accounts.refusals import FileRefused, Problem, Refused
from ambitions.access import can
from ambitions.models import Organisation
from monitoring.actions.handing_in import note_edit
from monitoring.choices import ANSWERS, ResultStatus
from monitoring.files.results_file import ResultRow, ResultsFile
from monitoring.models import Assessment, Result, Round
from monitoring.plain_text import MAX_TEXT

MAX_EXPLANATION = MAX_TEXT


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody wants a result to be, and the version that they were looking at.

    None leaves what is stored as it is. `is_taken_over` says that it is the answer of the round
    before, confirmed.
    """

    result: int
    version: int
    status: str
    explanation: str | None
    private_note: str | None = None
    is_shared: bool | None = None
    is_taken_over: bool = False

    def changes(self, result: Result) -> dict[str, Any]:
        """The fields that this entry wants to be different from what `result` holds."""
        wanted = {
            "status": self.status,
            "explanation": self.explanation,
            "private_note": self.private_note,
            "is_shared": self.is_shared,
        }
        return {
            name: value
            for name, value in wanted.items()
            if value is not None and value != getattr(result, name)
        }


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of entries; `stale` are those on top of a version that is no longer there.

    `at` is when the changed ones were written.
    """

    changed: frozenset[int]
    stale: frozenset[int]
    at: datetime | None = field(default=None, compare=False)


def record_results(
    *,
    assessment: Assessment,
    entries: Sequence[Entry],
    read: Iterable[Result] = (),
    whole: bool = False,
    by: User,
) -> Saved:
    """Writes the entries that differ from what is stored, each on top of its version.

    `read` are results that were read a moment ago, with their points: these are not asked for
    again, since whatever changed meanwhile has another version.

    A stale entry is not written and does not hold up the others; with `whole` nothing is written
    when any is stale. Raises Refused, and writes nothing, when the round or the assessment is not
    open to changes, or when an entry is not possible: a result of another assessment, an answer to
    a point that does not apply, a private note by who may not see it.
    """
    try:
        with transaction.atomic():
            saved = _record(assessment, entries, read, by)
            if whole and saved.stale:
                transaction.set_rollback(True)
                return replace(saved, changed=frozenset())
            return saved
    except IntegrityError as error:
        assessment = Assessment.objects.with_round().get(pk=assessment.pk)
        if assessment.is_editable:
            raise
        # The guard refused: the round was closed after it was looked at.
        raise Refused(_why_locked(assessment)) from error


def _record(
    assessment: Assessment, entries: Sequence[Entry], read: Iterable[Result], by: User
) -> Saved:
    # Locked, so that handing in and saving never pass each other. Little is asked of it, for
    # this is the most frequent of all writes.
    states = Assessment.objects.select_related("round").only("state", "is_reopened", "round__state")
    held = states.select_for_update(of=("self",)).get(pk=assessment.pk)
    if not held.is_editable:
        raise Refused(_why_locked(held))
    results = _results_of(assessment, {entry.result for entry in entries}, read)
    may_note = can(by, Permission.VIEW_PRIVATE_NOTE, assessment.organisation)
    changed: dict[int, Event] = {}
    stale: set[int] = set()
    now = timezone.now()
    # In the order in which closing a round locks them, so that two saves never wait for each other.
    for entry in sorted(entries, key=lambda entry: entry.result):
        result = results.get(entry.result)
        if result is None:
            raise Refused("Dit resultaat hoort niet bij deze invulling.")
        _refuse_impossible(result, entry)
        changes = entry.changes(result)
        if "private_note" in changes and not may_note:
            raise Refused("Een interne notitie is alleen voor de organisatie zelf.")
        if entry.is_taken_over and not result.is_taken_over:
            changes["is_taken_over"] = True
        if not changes:
            continue
        if result.version == entry.version and write(result, changes, at=now, by=by):
            changed[result.pk] = changed_event(
                result, assessment.round, assessment.organisation, changes
            )
        else:
            stale.add(result.pk)
    record(*changed.values(), by=by)
    return Saved(frozenset(changed), frozenset(stale), now)


def _results_of(
    assessment: Assessment, keys: Set[int], read: Iterable[Result]
) -> dict[int, Result]:
    """Those of the keys that belong to the assessment, by key."""
    place = (assessment.round_id, assessment.organisation_id)
    results = {
        result.pk: result
        for result in read
        if result.pk in keys and (result.round_id, result.organisation_id) == place
    }
    if missing := keys - results.keys():
        others = Result.objects.of(assessment).filter(pk__in=missing).select_related("point")
        results |= {result.pk: result for result in others}
    return results


@transaction.atomic
def import_results(*, round: Round, file: ResultsFile, by: User | None) -> int:
    """Writes the rows of a file into an open round, all or none; returns how many differed.

    A pair to which the norm or an exemption does not apply takes only n.v.t.; a pair that the
    file does not name stays as it is. What was handed in and changes is a draft again
    (`note_edit`). Raises FileRefused with a line per error.
    """
    Round.objects.select_for_update().get(pk=round.pk)
    round.refresh_from_db(fields=["state"])
    if not round.is_open:
        raise Refused(
            f"De ronde {round.code} is {round.get_state_display()} en neemt geen resultaten aan."
        )
    # Before the results, in the order in which a save locks them.
    assessments = list(round.assessments.order_by("pk").select_for_update())
    results = {
        (result.organisation.code, result.point.code): result
        for result in round.results.order_by("pk")
        .select_related("organisation", "point")
        .select_for_update(of=("self",))
    }
    problems = [*_row_problems(round, file.rows, results)]
    if problems:
        raise FileRefused(file.name, problems)
    events = []
    edited = set()
    now = timezone.now()
    for row in file.rows:
        result = results[row.organisation, row.point]
        changes = _row_changes(result, row)
        if not changes:
            continue
        if not write(result, changes, at=now, by=by):
            raise Refused("Iemand anders wijzigde tegelijk een resultaat; er is niets opgeslagen.")
        events.append(changed_event(result, round, result.organisation, changes))
        edited.add(result.organisation_id)
    for assessment in assessments:
        if assessment.organisation_id in edited and assessment.is_handed_in:
            note_edit(assessment=assessment, by=by)
    record(*events, by=by)
    return len(events)


def write(
    result: Result, changes: Mapping[str, Any], *, at: datetime | None = None, by: User | None
) -> bool:
    """The one UPDATE of a result, on top of the version in `result`.

    `changes` maps fields to their new values. What is written anew is no longer taken over, unless
    `changes` says so. `at` is now, unless said otherwise. Returns whether the row was still at that
    version; if not, nothing is written.
    """
    written = Result.objects.filter(pk=result.pk, version=result.version).update(
        **{"is_taken_over": False, **changes},
        version=F("version") + 1,
        changed_by=by,
        changed_at=at or timezone.now(),
    )
    return written == 1


def changed_event(
    result: Result, round: Round, organisation: Organisation, changes: Mapping[str, Any]
) -> Event:
    """What a write changes of `result`, which still holds what was there before."""
    old, new = differences({name: getattr(result, name) for name in changes}, changes)
    return Event(
        EventType.RESULT_CHANGED,
        subject=result,
        label=f"{round.code} {organisation.code} {result.point.code}",
        region=round.norm.region.code,
        organisation=organisation.code,
        old=old,
        new=new,
    )


def _row_changes(result: Result, row: ResultRow) -> dict[str, Any]:
    """The fields in which a row of a file differs from what is stored."""
    wanted = {"status": row.status, "explanation": row.explanation}
    return {name: value for name, value in wanted.items() if value != getattr(result, name)}


def _why_locked(assessment: Assessment) -> str:
    if not assessment.round.is_open:
        return (
            f"De ronde is {assessment.round.get_state_display()}; u kunt niets meer wijzigen. "
            "Er is niets opgeslagen."
        )
    return (
        f"De invulling is {assessment.get_state_display()}; u kunt niets meer wijzigen. "
        "Er is niets opgeslagen."
    )


def _refuse_impossible(result: Result, entry: Entry) -> None:
    if not result.is_applicable:
        raise Refused(f"Ambitiepunt {result.point.code} is niet van toepassing op uw organisatie.")
    if entry.status == result.status:
        return
    if entry.status not in (*ANSWERS, ResultStatus.UNANSWERED):
        raise Refused("Niet van toepassing volgt uit de norm of uit een vrijstelling.")


def _row_problems(
    round: Round, rows: Iterable[ResultRow], results: dict[tuple[str, str], Result]
) -> Iterable[Problem]:
    organisations = {organisation for organisation, _ in results}
    points = {point for _, point in results}
    for row in rows:
        if row.round is not None and row.round != round.code:
            yield row.problem(
                "ronde", f"'{row.round}' is niet de code van deze ronde ({round.code})."
            )
        if row.organisation not in organisations:
            yield row.problem(
                "organisatie", f"de organisatie '{row.organisation}' doet niet mee aan deze ronde."
            )
        elif row.point not in points:
            yield row.problem(
                "ambitiepunt", f"het ambitiepunt '{row.point}' is niet in deze ronde."
            )
        elif (
            not results[row.organisation, row.point].is_applicable
            and row.status != ResultStatus.NOT_APPLICABLE
        ):
            yield row.problem(
                "status",
                f"ambitiepunt {row.point} is niet van toepassing op {row.organisation}; "
                "alleen n.v.t. kan.",
            )
        if len(row.explanation) > MAX_EXPLANATION:
            yield row.problem(
                "toelichting", f"de toelichting is langer dan {MAX_EXPLANATION} tekens."
            )
