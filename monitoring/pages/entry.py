"""What the entry shows: points with their answers, by theme or narrowed to what needs work."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from accounts.models import User
from accounts.permissions import Permission
from ambitions.access import can
from ambitions.models import Theme
from monitoring.achievement import Figure
from monitoring.choices import RemarkKind, ResultStatus, lacks_explanation
from monitoring.figures import figure_of
from monitoring.models import Assessment, Result, Round
from monitoring.pages.previous import TAKEN_OVER, previous_results
from monitoring.succession import previous_round


@dataclass(frozen=True, slots=True)
class Row:
    """One point with its result, and the result of the round before."""

    result: Result
    previous: Result | None
    user: User

    @property
    def address(self) -> str:
        """Of the page of the point, relative to that of the list: it stands there many times."""
        return f"punt/{quote(self.result.point.code)}/"

    @property
    def is_open(self) -> bool:
        return self.result.is_applicable and self.result.status == ResultStatus.UNANSWERED

    @property
    def lacks_explanation(self) -> bool:
        result = self.result
        return result.is_applicable and lacks_explanation(result.status, result.explanation)

    @property
    def is_changed(self) -> bool:
        """Whether it was answered otherwise than in the round before."""
        return (
            self.previous is not None
            and not self.is_open
            and (self.previous.status != self.result.status)
        )

    @property
    def is_partly(self) -> bool:
        return self.result.status == ResultStatus.PARTLY

    @property
    def is_mine(self) -> bool:
        assignment = getattr(self.result, "assignment", None)
        return assignment is not None and assignment.user_id == self.user.pk

    @property
    def is_asked(self) -> bool:
        """Whether the district coordinator waits for an answer."""
        return getattr(self.result, "last_remark", None) == RemarkKind.QUESTION

    @property
    def can_be_taken_over(self) -> bool:
        return self.is_open and self.previous is not None and self.previous.status in TAKEN_OVER


FILTERS: dict[str, tuple[str, Callable[[Row], bool]]] = {
    "open": ("Nog niet ingevuld", lambda row: row.is_open),
    "toelichting": ("Toelichting ontbreekt", lambda row: row.lacks_explanation),
    "mijn": ("Mijn punten", lambda row: row.is_mine),
    "vragen": ("Vragen van DWO-F", lambda row: row.is_asked),
    "gewijzigd": ("Anders dan vorige ronde", lambda row: row.is_changed),
    "deels": ("Deels behaald", lambda row: row.is_partly),
    "alle": ("Alle punten", lambda _row: True),
}
"""What the page can be narrowed to, by the word in its address."""


@dataclass(frozen=True, slots=True)
class Step:
    """One theme of the round with how far it is filled in."""

    theme: Theme
    figure: Figure
    is_current: bool


@dataclass(frozen=True, slots=True)
class Filter:
    key: str
    label: str
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class EntryPage:
    """`rows` are those that are shown, `every` is all of them.

    `theme` is None when the page is narrowed otherwise.
    """

    every: tuple[Row, ...]
    rows: tuple[Row, ...]
    steps: tuple[Step, ...]
    filters: tuple[Filter, ...]
    theme: Theme | None
    next: Theme | None
    total: Figure
    words: str
    before: Round | None
    first_open: Row | None
    """The first point without an answer, wherever it is."""

    @property
    def heading(self) -> str:
        if self.theme is not None:
            return f"Thema {self.theme}"
        if self.words:
            return f"Gezocht naar “{self.words}”"
        return next(found.label for found in self.filters if found.is_current)


def entry_page(
    user: User,
    assessment: Assessment,
    asked: Mapping[str, str],
    *,
    readable: bool,
    also: Collection[int] = (),
) -> EntryPage | None:
    """The page that `asked` (`thema`, `toon` or `zoek`) names; None when there is no such.

    Words are looked for in explanations only when those are `readable`. `also` are keys of results
    that are shown whatever was asked.

    Five queries at most, whatever the number of points.
    """
    before = previous_round(assessment.round)
    rows = entry_rows(user, assessment, before)
    themes = list({row.result.point.theme: None for row in rows})
    words = asked.get("zoek", "").strip()[:100]
    shown = asked.get("toon") or ("alle" if words else None)
    if shown is not None and shown not in FILTERS:
        return None
    theme, following = None, None
    if shown is None:
        code = asked.get("thema")
        place = next((i for i, each in enumerate(themes) if code in (None, each.code)), None)
        if place is None:
            return None
        theme = themes[place]
        following = themes[place + 1] if place + 1 < len(themes) else None
    return EntryPage(
        every=tuple(rows),
        rows=tuple(
            row
            for row in rows
            if row.result.pk in also
            or (
                (row.result.point.theme == theme if shown is None else FILTERS[shown][1](row))
                and _mentions(row, words, readable=readable)
            )
        ),
        steps=_steps(assessment.round, themes, rows, theme),
        filters=tuple(
            Filter(key, label, sum(map(holds, rows)), key == shown and not words)
            for key, (label, holds) in FILTERS.items()
        ),
        theme=theme,
        next=following,
        total=figure_of(assessment.round, (row.result.status for row in rows)),
        words=words,
        before=before,
        first_open=next((row for row in rows if row.is_open), None),
    )


def entry_rows(user: User, assessment: Assessment, before: Round | None) -> list[Row]:
    """All points of the assessment, in the norm's order; three queries at most."""
    results = Result.objects.filter(
        round=assessment.round_id, organisation=assessment.organisation_id
    ).to_fill_in()
    previous = previous_results(assessment, before)
    return [Row(result, previous.get(result.point_id), user) for result in results]


def entry_row(user: User, assessment: Assessment, result: Result) -> Row:
    """One point of the assessment, as it is now; four queries at most."""
    before = previous_round(assessment.round)
    present = Result.objects.to_fill_in().get(pk=result.pk)
    return Row(present, previous_results(assessment, before).get(result.point_id), user)


def may_read(user: User, assessment: Assessment) -> bool:
    """Whether the user may read the explanations of the assessment; no query for its own people."""
    if can(user, Permission.VIEW_PRIVATE_NOTE, assessment.organisation):
        return True
    results = Result.objects.filter(
        round=assessment.round_id, organisation=assessment.organisation_id
    )
    return results.explained_to(user).exists()


def _mentions(row: Row, words: str, *, readable: bool) -> bool:
    """Whether each of the words is in the point's code or texts, or in the explanation."""
    point = row.result.point
    texts = [point.code, point.title, point.description, point.achieved_when]
    if readable:
        texts.append(row.result.explanation)
    text = " ".join(texts).casefold()
    return all(word in text for word in words.casefold().split())


def _steps(
    round: Round, themes: list[Theme], rows: list[Row], current: Theme | None
) -> tuple[Step, ...]:
    return tuple(
        Step(
            theme,
            figure_of(round, (r.result.status for r in rows if r.result.point.theme == theme)),
            theme == current,
        )
        for theme in themes
    )
