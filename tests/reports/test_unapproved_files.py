"""What is said of a genuine file of a report that nobody approved."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from monitoring.models import Round
from reports.actions import documents
from reports.actions.exports import export_round
from reports.documents.writers import FORMATS as DOCUMENTS
from reports.exports import FORMATS
from reports.kinds import KINDS
from reports.models import MadeFile, ReportState
from tests.conftest import SignIn, World
from tests.reports.making import STAND, make_report
from tests.reports.test_file_check import CODE, ask


@pytest.fixture(autouse=True)
def _nobody_has_to_wait() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.mark.parametrize(
    ("state", "heading"),
    [
        (ReportState.DRAFT, "Een concept"),
        (ReportState.REVIEW, "Een concept"),
        (ReportState.FINAL, ""),
        (None, "Standaardtekst"),
    ],
)
def test_report_that_nobody_approved_says_so_beside_genuine(
    world: World, published_round: Round, sign_in: SignIn, state: ReportState | None, heading: str
) -> None:
    address = f"/rapporten/ronde/{CODE}/{STAND}/docx/"
    if state is not None:
        report = make_report(
            round=published_round,
            by=world.analyst,
            state=state,
            approver=world.district_coordinator,
        )
        address = f"/rapporten/{report.pk}/bestand/docx/"
    content = sign_in(world.analyst).get(address).content

    main = ask(Client(), content, "rapport.docx").one("main")

    assert "Dit bestand is door flevonorm gemaakt" in main.text
    assert ("geen goedgekeurd rapport" in main.text) == bool(heading)
    assert ("De publicatie waaruit de cijfers komen" in main.text) == bool(heading)
    assert heading in main.text


def test_state_is_kept_of_a_report_with_a_long_name(
    world: World, published_round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "MAX_WHAT", 40)

    documents.make_document(
        kind=KINDS[STAND],
        round=published_round,
        organisation=None,
        format=DOCUMENTS["docx"],
        by=world.analyst,
    )

    what = MadeFile.objects.get().what
    assert len(what) == 40
    assert what.endswith(", standaardtekst")


def test_data_are_no_report_to_approve(client: Client, published_round: Round) -> None:
    content = export_round(round=published_round, format=FORMATS["csv"], organisation=None, by=None)

    main = ask(client, content, "ronde.csv").one("main")

    assert "Dit bestand is door flevonorm gemaakt" in main.text
    assert "goedgekeurd" not in main.text
