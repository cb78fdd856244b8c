"""Reports for tests, each somewhere on its way."""

from accounts.models import User
from ambitions.models import Organisation
from monitoring.models import Round
from reports.actions.reports import approve_report, begin_report, change_texts, offer_report
from reports.drafting import with_texts
from reports.kinds import KINDS
from reports.models import Report, ReportState

STAND, SUMMARY = "stand-voor-het-dvc", "openbare-samenvatting"
LETTER, AGENDA = "raadsinformatiebrief", "agenda-werkgroep"


def make_report(
    *,
    round: Round,
    by: User,
    kind: str = STAND,
    organisation: Organisation | None = None,
    state: ReportState = ReportState.DRAFT,
    approver: User | None = None,
) -> Report:
    """A report with its standard texts; a final one needs somebody who approves it."""
    report = begin_report(kind=KINDS[kind], round=round, organisation=organisation, by=by)
    if state != ReportState.DRAFT:
        offer_report(report=report, version=1, by=by)
    if state == ReportState.FINAL:
        assert approver is not None
        approve_report(report=fresh(report), version=1, publication=1, by=approver)
    return fresh(report)


def fresh(report: Report) -> Report:
    """The report as the database has it."""
    return Report.objects.with_place().get(pk=report.pk)


def change_sentence(report: Report, markup: str, *, by: User, key: str = "") -> Report:
    """A new version in which one sentence is changed; by default the first of the report."""
    report = fresh(report)
    present = report.versions.get(number=report.version)
    if not key:
        key = with_texts(report, present, {}, by).built.sentences[0].key
    texts = {**present.texts, key: markup}
    change_texts(report=report, version=report.version, texts=texts, note="", by=by)
    return fresh(report)
