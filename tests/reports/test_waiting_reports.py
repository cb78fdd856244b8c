"""What waits for somebody's approval, on the start page and on the page of reports."""

import pytest

from monitoring.choices import RoundState
from monitoring.models import Round
from reports.actions.reports import approve_report, return_report
from reports.models import Report, ReportState
from tests.conftest import CAST, SignIn, World
from tests.factories import make_round
from tests.reports.document import read
from tests.reports.making import LETTER, SUMMARY, change_sentence, make_report
from tests.reports.test_query_counts import add_organisations, filled_round, queries, wide_norm

HEADING = "Wacht op uw goedkeuring"
PAGES = ("/", "/rapporten/")


def waits_for(world: World, sign_in: SignIn, name: str, path: str) -> list[str]:
    """Addresses of what a member of the cast reads that waits for them."""
    found = read(sign_in(world.user(name)), path).all("section", **{"aria-labelledby": "wacht"})
    return [href for section in found for href in section.hrefs()]


@pytest.fixture
def letter(world: World, published_round: Round) -> Report:
    """Made by the coordinator of Almere and offered."""
    return make_report(
        round=published_round,
        by=world.coordinator,
        kind=LETTER,
        organisation=world.almere,
        state=ReportState.REVIEW,
    )


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("name", [name for name in CAST if name not in {"nobody", "administrator"}])
def test_offered_letter_waits_for_who_may_approve_it(
    world: World, letter: Report, sign_in: SignIn, name: str, path: str
) -> None:
    expected = {"district_coordinator", "analyst", "executive"}

    found = waits_for(world, sign_in, name, path)

    assert found == ([letter.get_absolute_url()] if name in expected else [])


@pytest.mark.parametrize("name", ["nobody", "administrator"])
def test_nothing_waits_for_who_has_no_role(
    world: World, letter: Report, sign_in: SignIn, name: str
) -> None:
    assert waits_for(world, sign_in, name, "/") == []


@pytest.mark.parametrize("path", PAGES)
def test_own_work_does_not_wait_for_oneself(
    world: World, published_round: Round, sign_in: SignIn, path: str
) -> None:
    report = make_report(
        round=published_round, by=world.analyst, kind=SUMMARY, state=ReportState.REVIEW
    )

    assert waits_for(world, sign_in, "analyst", path) == []
    assert waits_for(world, sign_in, "executive", path) == []
    assert waits_for(world, sign_in, "district_coordinator", path) == [report.get_absolute_url()]


def test_maker_of_before_the_last_approval_is_a_second_reader(
    world: World, published_round: Round, sign_in: SignIn
) -> None:
    report = make_report(
        round=published_round,
        by=world.analyst,
        state=ReportState.FINAL,
        approver=world.district_coordinator,
    )
    assert waits_for(world, sign_in, "analyst", "/") == []
    report = change_sentence(report, "Anders.", by=world.district_coordinator)
    Report.objects.filter(pk=report.pk).update(state=ReportState.REVIEW)

    assert waits_for(world, sign_in, "analyst", "/") == [report.get_absolute_url()]
    assert waits_for(world, sign_in, "district_coordinator", "/") == []


def test_what_is_decided_or_changed_waits_no_longer(
    world: World, letter: Report, sign_in: SignIn
) -> None:
    return_report(report=letter, version=1, remark="", by=world.executive)
    assert waits_for(world, sign_in, "executive", "/") == []

    Report.objects.filter(pk=letter.pk).update(state=ReportState.REVIEW)
    assert waits_for(world, sign_in, "executive", "/") != []
    letter.refresh_from_db()
    approve_report(report=letter, version=1, publication=1, by=world.executive)

    assert waits_for(world, sign_in, "executive", "/") == []


def test_what_waits_of_another_round_is_told_too_with_the_round(
    world: World, letter: Report, sign_in: SignIn
) -> None:
    make_round(norm=world.norm, code="open", state=RoundState.OPEN)

    page = read(sign_in(world.executive), "/rapporten/?ronde=open")

    waiting = page.one("section", **{"aria-labelledby": "wacht"})
    assert str(letter) in waiting.text
    assert letter.round.name in waiting.text


def test_hostile_name_of_a_round_is_escaped(world: World, letter: Report, sign_in: SignIn) -> None:
    name = "<script>alert(1)</script>"
    Round.objects.filter(pk=letter.round_id).update(name=name)

    waiting = read(sign_in(world.executive), "/").one("section", **{"aria-labelledby": "wacht"})

    assert waiting.all("script") == []
    assert name in waiting.text


@pytest.mark.parametrize("path", PAGES)
def test_page_takes_as_many_queries_for_forty_letters_as_for_two(
    world: World, sign_in: SignIn, path: str
) -> None:
    organisations = add_organisations(world.region, 40)
    round = filled_round(wide_norm(world.region), RoundState.PUBLISHED)
    reports = [
        Report.objects.create(round=round, kind=LETTER, organisation=organisation)
        for organisation in organisations
    ]
    offered = Report.objects.filter(pk__in=[report.pk for report in reports[:2]])
    offered.update(state=ReportState.REVIEW)
    few = queries(sign_in(world.user("district_coordinator")), path)
    Report.objects.update(state=ReportState.REVIEW)

    assert queries(sign_in(world.user("district_coordinator")), path) == few
    assert len(waits_for(world, sign_in, "district_coordinator", path)) == len(reports)
