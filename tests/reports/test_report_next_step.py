"""What a report's page says has to happen now, and which files the list gives first."""

import pytest
from django.test import Client

from monitoring.choices import RoundState
from monitoring.models import Round
from reports.models import Report, ReportState
from tests.conftest import SignIn, World
from tests.reports.conftest import MakeRound
from tests.reports.making import STAND, SUMMARY, change_sentence, make_report


def page(client: Client, report: Report) -> str:
    return client.get(f"/rapporten/{report.pk}/").content.decode()


@pytest.mark.parametrize(
    ("state", "who", "told"),
    [
        (ReportState.DRAFT, "analyst", "Bied het rapport dan ter goedkeuring aan."),
        (ReportState.REVIEW, "analyst", "Het rapport wacht op goedkeuring."),
        (ReportState.REVIEW, "district_coordinator", "Klopt het, keur het dan goed"),
        (ReportState.FINAL, "analyst", "Het rapport is definitief: haal het op"),
    ],
)
def test_page_says_what_has_to_happen_now(
    world: World, published_round: Round, sign_in: SignIn, state: ReportState, who: str, told: str
) -> None:
    report = make_report(
        round=published_round, by=world.analyst, state=state, approver=world.district_coordinator
    )

    assert told in page(sign_in(world.user(who)), report)


@pytest.fixture
def summary(world: World, published_round: Round) -> Report:
    """A public summary that was approved."""
    return make_report(
        round=published_round,
        by=world.analyst,
        kind=SUMMARY,
        state=ReportState.FINAL,
        approver=world.district_coordinator,
    )


def test_who_only_reads_is_told_of_no_step(world: World, summary: Report, sign_in: SignIn) -> None:
    read = page(sign_in(world.executive), summary)

    assert "haal het op als PDF" not in read
    assert "ter goedkeuring" not in read


def test_draft_of_a_round_that_is_not_published_is_not_to_be_offered(
    world: World, rich_round: MakeRound, sign_in: SignIn
) -> None:
    report = make_report(round=rich_round(RoundState.CLOSED), by=world.analyst)

    read = page(sign_in(world.analyst), report)

    assert "Bied het rapport dan" not in read
    assert "als de ronde is gepubliceerd" in read


def test_list_gives_what_people_made_before_the_standard_text(
    world: World, published_round: Round, sign_in: SignIn
) -> None:
    report = change_sentence(
        make_report(round=published_round, by=world.analyst), "Anders.", by=world.analyst
    )

    listed = sign_in(world.analyst).get("/rapporten/").content.decode()

    made = f'href="/rapporten/{report.pk}/bestand/pdf/"'
    standard = f'href="/rapporten/ronde/{published_round.code}/{STAND}/pdf/"'
    assert listed.index(made) < listed.index("Zonder aanpassingen:") < listed.index(standard)
    assert "versie 2, concept" in listed


def test_standard_report_tells_others_no_version_of_a_draft(
    world: World, published_round: Round, summary: Report, sign_in: SignIn
) -> None:
    change_sentence(summary, "Nog niet goedgekeurd.", by=world.analyst)

    address = f"/rapporten/ronde/{published_round.code}/{SUMMARY}/"
    read = sign_in(world.executive).get(address).content.decode()

    assert "definitief</a>" in read
    assert "versie 2" not in read
    assert "concept" not in read
