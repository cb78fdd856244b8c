"""The region's dashboard: its time beside the floor, its queries, and what others' data cost it."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actions.users import create_account
from accounts.models import User
from accounts.permissions import Role
from ambitions.actions.memberships import give_role
from ambitions.models import Region
from monitoring.models import Round
from tests.bench.databases import database, use
from tests.bench.report import Count, Goal, Line
from tests.bench.shapes import Shape, region_code, round_code
from tests.bench.site import Browser
from tests.bench.timing import Work, measure

POINTS = 53
FEW_ROUNDS = 4
"""One open, the others published: what the small database holds; the large one has twelve."""
BESIDE_FLOOR = Goal(12)
BESIDE_SMALL = Goal(1.2)
QUERIES = 10


@dataclass(frozen=True, slots=True)
class Visit:
    """A district coordinator at the dashboard of the region in the middle of one database."""

    alias: str
    shape: Shape
    browser: Browser

    def dashboard(self) -> str:
        return self._get("region_dashboard")

    def floor(self) -> str:
        return self._get("bench_floor")

    def dashboard_queries(self, number: int) -> int:
        """Queries for the page of the round with this number."""
        code = round_code(number, self.shape.middle_region)
        path = reverse("region_dashboard")
        assert self._queries(Region.objects.count) == 1, "the counter does not count"
        return self._queries(lambda: self.browser.get(path, ronde=code))

    def _queries(self, work: Work) -> int:
        with use(self.alias), CaptureQueriesContext(connections[self.alias]) as queries:
            work()
        return len(queries)

    def check(self) -> None:
        """Asserts that the page is the whole page, with the figure of the newest closed round."""
        body = self.dashboard()
        with use(self.alias):
            code = round_code(self.shape.rounds - 1, self.shape.middle_region)
            round = Round.objects.get(code=code)
            tally = round.results.tally()
            cells = round.results.count()
        assert f"{tally.achieved} van {tally.applicable}" in body, "the total is not on the page"
        assert body.count("fn-heatmap__cell") == cells, "the heat map is not whole"
        assert "fn-heatmap" not in self.floor(), "the floor has content"

    def _get(self, name: str) -> str:
        with use(self.alias):
            return self.browser.get(reverse(name))


def measure_pages(
    application: WSGIHandler, pairs: int, crowd: int
) -> tuple[list[Line], list[Count]]:
    """`crowd` is the number of organisations of the database with many other regions."""
    small = Shape(7, points=POINTS, rounds=FEW_ROUNDS)
    large = Shape(crowd, points=POINTS)
    with ExitStack() as stack:
        one = stack.enter_context(_visit(application, "page_small", small))
        other = stack.enter_context(_visit(application, "page_large", large))
        beside_floor = measure(one.dashboard, one.floor, pairs)
        beside_small = measure(other.dashboard, one.dashboard, pairs)
        lines = [
            Line.of("7", "dashboard 7 × 53 / empty page", 7 * POINTS, beside_floor, BESIDE_FLOOR),
            Line.of(
                f"{crowd} / 7",
                f"dashboard, {large.regions} regions × 12 rounds / 1 × {FEW_ROUNDS}",
                7 * POINTS,
                beside_small,
                BESIDE_SMALL,
            ),
        ]
        counts = [*_counts([one, other])]
        for organisations in (2, 40):
            shape = Shape(organisations, POINTS, FEW_ROUNDS, region_size=organisations)
            with _visit(application, f"page_{organisations}", shape) as visit:
                counts += _counts([visit])
    return lines, counts


@contextmanager
def _visit(application: WSGIHandler, alias: str, shape: Shape) -> Iterator[Visit]:
    with database(alias, shape):
        with use(alias):
            browser = Browser(application, _coordinator(shape))
        visit = Visit(alias, shape, browser)
        visit.check()
        yield visit


def _coordinator(shape: Shape) -> User:
    region = Region.objects.get(code=region_code(shape.middle_region))
    user = create_account(email="district@meting.example", name="D. Meting", by=None)
    give_role(user=user, role=Role.DISTRICT_COORDINATOR, target=region, by=None)
    return user


def _counts(visits: Sequence[Visit]) -> Iterator[Count]:
    for visit in visits:
        rounds = visit.shape.rounds
        for what, number in (("published", rounds - 1), ("open", rounds)):
            yield Count(
                database=f"{visit.shape.organisations} in {visit.shape.regions} region(s)",
                what=f"dashboard, {what} round",
                queries=visit.dashboard_queries(number),
                limit=QUERIES,
            )
