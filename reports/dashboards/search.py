"""`/zoeken/`: ambition points, organisations and explanations in which words stand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from accounts.models import User
from ambitions.models import AmbitionPoint, Organisation
from monitoring.links import ResultLinks
from monitoring.models import Result
from reports.dashboards.search_words import Part, Words

PER_GROUP = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found: its name, where it is, and what stands around the words."""

    title: tuple[Part, ...]
    href: str
    place: str
    snippet: tuple[Part, ...]
    status: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind; `page` is the part of it that is shown.

    `key` names it in the address, `one` and `many` are what it is called.
    """

    key: str
    one: str
    many: str
    page: Page[Any]
    hits: tuple[Hit, ...]

    @property
    def total(self) -> int:
        return self.page.paginator.count

    @property
    def counted(self) -> str:
        return f"{self.total} {self.one if self.total == 1 else self.many}"

    @property
    def has_more(self) -> bool:
        return self.page.paginator.num_pages > 1


@dataclass(frozen=True, slots=True)
class SearchPage:
    """`alone` is the group that is shown page by page; None when all are shown in part."""

    words: Words
    groups: tuple[Group, ...]
    alone: Group | None

    @property
    def shown(self) -> tuple[Group, ...]:
        if self.alone is not None:
            return (self.alone,)
        return tuple(group for group in self.groups if group.total)

    @property
    def total(self) -> int:
        return sum(group.total for group in self.groups)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing that is searched: how it is found, and what is shown of one."""

    key: str
    one: str
    many: str
    find: Callable[[User, Words], "QuerySet[Any]"]
    show: Callable[[Any, Words], Hit]


def search_page(user: User, words: Words, only: str = "", page: str | None = None) -> SearchPage:
    """The first of every kind, or a page of the kind `only`; six queries at most."""
    groups = tuple(_group(kind, user, words, page if kind.key == only else None) for kind in KINDS)
    alone = next((group for group in groups if group.key == only), None)
    return SearchPage(words, groups, alone)


def _group(kind: Kind, user: User, words: Words, page: str | None) -> Group:
    found = Paginator(kind.find(user, words), PER_GROUP).get_page(page)
    hits = tuple(kind.show(each, words) for each in found)
    return Group(kind.key, kind.one, kind.many, found, hits)


def _find_points(user: User, words: Words) -> QuerySet[AmbitionPoint]:
    points = AmbitionPoint.objects.visible_to(user).mentioning(words.patterns)
    return points.with_norm().with_code_first(words.text)


def _show_point(point: AmbitionPoint, words: Words) -> Hit:
    return Hit(
        title=words.parts(str(point)),
        href=point.get_absolute_url(),
        place=f"{point.norm}, {point.theme}",
        snippet=words.snippet((point.description, point.achieved_when)),
    )


def _find_organisations(user: User, words: Words) -> QuerySet[Organisation]:
    organisations = Organisation.objects.visible_to(user).mentioning(words.patterns)
    return organisations.select_related("region").order_by("name", "code")


def _show_organisation(organisation: Organisation, words: Words) -> Hit:
    return Hit(
        title=words.parts(f"{organisation.name} ({organisation.code})"),
        href=organisation.get_absolute_url(),
        place=f"{organisation.get_kind_display().capitalize()}, regio {organisation.region}",
        snippet=(),
    )


def _find_explanations(user: User, words: Words) -> QuerySet[Result]:
    """The newest round first; only what the user may read, never a note."""
    results = Result.objects.shown_to(user).explained_to(user).explained_with(words.patterns)
    return results.select_related("round").order_by(
        "-round__reference_date", "-round", "point__position", "organisation__name", "pk"
    )


def _show_explanation(result: Result, words: Words) -> Hit:
    links = ResultLinks.of(result.round)
    return Hit(
        title=(Part(f"{result.organisation}: {result.point}"),),
        href=links.to(organisation=result.organisation, point=result.point),
        place=f"{result.round}, {result.point.norm}",
        snippet=words.snippet([result.text]),  # type: ignore[attr-defined]
        status=result.status,
    )


KINDS: Sequence[Kind] = (
    Kind("punten", "ambitiepunt", "ambitiepunten", _find_points, _show_point),
    Kind("organisaties", "organisatie", "organisaties", _find_organisations, _show_organisation),
    Kind("toelichtingen", "toelichting", "toelichtingen", _find_explanations, _show_explanation),
)
