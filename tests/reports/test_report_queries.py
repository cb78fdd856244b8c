"""How many queries the pages of reports take, and that nothing private is in any report."""

from datetime import date

import pytest
from pydantic import TypeAdapter

from accounts.refusals import Refused
from monitoring.choices import RoundState
from monitoring.models import Evidence, Result, Round
from reports.documents.blocks import Document
from reports.drafting import standard, with_texts
from reports.kinds import KINDS
from reports.models import ReportVersion
from tests.conftest import SignIn, World
from tests.evidence import Entering
from tests.factories import MUNICIPALITY, make_round
from tests.reports.conftest import advance
from tests.reports.making import make_report
from tests.reports.test_query_counts import add_organisations, filled_round, queries, wide_norm

WHO = 3
"""The session, the user and the roles."""
LIST = WHO + 5
"""The rounds, which organisations one may read, who takes part, the reports, and what waits."""
DETAIL = WHO + 8
PRIVATE, CONFIDENTIAL = "dit is een interne notitie", "dit stuk is vertrouwelijk"


@pytest.mark.parametrize("municipalities", [3, 40])
def test_list_takes_few_queries_whatever_its_size(
    world: World, sign_in: SignIn, municipalities: int
) -> None:
    add_organisations(world.region, municipalities)
    round = filled_round(wide_norm(world.region), RoundState.PUBLISHED)
    make_report(round=round, by=world.analyst)

    found = queries(sign_in(world.district_coordinator), f"/rapporten/?ronde={round.code}")

    assert found == LIST


@pytest.mark.parametrize("municipalities", [3, 40])
def test_report_takes_few_queries_whatever_its_size(
    world: World, sign_in: SignIn, municipalities: int
) -> None:
    add_organisations(world.region, municipalities)
    round = filled_round(wide_norm(world.region), RoundState.PUBLISHED)
    report = make_report(round=round, by=world.analyst)

    found = queries(sign_in(world.district_coordinator), f"/rapporten/{report.pk}/")

    assert found <= DETAIL


@pytest.fixture(params=[RoundState.OPEN, RoundState.CLOSED, RoundState.PUBLISHED])
def round_with_secrets(request: pytest.FixtureRequest, world: World) -> Round:
    """Everything is shared, with a private note and a confidential piece of evidence."""
    round = make_round(norm=world.norm, code="met-geheimen", state=RoundState.OPEN)
    Result.objects.filter(round=round, organisation__kind=MUNICIPALITY).update(
        status="achieved", explanation="uitleg", private_note=PRIVATE, is_shared=True
    )
    Entering(round, "GM0034", world.coordinator).link(title=CONFIDENTIAL)
    advance(round, request.param)
    return Round.objects.with_norm().get(pk=round.pk)


def test_nothing_private_is_in_any_report(world: World, round_with_secrets: Round) -> None:
    assert Evidence.objects.filter(title=CONFIDENTIAL).exists()
    tree = TypeAdapter(Document)
    told = 0
    for kind in KINDS.values():
        organisation = world.almere if kind.of_organisation else None
        try:
            document = standard(kind, round_with_secrets, organisation, world.district_coordinator)
        except Refused:
            continue
        told += 1
        said = tree.dump_json(document).decode()
        assert PRIVATE not in said, kind.name
        assert CONFIDENTIAL not in said, kind.name

    assert told


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS.values() if kind.of_organisation])
def test_no_text_can_name_a_figure_of_another_organisation_before_publication(
    world: World, kind: str
) -> None:
    """The round before is closed too, and its statuses are not for others either."""
    for code, day in (("eerder", 1), ("nu", 2)):
        make_round(
            norm=world.norm,
            code=code,
            state=RoundState.CLOSED,
            reference_date=date(2025, 1, day),
            statuses={("GM0034", "A1"): "achieved", ("GM0995", "A1"): "achieved"},
        )
    round = Round.objects.with_norm().get(code="nu")
    report = make_report(round=round, by=world.coordinator, kind=kind, organisation=world.almere)
    version = ReportVersion.objects.get(report=report)

    numbers = with_texts(report, version, {}, world.coordinator).numbers

    places = [place for place in numbers.material.figures if "organisatie" in place]
    assert [place for place in places if world.almere.code not in place] == []
