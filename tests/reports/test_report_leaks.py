"""What a report, a draft or a seal must not tell, in cases that were told once."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.triggers import uninstall
from ambitions.models import Region
from monitoring.choices import ResultStatus, RoundState
from monitoring.models import Publication, Round
from monitoring.snapshot import digest
from reports.actions.documents import make_report
from reports.actions.reports import approve_report, offer_report
from reports.documents.writers import FORMATS
from reports.drafting import standard
from reports.kinds import KINDS
from reports.kinds.kind import Order, build
from reports.material.reading import of_publication, of_round
from reports.models import Report, ReportState
from reports.pages.checking import Verdict, check
from tests.conftest import ALL_GUARDS, SignIn, World
from tests.factories import fill_round, make_round
from tests.reports import making
from tests.reports.conftest import MakeRound, advance
from tests.reports.documents.samples import MOMENT, sample_document
from tests.reports.kinds.walk import plain


def final_summary(world: World, round: Round) -> Report:
    report = making.make_report(round=round, by=world.analyst, kind=making.SUMMARY)
    report = making.change_sentence(report, "Dit was een kladzin.", by=world.analyst)
    report = making.change_sentence(report, "Zo staat het er nu.", by=world.analyst)
    offer_report(report=report, version=3, by=world.analyst)
    approve_report(
        report=making.fresh(report), version=3, publication=1, by=world.district_coordinator
    )
    return making.fresh(report)


@pytest.fixture
def achieved_round(world: World) -> Round:
    """A published round in which everybody has achieved everything."""
    round = make_round(norm=world.norm, code="behaald", state=RoundState.OPEN)
    fill_round(round=round, status=ResultStatus.ACHIEVED)

    advance(round, RoundState.PUBLISHED)
    return Round.objects.with_norm().get(pk=round.pk)


def test_reader_outside_the_region_roles_sees_what_was_approved_and_not_how_it_grew(
    world: World, achieved_round: Round, sign_in: SignIn
) -> None:
    report = final_summary(world, achieved_round)
    reader = sign_in(world.other_coordinator)

    page = reader.get(f"/rapporten/{report.pk}/")

    assert "Zo staat het er nu." in page.content.decode()
    assert "kladzin" not in page.content.decode()
    assert reader.get(f"/rapporten/{report.pk}/versies/2/").status_code == 404
    assert reader.get(f"/rapporten/{report.pk}/versies/3/").status_code == 404
    assert reader.get(f"/rapporten/{report.pk}/versies/2/odt/").status_code == 404
    assert reader.get(f"/rapporten/{report.pk}/bestand/odt/").status_code == 200


def test_reader_keeps_the_approved_version_while_a_newer_one_is_a_draft(
    world: World, achieved_round: Round, sign_in: SignIn
) -> None:
    report = final_summary(world, achieved_round)
    making.change_sentence(report, "Nieuwe kladzin.", by=world.analyst)

    page = sign_in(world.other_coordinator).get(f"/rapporten/{report.pk}/").content.decode()

    assert "Zo staat het er nu." in page
    assert "Nieuwe kladzin" not in page
    assert "concept" not in page.lower().partition("<main")[2].partition("</main")[0]


@pytest.mark.parametrize(
    ("kind", "left_out"), [("organisatierapport", "bijlage"), ("evaluatierapport", "toelichtingen")]
)
def test_part_that_is_left_out_takes_its_data_along(
    rich_round: MakeRound, kind: str, left_out: str
) -> None:
    publication = rich_round(RoundState.PUBLISHED).publications.get()
    material = of_publication(publication)
    of = KINDS[kind]
    parts = frozenset(part.name for part in of.parts)
    mark = sample_document().mark
    organisation = "GM0034" if of.of_organisation else None
    order = Order(mark, "concept", MOMENT, organisation=organisation, parts=parts)

    assert build(of, material, order).document.attachment is not None
    less = replace(order, parts=parts - {left_out})
    assert build(of, material, less).document.attachment is None


def test_total_of_an_organisation_alone_is_no_number_of_its_report(
    world: World, open_round: Round
) -> None:
    material = of_round(open_round, world.almere)
    order = Order(
        sample_document().mark,
        "concept",
        MOMENT,
        organisation="GM0034",
        parts=frozenset(part.name for part in KINDS["organisatierapport"].parts),
    )

    built = build(KINDS["organisatierapport"], material, order)

    assert "totaal" not in built.numbers.material.figures


def test_letter_tells_no_total_of_which_the_rest_is_of_two_or_is_nothing(world: World) -> None:
    round = make_round(norm=world.norm, code="rest", state=RoundState.OPEN)
    results = round.results.filter(organisation=world.almere)
    results.exclude(status=ResultStatus.NOT_APPLICABLE).update(status=ResultStatus.ACHIEVED)

    advance(round, RoundState.PUBLISHED)

    letter = standard(KINDS[making.LETTER], round, world.almere, by=None)

    assert "samen" not in plain(letter).lower().partition("hoe ver")[2]


def test_round_that_was_never_published_is_not_in_the_summary(world: World) -> None:
    before = make_round(norm=world.norm, code="voor", name="Geheime ronde", state=RoundState.OPEN)

    fill_round(round=before)
    advance(before, RoundState.CLOSED)
    now = make_round(
        norm=world.norm,
        code="nu",
        state=RoundState.OPEN,
        reference_date=before.reference_date.replace(year=before.reference_date.year + 1),
    )
    fill_round(round=now)
    advance(now, RoundState.PUBLISHED)
    now = Round.objects.with_norm().get(pk=now.pk)

    summary = standard(KINDS[making.SUMMARY], now, None, by=None)

    assert "Geheime ronde" not in plain(summary)


@pytest.mark.parametrize(
    "query", ["", "?versie=2&publicatie=1", "?versie=1&publicatie=2", "?versie=x"]
)
def test_who_did_not_read_what_is_there_now_reads_first(
    world: World, published_round: Round, sign_in: SignIn, query: str
) -> None:
    report = making.make_report(round=published_round, by=world.analyst, state=ReportState.REVIEW)

    response = sign_in(world.district_coordinator).get(f"/rapporten/{report.pk}/goedkeuren/{query}")

    assert (response.status_code, response["Location"]) == (302, f"/rapporten/{report.pk}/")


def test_report_stays_the_same_when_its_region_gets_another_name(
    world: World, published_round: Round
) -> None:
    report = making.make_report(
        round=published_round,
        by=world.analyst,
        state=ReportState.FINAL,
        approver=world.district_coordinator,
    )

    def made() -> bytes:
        fresh = making.fresh(report)
        version = fresh.versions.get()
        return make_report(report=fresh, version=version, format=FORMATS["docx"], by=world.analyst)

    before = made()

    Region.objects.filter(pk=world.region.pk).update(title="Een andere naam")

    assert made() == before


def test_publication_that_was_changed_behind_our_back_is_not_genuine(
    published_round: Round, world: World
) -> None:
    publication = published_round.publications.get()
    connection.check_constraints()
    uninstall(ALL_GUARDS, connection)
    content = publication.content.replace('"achieved": 1', '"achieved": 2', 1)
    Publication.objects.filter(pk=publication.pk).update(content=content, sha256=digest(content))

    assert check([content.encode()], world.analyst).verdict is not Verdict.GENUINE


def test_report_does_not_begin_as_final(world: World, published_round: Round) -> None:
    with pytest.raises(IntegrityError, match="begint als concept"), transaction.atomic():
        Report.objects.create(round=published_round, kind=making.STAND, state=ReportState.FINAL)


def test_agenda_is_over_when_the_round_is_published(world: World) -> None:
    round = make_round(norm=world.norm, code="met-agenda", state=RoundState.OPEN)
    report = making.make_report(round=round, by=world.analyst, kind=making.AGENDA)

    advance(round, RoundState.PUBLISHED)

    assert not Report.objects.visible_to(world.user("analyst")).filter(pk=report.pk).exists()
