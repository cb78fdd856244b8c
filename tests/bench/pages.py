"""The dashboards: their time beside the floor, their queries, and what others' data cost them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial

from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actions.users import create_account
from accounts.models import User
from accounts.permissions import Role
from ambitions.actions.memberships import give_role
from ambitions.models import AmbitionPoint, Region
from monitoring.models import Round
from tests.bench.browser import shown
from tests.bench.databases import database, use
from tests.bench.report import Count, Goal, Line
from tests.bench.shapes import Shape, region_code, round_code
from tests.bench.site import Browser
from tests.bench.timing import Work, measure
from tests.bench.weight import Weight

POINTS = 53
FEW_ROUNDS = 4
"""One open, the others published: what the small database holds; the large one has twelve."""
BESIDE_FLOOR = Goal(12)
OTHERS_BESIDE_FLOOR = Goal(8)
BESIDE_SMALL = Goal(1.2)
QUERIES = 10


@dataclass(frozen=True, slots=True)
class Visit:
    """A district coordinator looking at the region in the middle of one database.

    `organisation_path` and `point_path` are the pages of its first organisation and point.
    """

    alias: str
    shape: Shape
    browser: Browser
    organisation_path: str
    point_path: str

    def dashboard(self) -> str:
        return self._get(reverse("region_dashboard"))

    def organisation(self) -> str:
        return self._get(self.organisation_path)

    def point(self) -> str:
        return self._get(self.point_path)

    def others(self) -> Iterator[tuple[str, Callable[[], str]]]:
        """The pages that compare, explain and find, by what they are."""
        code = round_code(self.shape.rounds - 1, self.shape.middle_region)
        for what, name, arguments, query in (
            ("waterbed", "waterbed", [], {"ronde": code}),
            ("two rounds", "compare_rounds", [], {}),
            ("two organisations and more", "compare_organisations", [], {"met": "soort"}),
            ("what if, of one organisation", "what_if", [], {}),
            ("how a figure comes about", "figure_trail", [code], {}),
            ("search", "search", [], {"q": "overleg"}),
        ):
            yield what, partial(self._get, reverse(name, args=arguments), **query)

    def floor(self) -> str:
        return self._get(reverse("bench_floor"))

    def dashboard_queries(self, number: int) -> int:
        """Queries for the page of the round with this number."""
        code = round_code(number, self.shape.middle_region)
        path = reverse("region_dashboard")
        assert self.queries(Region.objects.count) == 1, "the counter does not count"
        return self.queries(lambda: self.browser.get(path, ronde=code))

    def queries(self, work: Work) -> int:
        with use(self.alias), CaptureQueriesContext(connections[self.alias]) as queries:
            work()
        return len(queries)

    def check(self) -> None:
        """Asserts that pages are whole, with the figure of the newest closed round."""
        body = self.dashboard()
        with use(self.alias):
            code = round_code(self.shape.rounds - 1, self.shape.middle_region)
            round = Round.objects.get(code=code)
            tally = round.results.tally()
            cells = round.results.count()
        assert f"{tally.achieved} van {tally.applicable}" in body, "the total is not on the page"
        assert body.count("fn-heatmap__cell") == cells, "the heat map is not whole"
        assert "fn-heatmap" not in self.floor(), "the floor has content"
        assert "Wat er nog ligt" in self.organisation()
        assert "Resultaten per organisatie en ronde" in self.point()

    def weight(self) -> Weight:
        """Of the dashboard, when nothing of it is kept yet."""
        with use(self.alias):
            return Weight.of(self.browser.compressed(reverse("region_dashboard")))

    def _get(self, path: str, **query: str) -> str:
        with use(self.alias):
            return self.browser.get(path, **query)


@dataclass(frozen=True, slots=True)
class Measured:
    """`notes` are lines about what a browser fetches and shows."""

    lines: list[Line]
    counts: list[Count]
    notes: list[str]


def measure_pages(application: WSGIHandler, pairs: int, crowd: int) -> Measured:
    """`crowd` is the number of organisations of the database with many other regions."""
    small = Shape(7, points=POINTS, rounds=FEW_ROUNDS)
    large = Shape(crowd, points=POINTS)
    with ExitStack() as stack:
        one = stack.enter_context(_visit(application, "page_small", small))
        other = stack.enter_context(_visit(application, "page_large", large))
        beside_small = measure(other.dashboard, one.dashboard, pairs)
        lines = [
            *_beside_floor(one, pairs),
            Line.of(
                f"{crowd} / 7",
                f"dashboard, {large.regions} regions × 12 rounds / 1 × {FEW_ROUNDS}",
                7 * POINTS,
                beside_small,
                BESIDE_SMALL,
            ),
        ]
        counts = [*_counts([one, other])]
        notes = [*_notes(application, one)]
        for organisations in (2, 40):
            shape = Shape(organisations, POINTS, FEW_ROUNDS, region_size=organisations)
            with _visit(application, f"page_{organisations}", shape) as visit:
                counts += _counts([visit])
    return Measured(lines, counts, notes)


def _beside_floor(visit: Visit, pairs: int) -> Iterator[Line]:
    for what, page, goal in (
        ("dashboard 7 × 53", visit.dashboard, BESIDE_FLOOR),
        ("organisation of 53 points", visit.organisation, OTHERS_BESIDE_FLOOR),
        ("point of 7 organisations", visit.point, OTHERS_BESIDE_FLOOR),
        *((what, page, OTHERS_BESIDE_FLOOR) for what, page in visit.others()),
    ):
        measured = measure(page, visit.floor, pairs)
        yield Line.of("7", f"{what} / empty page", 7 * POINTS, measured, goal)


def _notes(application: WSGIHandler, visit: Visit) -> Iterator[str]:
    yield f"First page, the dashboard: {visit.weight()}."
    seen = shown(application, visit.alias, visit.browser, reverse("region_dashboard"))
    yield f"The dashboard in {seen}." if seen else "No Chromium: painting is not measured."


@contextmanager
def _visit(application: WSGIHandler, alias: str, shape: Shape) -> Iterator[Visit]:
    with database(alias, shape):
        with use(alias):
            region = Region.objects.get(code=region_code(shape.middle_region))
            visit = Visit(
                alias,
                shape,
                Browser(application, _coordinator(region)),
                region.organisations.order_by("code")[0].get_absolute_url(),
                _point(region).get_absolute_url(),
            )
        visit.check()
        yield visit


def _coordinator(region: Region) -> User:
    user = create_account(email="district@meting.example", name="D. Meting", by=None)
    give_role(user=user, role=Role.DISTRICT_COORDINATOR, target=region, by=None)
    return user


def _point(region: Region) -> AmbitionPoint:
    points = AmbitionPoint.objects.with_norm().filter(norm__region=region)
    return points.order_by("position")[0]


def _counts(visits: Sequence[Visit]) -> Iterator[Count]:
    for visit in visits:
        rounds = visit.shape.rounds
        database = f"{visit.shape.organisations} in {visit.shape.regions} region(s)"
        for what, number in (("published", rounds - 1), ("open", rounds)):
            yield Count(
                database=database,
                what=f"dashboard, {what} round",
                queries=visit.dashboard_queries(number),
                limit=QUERIES,
            )
        pages = (("organisation", visit.organisation), ("point", visit.point), *visit.others())
        for what, page in pages:
            yield Count(database, what, queries=visit.queries(page), limit=QUERIES)
