"""`/rapporten/<pk>/versies/<number>/`: what somebody changed in one version, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from accounts.refusals import Refused
from reports.documents import page_lines
from reports.documents.blocks import words
from reports.documents.writers import FORMATS
from reports.drafting import Draft, of_version
from reports.models import Report, ReportVersion
from reports.pages.report_list import Download
from reports.texts.fields import say

STANDARD = "(de standaardtekst)"
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Difference:
    """What was, and what is."""

    what: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class VersionPage:
    """`before` is the version that it is compared with; None for the first one."""

    report: Report
    version: ReportVersion
    before: ReportVersion | None
    texts: tuple[Difference, ...]
    settings: tuple[Difference, ...]
    downloads: tuple[Download, ...]


def version_page(
    report: Report, version: ReportVersion, before: ReportVersion | None, user: User
) -> VersionPage:
    return VersionPage(
        report=report,
        version=version,
        before=before,
        texts=tuple(_texts(of_version(report, version, user), before, version)) if before else (),
        settings=tuple(_settings(report, before, version)) if before else (),
        downloads=tuple(
            Download(
                format.label,
                reverse("report_version_file", args=[report.pk, version.number, format.name]),
            )
            for format in FORMATS.values()
        ),
    )


def _texts(draft: Draft, before: ReportVersion, now: ReportVersion) -> Iterator[Difference]:
    """Numbers as they are now: what differs is what people typed."""
    known = {sentence.key: sentence for sentence in draft.built.sentences}
    for key in sorted({*before.texts, *now.texts}, key=[*known, *before.texts, *now.texts].index):
        was, new = before.texts.get(key), now.texts.get(key)
        if was == new:
            continue
        standard = known[key].standard if key in known else None
        section = known[key].section if key in known else "(staat niet meer in het rapport)"
        yield Difference(section, _said(draft, was, standard), _said(draft, new, standard))


def _said(draft: Draft, markup: str | None, standard: str | None) -> str:
    if markup is None:
        markup = standard
    if markup is None:
        return STANDARD
    try:
        return words(say(markup, draft.numbers)) or "(leeg)"
    except Refused:
        return markup


def _settings(report: Report, before: ReportVersion, now: ReportVersion) -> Iterator[Difference]:
    rows = [
        ("Markering", before.level, now.level),
        ("Geheimhouding", _secrecy(before), _secrecy(now)),
        ("Onderdelen", _parts(report, before), _parts(report, now)),
        *(
            (fact.label, _fact(before.facts, fact.name), _fact(now.facts, fact.name))
            for fact in report.of_kind.facts
        ),
    ]
    for what, was, new in rows:
        if was != new:
            yield Difference(what, was, new)


def _secrecy(version: ReportVersion) -> str:
    return page_lines.secrecy(version.mark) or "niet opgelegd"


def _parts(report: Report, version: ReportVersion) -> str:
    parts = [part.label for part in report.of_kind.parts if part.name in version.parts]
    return ", ".join(parts) or NOTHING


def _fact(facts: Mapping[str, str], name: str) -> str:
    return facts.get(name) or NOTHING
