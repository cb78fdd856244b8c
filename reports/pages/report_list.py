"""`/rapporten/`: which reports of a round somebody may have, and how far each one is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from accounts.models import User
from accounts.permissions import Permission
from ambitions.access import can, organisations_of
from ambitions.models import Organisation, Region
from monitoring.choices import RoundState
from monitoring.models import Round
from reports.documents.writers import FORMATS
from reports.kinds import KINDS
from reports.kinds.kind import Kind
from reports.models import Report, ReportState
from reports.reach import Reach, may_write, sees_drafts


@dataclass(frozen=True, slots=True)
class Download:
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Line:
    """One report of a round: where it is read, taken as a file, and what people made of it."""

    kind: Kind
    round: Round
    organisation: Organisation | None
    href: str
    downloads: tuple[Download, ...]
    """The files with the standard text."""
    report: Report | None
    may_begin: bool
    made: str
    """What people made of it, in words; empty when there is nothing."""
    made_downloads: tuple[Download, ...]
    """The files of what people made of it."""

    @property
    def label(self) -> str:
        return self.kind.label_for(self.organisation.kind if self.organisation else None)

    @property
    def name(self) -> str:
        about = f", {self.organisation}" if self.organisation else ""
        return f"{self.label}{about}"


@dataclass(frozen=True, slots=True)
class OrganisationLines:
    organisation: Organisation
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ReportList:
    """`own` are about the user's own organisations, `others` about all the rest."""

    region: Region
    round: Round | None
    rounds: tuple[Round, ...]
    whole: tuple[Line, ...]
    own: tuple[Line, ...]
    others: tuple[OrganisationLines, ...]
    offers_data: bool
    """Whether the user may take the results of the whole round as a file."""

    @property
    def is_empty(self) -> bool:
        return not (self.whole or self.own or self.others)


def report_rounds(user: User, region: Region) -> list[Round]:
    """The rounds of the region that have begun, newest first."""
    rounds = Round.objects.visible_to(user).of_region(region).with_norm().newest_first()
    return list(rounds.exclude(state=RoundState.PLANNED))


def report_list(
    user: User, region: Region, rounds: Sequence[Round], code: str | None
) -> ReportList:
    """Three queries, whatever the number of organisations and reports.

    Without a code: the newest round that is closed, for reports are mostly of those.
    """
    round = _chosen(rounds, code)
    if round is None:
        return ReportList(region, None, (), (), (), (), offers_data=False)
    reach = Reach.of(user, round)
    found = Report.objects.visible_to(user).of_round(round).with_place()
    reports = {(report.kind, report.organisation_id): report for report in found}

    def lines(organisation: Organisation | None) -> Iterator[Line]:
        for kind in KINDS.values():
            if reach.holds(kind, organisation):
                report = reports.get((kind.name, organisation.pk if organisation else None))
                yield report_line(user, kind, round, organisation, report)

    own = {each.pk for each in organisations_of(user, Permission.VIEW_ORGANISATION)}
    groups = [
        OrganisationLines(organisation, tuple(lines(organisation)))
        for organisation in _participants(round)
        if organisation.pk in reach.organisations
    ]
    return ReportList(
        region=region,
        round=round,
        rounds=tuple(rounds),
        whole=tuple(lines(None)),
        own=tuple(line for group in groups if group.organisation.pk in own for line in group.lines),
        others=tuple(group for group in groups if group.lines and group.organisation.pk not in own),
        offers_data=round.is_final and can(user, Permission.EXPORT_REGION, region),
    )


def report_line(
    user: User,
    kind: Kind,
    round: Round,
    organisation: Organisation | None,
    report: Report | None,
) -> Line:
    """A report that the user may have."""
    return Line(
        kind=kind,
        round=round,
        organisation=organisation,
        href=standard_address("report_standard", kind, round, organisation),
        downloads=tuple(
            Download(
                format.label,
                standard_address("report_standard_file", kind, round, organisation, format.name),
            )
            for format in FORMATS.values()
        ),
        report=report,
        may_begin=report is None and may_write(user, round, organisation),
        made=_made(user, report) if report else "",
        made_downloads=report_downloads(report) if report else (),
    )


def report_downloads(report: Report) -> tuple[Download, ...]:
    """The newest version that somebody may have, as every kind of file."""
    return tuple(
        Download(format.label, reverse("report_file", args=[report.pk, format.name]))
        for format in FORMATS.values()
    )


def _made(user: User, report: Report) -> str:
    if not sees_drafts(user, report.round.norm.region, report.organisation):
        return ReportState.FINAL.label
    return f"versie {report.version}, {report.get_state_display()}"


def standard_address(
    view: str, kind: Kind, round: Round, organisation: Organisation | None, *more: str
) -> str:
    query = f"?{urlencode({'organisatie': organisation.code})}" if organisation else ""
    return f"{reverse(view, args=[round.code, kind.name, *more])}{query}"


def _chosen(rounds: Sequence[Round], code: str | None) -> Round | None:
    if code is not None:
        return next((round for round in rounds if round.code == code), None)
    final = [round for round in rounds if round.is_final]
    return next(iter([*final, *rounds]), None)


def _participants(round: Round) -> list[Organisation]:
    found = Organisation.objects.filter(assessments__round=round).select_related("region")
    return sorted(found, key=lambda organisation: organisation.order)
