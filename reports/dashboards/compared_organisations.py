"""`/vergelijken/organisaties/`: one organisation beside the region, or beside others.

Organisations stand in the order of every list, by kind and name; never by how much they achieved.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import Http404, QueryDict

from accounts.models import User
from accounts.permissions import Permission
from ambitions.access import organisations_of
from ambitions.models import Organisation, Theme
from monitoring.achievement import Figure, points_between
from monitoring.links import ResultLinks
from monitoring.models import Round
from reports.dashboards.pairs import Pair, PairTable, Side
from reports.dashboards.reading import RoundRead, may_see_region, read_round

REGION, KIND, SIZE, CHOSEN = "regio", "soort", "omvang", "gekozen"
BESIDE = {
    REGION: "Alle organisaties samen",
    KIND: "Alle van dezelfde soort",
    SIZE: "Vergelijkbare omvang",
    CHOSEN: "Organisaties die u kiest",
}


@dataclass(frozen=True, slots=True)
class Question:
    """What the address asks: codes of organisations, and a key of BESIDE."""

    organisation: str
    beside: str
    others: frozenset[str]

    @classmethod
    def read(cls, query: QueryDict) -> "Question":
        """A word for `met` that is not known is a 404."""
        beside = query.get("met") or REGION
        if beside not in BESIDE:
            raise Http404
        return cls(query.get("organisatie", ""), beside, frozenset(query.getlist("ander")))


@dataclass(frozen=True, slots=True)
class BesideLine:
    """`points` are those of this organisation more than the one that it is compared with."""

    organisation: Organisation
    figure: Figure
    href: str
    points: int | None
    is_subject: bool


@dataclass(frozen=True, slots=True)
class BesideTable:
    """Organisations beside each other on one theme, or on all of them."""

    theme: Theme | None
    lines: tuple[BesideLine, ...]


@dataclass(frozen=True, slots=True)
class ComparedOrganisations:
    """`subject` is None when the user may not see the organisation that is asked for.

    `region` is None when it is not asked, or not to be seen. `unseen` is how many of the chosen
    organisations cannot be shown.
    """

    round: Round
    question: Question
    subject: Organisation | None
    shown: tuple[Organisation, ...]
    others: tuple[Organisation, ...]
    unseen: int
    region: PairTable | None
    tables: tuple[BesideTable, ...]

    @property
    def asks_region(self) -> bool:
        return self.question.beside == REGION

    @property
    def asks_size(self) -> bool:
        return self.question.beside == SIZE

    @property
    def choices(self) -> dict[str, str]:
        """Beside what it can stand: by size only when that is known, or asked for."""
        knows_size = self.subject is not None and self.subject.inhabitants is not None
        return {
            word: label
            for word, label in BESIDE.items()
            if word != SIZE or knows_size or self.asks_size
        }

    @property
    def asks_chosen(self) -> bool:
        return self.question.beside == CHOSEN


def compared_organisations(user: User, round: Round, question: Question) -> ComparedOrganisations:
    """Three queries, whatever the number of organisations and points."""
    read = read_round(user, round)
    subject = _subject(user, read, question.organisation)
    others = tuple(_others(subject, read.shown, question)) if subject else ()
    with_region = subject and question.beside == REGION and may_see_region(user, round)
    codes = {organisation.code for organisation in read.shown}
    return ComparedOrganisations(
        round=round,
        question=question,
        subject=subject,
        shown=read.shown,
        others=others,
        unseen=len(question.others - codes) if question.beside == CHOSEN else 0,
        region=_region_table(read, subject) if subject and with_region else None,
        tables=tuple(_tables(read, subject, others)) if subject and others else (),
    )


def _subject(user: User, read: RoundRead, code: str) -> Organisation | None:
    """Who is asked for; without a code the own organisation, else the first."""
    if code:
        return next((each for each in read.shown if each.code == code), None)
    own = organisations_of(user, Permission.VIEW_ORGANISATION)
    return next((each for each in (*own, *read.shown) if each in read.shown), None)


def _others(
    subject: Organisation, shown: Sequence[Organisation], question: Question
) -> Iterator[Organisation]:
    for organisation in shown:
        is_same_kind = question.beside == KIND and organisation.kind == subject.kind
        is_same_size = question.beside == SIZE and organisation.is_as_large_as(subject)
        is_chosen = question.beside == CHOSEN and organisation.code in question.others
        if organisation != subject and (is_same_kind or is_same_size or is_chosen):
            yield organisation


def _region_table(read: RoundRead, subject: Organisation) -> PairTable:
    """The region's figure counts the organisation too."""
    links = ResultLinks.of(read.round)
    figures, provisional = read.figures, read.round.is_provisional
    return PairTable(
        id="per-thema",
        caption="Per thema",
        head="Thema",
        before=Side("Alle organisaties samen", provisional),
        now=Side(subject.name, provisional),
        lines=tuple(
            Pair(
                name=str(theme),
                page="",
                before=figures.theme(theme.pk),
                before_href=links.to(theme=theme),
                now=figures.cell(subject.pk, theme.pk),
                now_href=links.to(organisation=subject, theme=theme),
            )
            for theme in read.themes
        ),
        total=Pair(
            name="Totaal",
            page="",
            before=figures.total,
            before_href=links.base,
            now=figures.organisation(subject.pk),
            now_href=links.to(organisation=subject),
        ),
    )


def _tables(
    read: RoundRead, subject: Organisation, others: Sequence[Organisation]
) -> Iterator[BesideTable]:
    """All themes together first, then each; the organisations in the order of every list."""
    links = ResultLinks.of(read.round)

    def figure(organisation: Organisation, theme: Theme | None) -> Figure:
        if theme is None:
            return read.figures.organisation(organisation.pk)
        return read.figures.cell(organisation.pk, theme.pk)

    for theme in (None, *read.themes):
        own = figure(subject, theme)
        yield BesideTable(
            theme,
            tuple(
                BesideLine(
                    organisation=organisation,
                    figure=figure(organisation, theme),
                    href=links.to(organisation=organisation, theme=theme),
                    points=points_between(figure(organisation, theme), own),
                    is_subject=organisation == subject,
                )
                for organisation in read.shown
                if organisation == subject or organisation in others
            ),
        )
