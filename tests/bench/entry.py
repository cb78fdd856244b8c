"""The entry: saving one point beside an empty save, and the page with all points of a round."""

import re
from dataclasses import dataclass, field
from itertools import count

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actions.users import create_account
from accounts.permissions import Role
from ambitions.actions.memberships import give_role
from monitoring.choices import AssessmentState
from monitoring.models import Assessment, Result
from tests.bench.databases import database, use
from tests.bench.report import Count, Goal, Line
from tests.bench.shapes import Shape, round_code
from tests.bench.site import Browser
from tests.bench.timing import Work, measure

SHAPE = Shape(7, points=53, rounds=4)
BESIDE_EMPTY_SAVE = Goal(3)
QUERIES = 12
KILOBYTES = 150
CONTROL = re.compile("SAVEPOINT|RELEASE|BEGIN|COMMIT")
"""Begin and end of a transaction; Django counts them among the queries."""


@dataclass(slots=True)
class Entering:
    """A coordinator at the open round of their organisation, of which one point is saved."""

    browser: Browser
    assessment: Assessment
    result: Result
    saves: "count[int]" = field(default_factory=lambda: count(1))

    @property
    def place(self) -> list[str]:
        return [self.assessment.round.code, self.assessment.organisation.code]

    def page(self) -> str:
        return self.browser.get(reverse("entry", args=self.place), toon="alle")

    def save(self) -> None:
        """Something else every time, on top of the version that the save before gave back."""
        address = reverse("entry_point", args=[*self.place, self.result.point.code])
        answer = self.browser.post(address, self._form())
        self.result.version += 1
        assert re.search(rf'-version"[^>]*value="{self.result.version}"', answer), (
            "it was not saved"
        )

    def empty_save(self) -> None:
        self.browser.post(reverse("bench_floor_post"), self._form())

    def empty_page(self) -> str:
        return self.browser.get(reverse("bench_floor"))

    def _form(self) -> dict[str, str]:
        answer = {
            "version": str(self.result.version),
            "base": "",
            "status": "partly",
            "explanation": f"Het beleid is vastgesteld, keer {next(self.saves)}.",
            "private_note": "",
        }
        return {f"r{self.result.pk}-{name}": value for name, value in answer.items()}


@dataclass(frozen=True, slots=True)
class Measured:
    """`size` is a line about the page's bytes."""

    lines: list[Line]
    counts: list[Count]
    size: str


def measure_entry(application: WSGIHandler, pairs: int) -> Measured:
    with database("entry", SHAPE), use("entry"):
        entering = _entering(application)
        page = entering.page()
        assert page.count('id="punt-') == SHAPE.points, "the page is not whole"
        saving = measure(entering.save, entering.empty_save, pairs)
        showing = measure(entering.page, entering.empty_page, pairs)
        return Measured(
            lines=[
                Line.of("7", "saving one point / empty save", 1, saving, BESIDE_EMPTY_SAVE),
                Line.of("7", "entry of 53 points / empty page", SHAPE.points, showing, None),
            ],
            counts=[
                Count("7 in 1 region(s)", what, _queries(work), QUERIES)
                for what, work in (
                    ("saving one point", entering.save),
                    ("entry of 53 points", entering.page),
                )
            ],
            size=f"Entry of 53 points: {len(page.encode()) / 1024:.0f} KB of HTML,"
            f" goal ≤ {KILOBYTES} KB.",
        )


def _entering(application: WSGIHandler) -> Entering:
    code = round_code(SHAPE.rounds, SHAPE.middle_region)
    drafts = Assessment.objects.with_round().filter(state=AssessmentState.DRAFT)
    assessment = drafts.filter(round__code=code).order_by("organisation__code")[0]
    result = Result.objects.of(assessment).applicable().select_related("point")[0]
    user = create_account(email="gemeente@meting.example", name="G. Meting", by=None)
    give_role(user=user, role=Role.COORDINATOR, target=assessment.organisation, by=None)
    return Entering(Browser(application, user), assessment, result)


def _queries(work: Work) -> int:
    with CaptureQueriesContext(connection) as captured:
        work()
    return sum(not CONTROL.match(query["sql"]) for query in captured.captured_queries)
