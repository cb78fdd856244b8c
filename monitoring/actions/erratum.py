"""Putting a published round right: a new publication that names its predecessor and says why."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accounts.audit import Event, record
from accounts.events import EventType
from accounts.models import User
from accounts.refusals import Refused
from monitoring.actions.publication import seal
from monitoring.actions.results import MAX_EXPLANATION, changed_event, write
from monitoring.actions.rounds import hold, refuse_unless, round_event
from monitoring.choices import ANSWERS, ResultStatus, RoundState, lacks_explanation
from monitoring.logged import as_sealed
from monitoring.models import Publication, Result, Round
from monitoring.plain_text import why_not

NOTHING_DIFFERS = "Er is niets anders dan wat is gepubliceerd."


@dataclass(frozen=True, slots=True)
class Correction:
    """What a published result has to be, and the version of it that was looked at."""

    result: int
    version: int
    status: str
    explanation: str

    def changes(self, result: Result) -> dict[str, Any]:
        """The fields that differ from what `result` holds."""
        wanted = {"status": self.status, "explanation": self.explanation}
        return {name: value for name, value in wanted.items() if value != getattr(result, name)}


@transaction.atomic
def publish_erratum(
    *, round: Round, corrections: Sequence[Correction], reason: str, by: User | None
) -> Publication:
    """Writes the corrections, each on top of its version, and publishes the round anew.

    The organisations are reopened for as long as the transaction lasts. Raises Refused, and writes
    nothing, when the round is not published, when a correction is stale or not possible
    (`why_impossible`), when nothing differs, and without a reason.
    """
    hold(round)
    refuse_unless(round, RoundState.PUBLISHED)
    reason = reason.strip()
    if not reason or why_not(reason):
        raise Refused("Schrijf op waarom u de publicatie verbetert.")
    results = _locked(round, corrections)
    organisations = {result.organisation_id for result in results.values()}
    assessments = round.assessments.filter(organisation__in=organisations)
    assessments.update(is_reopened=True)
    events = [
        event
        for correction in corrections
        if (event := _correct(round, results.get(correction.result), correction, by)) is not None
    ]
    if not events:
        raise Refused(NOTHING_DIFFERS)
    assessments.update(is_reopened=False)
    predecessor = round.publications.order_by("-number")[0]
    publication = seal(round, predecessor=predecessor, reason=reason, by=by)
    sealed = {**as_sealed(publication), "vervangt": predecessor.number, "reden": reason}
    record(*events, round_event(EventType.ERRATUM_PUBLISHED, round, sealed), by=by)
    return publication


def why_impossible(result: Result, status: str, explanation: str) -> str | None:
    """Why a published result cannot become this, in a Dutch sentence; None when it can.

    n.v.t. is as the norm, an exemption or an import said: it comes and goes by no erratum.
    """
    code = result.point.code
    was, now = result.status, status
    if ResultStatus.NOT_APPLICABLE in {was, now}:
        if was != now:
            return f"{code}: niet van toepassing volgt uit de norm of uit een vrijstelling."
    elif status not in {*ANSWERS, ResultStatus.UNANSWERED}:
        return f"{code}: kies een status."
    if lacks_explanation(status, explanation):
        return f"{code}: licht toe waarom dit punt deels of niet is behaald."
    if len(explanation) > MAX_EXPLANATION:
        return f"{code}: de toelichting is langer dan {MAX_EXPLANATION} tekens."
    if (problem := why_not(explanation)) is not None:
        return f"{code}: {problem}"
    return None


def _locked(round: Round, corrections: Sequence[Correction]) -> dict[int, Result]:
    results = (
        round.results.filter(pk__in={correction.result for correction in corrections})
        .select_related("organisation", "point")
        .order_by("pk")
    )
    return {result.pk: result for result in results.select_for_update(of=("self",))}


def _correct(
    round: Round, result: Result | None, correction: Correction, by: User | None
) -> Event | None:
    """Writes one correction; None when it says what is stored already."""
    if result is None:
        raise Refused("Een resultaat hoort niet bij deze ronde.")
    changes = correction.changes(result)
    if not changes:
        return None
    problem = why_impossible(result, correction.status, correction.explanation)
    if problem is not None:
        raise Refused(problem)
    result.version = correction.version
    if not write(result, changes, by=by):
        raise Refused(
            f"Iemand anders verbeterde {result.organisation} {result.point.code} sinds u deze "
            "pagina opende. Bekijk de publicatie opnieuw; er is niets gewijzigd."
        )
    return changed_event(result, round, result.organisation, changes)
