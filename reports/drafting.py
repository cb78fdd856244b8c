"""Builds reports of a round: with their standard texts, or as a version of people says.

Who may have it is for the caller to ask (`reports.reach`). Everything here raises Refused where
there is no such report of the round, with the reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from accounts.models import User
from accounts.refusals import Refused
from ambitions.models import Organisation
from monitoring.models import Publication, Round
from monitoring.published import newest_publication
from reports.documents.blocks import Document, Mark
from reports.kinds.kind import Built, Kind, Order, build, numbers_of
from reports.material.material import Material
from reports.material.reading import of_publication, of_round
from reports.material.working_group import Agenda, read_agenda
from reports.models import Report, ReportVersion
from reports.texts.fields import say
from reports.texts.numbers import Numbers

STANDARD = "standaardtekst"


@dataclass(frozen=True, slots=True)
class Draft:
    """A version as it was built; `broken` are the texts that cannot be said, with the reason.

    Where a text is broken the document has the standard text.
    """

    built: Built
    broken: Mapping[str, str]

    @property
    def document(self) -> Document:
        return self.built.document

    @property
    def numbers(self) -> Numbers:
        """What a sentence can name: nothing that the kind may not tell (`Kind.narrow`)."""
        return self.built.numbers

    def why_not(self, markup: str) -> str | None:
        """Why a sentence cannot be said, in Dutch; None when it can."""
        return _why_not(markup, self.numbers)


def standard(
    kind: Kind, round: Round, organisation: Organisation | None, by: User | None
) -> Document:
    """The report as the application tells it; the same bytes for everybody who may have it.

    But for an agenda, which is read for `by`.
    """
    material = _material(round, organisation, newest_publication(round))
    order = Order(
        mark=Mark(kind.level),
        state=STANDARD,
        moment=material.moment,
        organisation=organisation.code if organisation else None,
        parts=frozenset(standard_parts(kind)),
        agenda=_agenda(kind, round, by),
    )
    return build(kind, material, order).document


def of_version(report: Report, version: ReportVersion, by: User) -> Draft:
    """The report as a version says; an approved one from the publication of its approval."""
    approval = getattr(version, "approval", None)
    publication = approval.publication if approval else newest_publication(report.round)
    state = f"{'definitief' if approval else 'concept'}, versie {version.number}"
    return _draft(
        report, version, publication, version.texts, state, by, marks_changes=approval is None
    )


def with_texts(report: Report, version: ReportVersion, texts: Mapping[str, str], by: User) -> Draft:
    """The newest version with other texts, as somebody is typing them."""
    return _draft(report, version, newest_publication(report.round), texts, "concept", by)


def sayable(report: Report, version: ReportVersion, by: User) -> Numbers:
    """What a sentence of the newest version can name; much quicker than the report itself."""
    publication = newest_publication(report.round)
    material = _material(report.round, report.organisation, publication)
    return numbers_of(report.of_kind, material, _order(report, version, "concept", by))


def standard_parts(kind: Kind) -> list[str]:
    return [part.name for part in kind.parts]


def _draft(
    report: Report,
    version: ReportVersion,
    publication: Publication | None,
    texts: Mapping[str, str],
    state: str,
    by: User,
    *,
    marks_changes: bool = True,
) -> Draft:
    kind = report.of_kind
    material = _material(report.round, report.organisation, publication)
    order = replace(_order(report, version, state, by), marks_changes=marks_changes)
    plain = build(kind, material, order)
    broken = {
        key: problem
        for key, markup in texts.items()
        if (problem := _why_not(markup, plain.numbers)) is not None
    }
    whole = {key: markup for key, markup in texts.items() if key not in broken}
    built = build(kind, material, replace(order, texts=whole)) if whole else plain
    return Draft(built, broken)


def _order(report: Report, version: ReportVersion, state: str, by: User) -> Order:
    """What a version asks for, with the standard texts."""
    return Order(
        mark=version.mark,
        state=state,
        moment=version.made_at,
        organisation=report.organisation.code if report.organisation else None,
        parts=frozenset(version.parts),
        facts=version.facts,
        agenda=_agenda(report.of_kind, report.round, by),
    )


def _material(
    round: Round, organisation: Organisation | None, publication: Publication | None
) -> Material:
    """Of a final round whole, of which a kind tells its part; of an open one only that part."""
    if publication is not None:
        return of_publication(publication)
    return of_round(round, None if round.is_final else organisation)


def _agenda(kind: Kind, round: Round, by: User | None) -> Agenda | None:
    return read_agenda(by, round) if kind.needs_agenda and by is not None else None


def _why_not(markup: str, numbers: Numbers) -> str | None:
    try:
        say(markup, numbers)
    except Refused as refused:
        return " ".join(refused.lines)
    return None
