"""Builds reports of a round: with their standard texts, or as a version of people says.

Who may have it is for the caller to ask (`reports.reach`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from accounts.refusals import Refused
from ambitions.models import Organisation
from monitoring.models import Publication, Round
from reports.documents.blocks import Document, Level, Mark
from reports.kinds.kind import Built, Kind, Order, build
from reports.material.material import Material
from reports.material.reading import of_publication, of_round
from reports.models import Report, ReportVersion
from reports.texts.fields import Field, parse, say
from reports.texts.inserting import figures_in
from reports.texts.numbers import Numbers

STANDARD = "standaardtekst"
HIDDEN = "Dit getal staat niet in het standaardrapport en kan daarom niet in een openbaar rapport."


@dataclass(frozen=True, slots=True)
class Draft:
    """A version as it was built; `broken` are the texts that cannot be said, with the reason.

    Where a text is broken the document has the standard text. `allowed` are the numbers that a
    changed sentence may name; None is every number there is.
    """

    built: Built
    numbers: Numbers
    allowed: frozenset[str] | None
    broken: Mapping[str, str]

    @property
    def document(self) -> Document:
        return self.built.document

    def why_not(self, markup: str) -> str | None:
        """Why a sentence cannot be said, in Dutch; None when it can."""
        return _why_not(markup, self.numbers, self.allowed)


def newest_publication(round: Round) -> Publication | None:
    return round.publications.select_related("round__norm__region").order_by("-number").first()


def standard(kind: Kind, round: Round, organisation: Organisation | None) -> Document:
    """The report as the application tells it; the same bytes for everybody who may have it."""
    material = _material(round, organisation, newest_publication(round))
    return build(kind, material, _standard_order(kind, material, organisation)).document


def of_version(report: Report, version: ReportVersion) -> Draft:
    """The report as a version says; an approved one from the publication of its approval."""
    approval = getattr(version, "approval", None)
    publication = approval.publication if approval else newest_publication(report.round)
    return draft(
        report,
        material=_material(report.round, report.organisation, publication),
        version=version,
        texts=version.texts,
        state=f"{'definitief' if approval else 'concept'}, versie {version.number}",
    )


def with_texts(report: Report, version: ReportVersion, texts: Mapping[str, str]) -> Draft:
    """The newest version with other texts, as somebody is typing them."""
    return draft(
        report,
        material=_material(report.round, report.organisation, newest_publication(report.round)),
        version=version,
        texts=texts,
        state="concept",
    )


def draft(
    report: Report,
    *,
    material: Material,
    version: ReportVersion,
    texts: Mapping[str, str],
    state: str,
) -> Draft:
    kind = report.of_kind
    order = Order(
        mark=version.mark,
        state=state,
        moment=version.made_at,
        organisation=report.organisation.code if report.organisation else None,
        parts=frozenset(version.parts),
        facts=version.facts,
    )
    numbers = Numbers(material, kind.counts(material, order))
    allowed = _allowed(kind, material, order)
    broken = {
        key: problem
        for key, markup in texts.items()
        if (problem := _why_not(markup, numbers, allowed)) is not None
    }
    sayable = {key: markup for key, markup in texts.items() if key not in broken}
    return Draft(build(kind, material, replace(order, texts=sayable)), numbers, allowed, broken)


def standard_parts(kind: Kind) -> list[str]:
    return [part.name for part in kind.parts]


def _standard_order(kind: Kind, material: Material, organisation: Organisation | None) -> Order:
    return Order(
        mark=Mark(kind.level),
        state=STANDARD,
        moment=material.moment,
        organisation=organisation.code if organisation else None,
        parts=frozenset(standard_parts(kind)),
    )


def _material(
    round: Round, organisation: Organisation | None, publication: Publication | None
) -> Material:
    return of_publication(publication) if publication else of_round(round, organisation)


def _allowed(kind: Kind, material: Material, order: Order) -> frozenset[str] | None:
    """A public report says how far and never who lacks what, whatever somebody types into it."""
    if kind.level != Level.PUBLIC:
        return None
    return frozenset(figures_in(build(kind, material, order).document))


def _why_not(markup: str, numbers: Numbers, allowed: frozenset[str] | None) -> str | None:
    try:
        say(markup, numbers)
        fields = [piece for piece in parse(markup) if isinstance(piece, Field)]
    except Refused as refused:
        return " ".join(refused.lines)
    if allowed is not None and any(field.figure not in allowed for field in fields):
        return HIDDEN
    return None
