"""Reports that people change: texts, parts, mark, and the way from draft to final.

Every change is a new version on top of the one that was looked at, and makes the report a draft
again. Final needs a published round and a second person (`why_not_approved`).
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.audit import Event, record
from accounts.events import EventType
from accounts.models import User
from accounts.refusals import Refused
from ambitions.models import Organisation
from monitoring.models import Round
from monitoring.plain_text import why_not
from monitoring.published import newest_publication
from reports.actions.report_checks import (
    MAX_NOTE,
    MAX_REMARK,
    Settings,
    refuse_line,
    refuse_settings,
    refuse_texts,
)
from reports.actions.report_notices import makers_of, tell_approvers, tell_makers
from reports.actions.unsaved import forget_unsaved
from reports.drafting import standard, standard_parts
from reports.kinds.kind import Kind
from reports.models import Report, ReportApproval, ReportState, ReportVersion

STALE = (
    "Iemand anders heeft dit rapport gewijzigd sinds u de pagina opende. Er is niets opgeslagen."
)
OWN_WORK = (
    "U hebt zelf iets aan dit rapport gewijzigd sinds de vorige goedkeuring. "
    "Een ander moet het goedkeuren."
)
ERRATUM = (
    "Sinds u het rapport las is er een erratum op de ronde gepubliceerd. "
    "Lees het rapport opnieuw; de getallen kunnen zijn gewijzigd."
)
NOT_PUBLISHED = (
    "De ronde is nog niet gepubliceerd. Definitief wordt een rapport pas van een "
    "gepubliceerde ronde."
)


@transaction.atomic
def begin_report(
    *, kind: Kind, round: Round, organisation: Organisation | None, by: User
) -> Report:
    """Begins a report with its standard texts.

    Raises Refused when there is one already, and when there cannot be one of this round.
    """
    standard(kind, round, organisation, by)
    try:
        with transaction.atomic():
            report = Report.objects.create(round=round, kind=kind.name, organisation=organisation)
    except IntegrityError as error:
        raise Refused("Dit rapport is al begonnen.") from error
    _add_version(report, {}, Settings(standard_parts(kind), {}, kind.level), "", by)
    record(_event(EventType.REPORT_MADE, report, {"versie": 1}), by=by)
    return report


@transaction.atomic
def change_texts(
    *, report: Report, version: int, texts: Mapping[str, str], note: str, by: User
) -> bool:
    """Stores the sentences that people changed, as markup by key, as a new version.

    Returns whether something differs; either way nothing of `by` is unsaved any more. Raises
    Refused when somebody was first, and for a text that is too long, cannot be seen whole or names
    a number that there is not.
    """
    present = _held(report, version)
    forget_unsaved(report=report, by=by)
    if dict(texts) == present.texts:
        return False
    changed = sorted(
        key for key in {*texts, *present.texts} if texts.get(key) != present.texts.get(key)
    )
    refuse_texts(report, present, {key: texts[key] for key in changed if key in texts}, by)
    refuse_line("Wat hebt u gewijzigd?", note, MAX_NOTE)
    new = _add_version(report, texts, Settings.of(present), note, by)
    told = {"versie": new.number, "teksten": len(changed)}
    record(_event(EventType.REPORT_CHANGED, report, told), by=by)
    return True


@transaction.atomic
def change_settings(
    *, report: Report, version: int, settings: Settings, note: str, by: User
) -> bool:
    """Stores parts, facts and mark as a new version; returns whether something differs.

    Raises Refused when somebody was first, for a mark lighter than the kind's, and for secrecy that
    is not whole.
    """
    present = _held(report, version)
    if settings == Settings.of(present):
        return False
    refuse_settings(report.of_kind, settings)
    refuse_line("Wat hebt u gewijzigd?", note, MAX_NOTE)
    new = _add_version(report, present.texts, settings, note, by)
    told = {
        "versie": new.number,
        "markering": settings.level,
        "geheimhouding": settings.is_secret,
        "onderdelen": len(settings.parts),
    }
    record(_event(EventType.REPORT_CHANGED, report, told), by=by)
    return True


@transaction.atomic
def renew_report(*, report: Report, version: int, by: User) -> None:
    """Makes a draft of a final report whose round was published anew since."""
    present = _held(report, version)
    newest = newest_publication(report.round)
    approval = getattr(present, "approval", None)
    if approval is None or approval.publication == newest:
        raise Refused("Er is geen nieuwere publicatie dan die van dit rapport.")
    note = f"op publicatie {newest.number}" if newest else ""
    new = _add_version(report, present.texts, Settings.of(present), note, by)
    record(_event(EventType.REPORT_CHANGED, report, {"versie": new.number}), by=by)


@transaction.atomic
def offer_report(*, report: Report, version: int, by: User) -> None:
    """Asks for the approval of a draft; raises Refused as long as the round is not published."""
    present = _held(report, version)
    _refuse_unless(report, ReportState.DRAFT)
    if not report.round.is_published:
        raise Refused(NOT_PUBLISHED)
    refuse_texts(report, present, present.texts, by)
    _move(report, ReportState.REVIEW, remark="")
    tell_approvers(report, by=by)
    record(_event(EventType.REPORT_OFFERED, report, {"versie": version}), by=by)


@transaction.atomic
def return_report(*, report: Report, version: int, remark: str, by: User) -> None:
    """Makes a draft again of what waits for approval, and says why."""
    _held(report, version)
    _refuse_unless(report, ReportState.REVIEW)
    remark = remark.strip()
    if len(remark) > MAX_REMARK or why_not(remark):
        raise Refused(f"Houd de opmerking korter dan {MAX_REMARK} tekens, zonder stuurtekens.")
    _move(report, ReportState.DRAFT, remark=remark)
    tell_makers(report, makers_of(report), "teruggestuurd", by=by)
    record(_event(EventType.REPORT_RETURNED, report, {"versie": version}), by=by)


@transaction.atomic
def approve_report(*, report: Report, version: int, publication: int, by: User) -> ReportApproval:
    """Makes the version final, of the newest publication of its round.

    `version` and the number of the `publication` are what the approver read; raises Refused when
    either is no longer the newest.

    Raises Refused for who changed something of it since the approval before (four eyes), unless it
    waits for approval, and when a text cannot be said of that publication.
    """
    present = _held(report, version)
    _refuse_unless(report, ReportState.REVIEW)
    # There is one: only a report of a published round waits for approval.
    newest = report.round.publications.order_by("-number")[0]
    if newest.number != publication:
        raise Refused(ERRATUM)
    if (problem := why_not_approved(report, by)) is not None:
        raise Refused(problem)
    refuse_texts(report, present, present.texts, by)
    # Asked for before, because an approval is where the count of versions begins anew.
    makers = makers_of(report)
    approval = ReportApproval.objects.create(
        version=present, publication=newest, approved_by=by, approved_at=timezone.now()
    )
    _move(report, ReportState.FINAL, remark="")
    tell_makers(report, makers, "goedgekeurd", by=by)
    told = {"versie": version, "publicatie": newest.number, "inhoud": present.digest}
    record(_event(EventType.REPORT_APPROVED, report, told), by=by)
    return approval


def why_not_approved(report: Report, by: User) -> str | None:
    """Why this user is no second pair of eyes; None when they changed nothing of it.

    What counts are the versions since the last approval; a guard in the database says the same.
    """
    return OWN_WORK if Report.objects.filter(pk=report.pk).changed_by(by).exists() else None


def _held(report: Report, version: int) -> ReportVersion:
    """The version that was looked at, with the report locked; raises Refused for an older one."""
    locked = Report.objects.select_for_update().get(pk=report.pk)
    if locked.version != version:
        raise Refused(STALE)
    report.version, report.state = locked.version, locked.state
    return report.versions.select_related("approval__publication").get(number=version)


def _refuse_unless(report: Report, state: str) -> None:
    if report.state != state:
        raise Refused(f"Dit rapport is nu {report.get_state_display()}; er is niets gewijzigd.")


def _add_version(
    report: Report, texts: Mapping[str, str], settings: Settings, note: str, by: User
) -> ReportVersion:
    number = report.versions.count() + 1
    version = ReportVersion.objects.create(
        report=report,
        number=number,
        texts=dict(texts),
        **{**asdict(settings), "parts": list(settings.parts), "facts": dict(settings.facts)},
        note=note,
        made_by=by,
        made_at=timezone.now(),
    )
    Report.objects.filter(pk=report.pk).update(version=number, state=ReportState.DRAFT, remark="")
    return version


def _move(report: Report, state: str, *, remark: str) -> None:
    Report.objects.filter(pk=report.pk).update(state=state, remark=remark)


def _event(type: EventType, report: Report, new: Mapping[str, Any]) -> Event:
    """Without texts: the log is read by people who may not read every report."""
    organisation = report.organisation
    return Event(
        type,
        subject=report,
        label=report_label(report.round, report.of_kind, organisation),
        region=report.round.norm.region.code,
        organisation=organisation.code if organisation else "",
        new=new,
    )


def report_label(round: Round, kind: Kind, organisation: Organisation | None) -> str:
    about = f" {organisation.code}" if organisation else ""
    return f"{round.code} {kind.name}{about}"
