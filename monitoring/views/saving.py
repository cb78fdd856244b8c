"""Saving answers, for the list and for one point: what can be saved is, the rest comes back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import QueryDict

from accounts.models import User
from accounts.permissions import Permission
from accounts.refusals import Refused
from ambitions.access import can
from monitoring.actions.results import record_results
from monitoring.forms.results import ResultForm
from monitoring.models import Assessment, Result
from monitoring.pages.entry import Row, may_read
from monitoring.pages.previous import TAKEN_OVER
from monitoring.views.context import of_assessment


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of forms: keys of results that changed and that are in conflict, and refusals.

    `at` is when they were written.
    """

    changed: frozenset[int] = frozenset()
    stale: frozenset[int] = frozenset()
    refused: Sequence[str] = field(default=())
    all_valid: bool = True
    at: datetime | None = None

    @property
    def is_done(self) -> bool:
        return self.all_valid and not self.stale and not self.refused

    @property
    def status(self) -> int:
        """Of the answer with what could not be saved."""
        if self.is_done:
            return 200
        return 409 if self.stale or self.refused else 422


@dataclass(frozen=True, slots=True)
class Desk:
    """One person at one assessment, and what of it they may see."""

    user: User
    assessment: Assessment
    readable: bool
    noted: bool

    @classmethod
    def of(cls, user: User, assessment: Assessment) -> "Desk":
        return cls(
            user,
            assessment,
            readable=may_read(user, assessment),
            noted=can(user, Permission.VIEW_PRIVATE_NOTE, assessment.organisation),
        )

    def form(self, row: Row, data: QueryDict | None = None) -> ResultForm:
        previous = row.previous
        return ResultForm(
            row.result,
            readable=self.readable,
            noted=self.noted,
            previous=previous if previous and previous.status in TAKEN_OVER else None,
            data=data,
        )

    def context(self) -> dict[str, Any]:
        """What every page of the entry says of itself."""
        return of_assessment(
            self.assessment,
            readable=self.readable,
            noted=self.noted,
            locked=not self.assessment.is_editable,
        )


def save(assessment: Assessment, forms: Sequence[ResultForm], user: User) -> Outcome:
    """Saves the valid forms that were touched, each on top of the version it was made from."""
    valid = [form for form in forms if form.is_valid()]
    merging = frozenset(form.result.pk for form in valid if form.merges)
    touched = [
        form for form in valid if form.is_touched and not form.takes_other and not form.merges
    ]
    all_valid = len(valid) == len(forms)
    try:
        saved = record_results(
            assessment=assessment,
            entries=[form.entry() for form in touched],
            read=[form.result for form in touched],
            by=user,
        )
    except Refused as refused:
        return Outcome(refused=refused.lines, all_valid=all_valid)
    return Outcome(saved.changed, saved.stale | merging, all_valid=all_valid, at=saved.at)


def again(form: ResultForm, present: Result, outcome: Outcome, fresh: ResultForm) -> ResultForm:
    """The form for the next try: fresh when saved, as typed when invalid or in conflict."""
    if not form.is_valid() or outcome.refused:
        return form
    if form.result.pk not in outcome.stale:
        return fresh
    if form.merges:
        form.show_merge(present)
    else:
        form.show_conflict(present)
    return form
