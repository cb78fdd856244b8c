"""`/rapporten/<pk>/`: a report as it is now, how far it is, and what people changed of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from accounts.events import EventType
from accounts.models import AuditEvent, User
from accounts.permissions import Permission
from ambitions.access import can
from monitoring.models import Publication
from monitoring.published import newest_publication
from reports.actions.reports import why_not_approved
from reports.documents.blocks import Document, words
from reports.drafting import Draft, of_version
from reports.models import Report, ReportApproval, ReportState, ReportVersion
from reports.pages.report_list import Download, report_downloads
from reports.reach import may_approve, may_write, sees_drafts
from reports.texts.fields import say
from reports.texts.inserting import loose_numbers

LOG_SHOWN = 20
OFFER = (
    "Is de tekst klaar? Bied het rapport dan ter goedkeuring aan. Iemand die er niets aan "
    "wijzigde, maakt het definitief. Tot dan staat er “concept” op elke bladzijde."
)
WAIT = (
    "Het rapport wacht op goedkeuring. Wie dat mag doen, kreeg bericht. Tot dan staat er “concept” "
    "op elke bladzijde."
)
APPROVE = "Lees het rapport hieronder. Klopt het, keur het dan goed; anders stuurt u het terug."
DONE = (
    "Het rapport is definitief: haal het op als PDF om het te versturen. Wie er nu iets aan "
    "wijzigt, maakt er weer een concept van."
)


@dataclass(frozen=True, slots=True)
class ChangedSentence:
    """What a sentence says by itself, and what people made of it."""

    section: str
    standard: str
    now: str
    loose: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """Who took which file of this report."""

    event: AuditEvent
    version: str
    format: str


@dataclass(frozen=True, slots=True)
class Doors:
    """What the user may do with the report now."""

    write: bool
    offer: bool
    approve: bool
    give_back: bool
    renew: bool
    why_not_approve: str

    @property
    def is_any(self) -> bool:
        return any((self.write, self.offer, self.approve, self.give_back, self.renew))


@dataclass(frozen=True, slots=True)
class ReportDetail:
    """`history` has the newest version first; `final` is the approval of the newest, if any."""

    report: Report
    version: ReportVersion
    history: tuple[ReportVersion, ...]
    final: ReportApproval | None
    newest: Publication | None
    document: Document
    changed: tuple[ChangedSentence, ...]
    broken: int
    doors: Doors
    sees_drafts: bool
    """Whether the user sees how the report grew: versions, notes, changed sentences."""
    downloads: tuple[Download, ...]
    log: tuple[Taken, ...] | None

    @property
    def state(self) -> str:
        """How far the version is that is shown, in words."""
        return self.report.get_state_display() if self.sees_drafts else ReportState.FINAL.label

    @property
    def next_step(self) -> str:
        """What has to happen now, in a sentence; empty for who only reads."""
        if self.doors.approve:
            return APPROVE
        if self.doors.offer:
            return OFFER
        if self.report.is_in_review and self.doors.write:
            return WAIT
        if self.final and self.doors.write and not self.has_newer_publication:
            return DONE
        return ""

    @property
    def has_newer_publication(self) -> bool:
        return self.final is not None and self.final.publication != self.newest

    @property
    def loose(self) -> tuple[str, ...]:
        return tuple(number for sentence in self.changed for number in sentence.loose)


def report_detail(user: User, report: Report) -> ReportDetail:
    """A report found `with_versions`; a fixed number of queries beside those of its material."""
    history: tuple[ReportVersion, ...] = tuple(report.history)  # type: ignore[attr-defined]
    version = history[0]
    for each in history:
        each.report = report
    drafts = sees_drafts(user, report.round.norm.region, report.organisation)
    draft = of_version(report, version, user)
    final: ReportApproval | None = getattr(version, "approval", None)
    newest = newest_publication(report.round)
    return ReportDetail(
        report=report,
        version=version,
        history=history,
        final=final,
        newest=newest,
        document=draft.document,
        changed=tuple(changed_sentences(draft)) if drafts else (),
        broken=len(draft.broken),
        doors=_doors(user, report, is_renewable=final is not None and final.publication != newest),
        sees_drafts=drafts,
        downloads=report_downloads(report),
        log=_log(user, report),
    )


def changed_sentences(draft: Draft) -> Iterator[ChangedSentence]:
    for sentence in draft.built.sentences:
        if sentence.is_changed:
            yield ChangedSentence(
                sentence.section,
                words(say(sentence.standard, draft.numbers)),
                words(say(sentence.current, draft.numbers)),
                loose_numbers(sentence.current),
            )


def _doors(user: User, report: Report, *, is_renewable: bool) -> Doors:
    writes = may_write(user, report.round, report.organisation)
    approves = may_approve(user, report.round, report.organisation)
    waits = report.is_in_review
    problem = why_not_approved(report, user) if waits and approves else None
    return Doors(
        write=writes,
        offer=writes and report.is_draft and report.round.is_published,
        approve=approves and waits and problem is None,
        give_back=waits and (writes or approves),
        renew=writes and is_renewable,
        why_not_approve=problem or "",
    )


def _log(user: User, report: Report) -> tuple[Taken, ...] | None:
    """The newest takings, for who may read the audit log; None for all others."""
    if not can(user, Permission.VIEW_AUDIT, report.round.norm.region):
        return None
    events = (
        AuditEvent.objects.about(report)
        .filter(type=EventType.EXPORTED)
        .select_related("actor")
        .order_by("-sequence")[:LOG_SHOWN]
    )
    return tuple(
        Taken(event, str(new.get("versie", "")), str(new.get("bestandsoort", "")))
        for event, new in ((event, event.new_values) for event in events)
    )
