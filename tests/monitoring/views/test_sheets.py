"""Filling in offline, as somebody does it: take the sheet along, work on it, bring it back."""

import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from accounts.models import AuditEvent
from monitoring.choices import AssessmentState
from monitoring.files.workbook import MAX_BYTES
from monitoring.models import Round, SheetUpload
from tests.conftest import SignIn, World
from tests.entry_sheets import cell_of, filled_in, headings, worked_on
from tests.factories import MUNICIPALITY, get_result, make_norm, make_round, set_assessment
from tests.monitoring.views.entering import stored
from tests.monitoring.views.sheet_desk import PATH, SECRET, Desk, sit_down
from tests.reports.document import Element, document


@pytest.fixture
def desk(world: World, sign_in: SignIn, open_round: Round) -> Desk:
    return sit_down(sign_in, open_round, world.coordinator)


# --- Taking it along ------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", ["themas", "lijst"])
def test_sheet_holds_the_answers_as_they_are(desk: Desk, shape: str) -> None:
    book = load_workbook(io.BytesIO(desk.take(shape)))

    assert cell_of(book, "A1", "status").value == "deels behaald"
    assert cell_of(book, "A1", "explanation").value == SECRET
    assert cell_of(book, "B2", "status").value == "nog niet ingevuld"
    assert AuditEvent.objects.filter(type="sheet_exported").count() == 1


def test_sheet_has_the_statuses_of_the_round_before(desk: Desk, published_round: Round) -> None:
    book = load_workbook(io.BytesIO(desk.take()))

    assert cell_of(book, "A1", "previous").value == "behaald"
    assert cell_of(book, "A3", "previous").value == "nog niet ingevuld"


def test_sheet_on_behalf_has_no_explanations_and_notes(
    world: World, desk: Desk, sign_in: SignIn
) -> None:
    sign_in(world.district_coordinator)
    file = desk.take()
    book = load_workbook(io.BytesIO(file))

    assert not {"Toelichting", "Interne notitie", "Delen als goed voorbeeld"} & headings(book)
    assert cell_of(book, "A1", "status").value == "deels behaald"
    assert SECRET not in str([*map(list, book["Thema A"].values)])


def test_sheet_of_a_locked_assessment_is_only_for_reading(
    world: World, desk: Desk, open_round: Round
) -> None:
    submitted = AssessmentState.SUBMITTED
    set_assessment(round=open_round, organisation=world.almere, state=submitted)

    book = load_workbook(io.BytesIO(desk.take()))

    assert "alleen om te lezen" in str([*map(list, book["Thema A"].values)])
    assert cell_of(book, "A1", "status").protection.locked


def test_download_asks_as_many_queries_for_more_points(world: World, desk: Desk) -> None:
    points = {f"A{number}": (MUNICIPALITY,) for number in range(1, 20)}
    norm = make_norm(region=world.region, content={"A": points})
    make_round(norm=norm, code="ronde-groot")
    counts = []
    for path in (PATH, PATH.replace("ronde-open", "ronde-groot")):
        with CaptureQueriesContext(connection) as queries:
            assert desk.client.get(f"{path}download/").status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


# --- Bringing it back -----------------------------------------------------------------------------


def test_changes_are_shown_and_then_saved(world: World, desk: Desk, open_round: Round) -> None:
    preview = desk.work(
        filled_in("A1", status="behaald", explanation="Klaar\nregel 2"),
        filled_in("B2", status="niet behaald", is_shared="ja", private_note="Voor ons"),
    )

    assert "Er is nog niets opgeslagen" in preview.text
    assert SECRET in preview.text
    assert stored(open_round, "A1") == ("partly", SECRET, 2)
    response = preview.decide()

    assert response.status_code == 302
    assert stored(open_round, "A1") == ("achieved", "Klaar\nregel 2", 3)
    result = get_result(round=open_round, organisation="GM0034", point="B2")
    assert (result.status, result.is_shared, result.private_note) == (
        "not_achieved",
        True,
        "Voor ons",
    )
    assert result.changed_by == world.coordinator
    assert stored(open_round, "A2") == ("unanswered", "", 1)
    assert not SheetUpload.objects.exists()


def test_sheet_without_changes_keeps_nothing(desk: Desk) -> None:
    response = desk.bring(desk.take())

    assert response["Location"] == PATH
    assert not SheetUpload.objects.exists()


def test_waiting_sheets_are_listed_for_their_maker_only(
    world: World, desk: Desk, sign_in: SignIn
) -> None:
    preview = desk.work(filled_in("A2", status="behaald"))

    assert preview.path in [link.attributes["href"] for link in links(desk)]
    sign_in(world.district_coordinator)
    assert preview.path not in [link.attributes["href"] for link in links(desk)]
    assert desk.client.get(preview.path).status_code == 404


def links(desk: Desk) -> list[Element]:
    return document(desk.client.get(PATH)).one("main").all("a")


def test_sheet_is_thrown_away_and_nothing_written(desk: Desk, open_round: Round) -> None:
    preview = desk.work(filled_in("A2", status="behaald"))

    response = desk.client.post(preview.path, {"weggooien": ""})

    assert response["Location"] == PATH
    assert stored(open_round, "A2") == ("unanswered", "", 1)
    assert desk.client.get(preview.path).status_code == 404
    assert desk.client.post(preview.path, {"weggooien": ""}).status_code == 404


def test_second_press_of_the_button_finds_nothing(desk: Desk, open_round: Round) -> None:
    preview = desk.work(filled_in("A2", status="behaald"))

    assert preview.decide().status_code == 302
    assert preview.decide().status_code == 404
    assert stored(open_round, "A2") == ("achieved", "", 2)


def test_points_left_out_are_named_and_stay(desk: Desk, open_round: Round) -> None:
    def delete(book: Any) -> None:
        book["Thema A"].delete_rows(cell_of(book, "A1", "code").row)

    preview = desk.work(delete, filled_in("A2", status="behaald"))

    assert "A1. Deze punten blijven zoals ze zijn." in preview.text
    preview.decide()
    assert stored(open_round, "A1") == ("partly", SECRET, 2)


# --- What is not taken ----------------------------------------------------------------------------


def test_file_with_errors_comes_back_with_all_of_them(desk: Desk, open_round: Round) -> None:
    file = worked_on(
        desk.take(), filled_in("A1", status="bijna"), filled_in("A2", explanation="=1+1")
    )

    response = desk.bring(file, name="mijn\u202e blad.xlsx")

    text = document(response).one("main").text
    assert response.status_code == 422
    assert "mijn blad.xlsx, blad Thema A" in text
    assert "staat 'bijna'" in text
    assert "staat een formule" in text
    assert not SheetUpload.objects.exists()


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (b"", "leeg"),
        (b"geen werkmap", "geen Excel-werkmap"),
        (b"\0" * (MAX_BYTES + 1), "groter dan 5 MB"),
    ],
    ids=["empty", "text", "large"],
)
def test_other_file_is_not_taken(desk: Desk, file: bytes, text: str) -> None:
    response = desk.bring(file)

    assert response.status_code == 422
    assert text in document(response).one("main").text


def test_sheet_of_another_organisation_is_not_taken(
    world: World, desk: Desk, sign_in: SignIn
) -> None:
    file = worked_on(desk.take(), filled_in("A1", status="behaald"))
    client = sign_in(world.other_coordinator)

    response = client.post(PATH.replace("GM0034", "GM0995"), {"file": io.BytesIO(file)})

    assert response.status_code == 422
    assert SECRET not in response.content.decode()


def test_sheet_with_more_than_one_may_see_is_not_taken(
    world: World, desk: Desk, sign_in: SignIn
) -> None:
    """The coordinator mails their sheet to the district coordinator."""
    file = worked_on(desk.take(), filled_in("A1", status="behaald"))
    sign_in(world.district_coordinator)

    response = desk.bring(file)

    assert response.status_code == 409
    assert SECRET not in response.content.decode()
    assert not SheetUpload.objects.exists()


def test_preview_with_more_than_one_may_still_see_shows_nothing(
    world: World, desk: Desk, sign_in: SignIn
) -> None:
    preview = desk.work(filled_in("A1", status="behaald", explanation="Anders"))
    SheetUpload.objects.update(uploaded_by=world.district_coordinator)
    client = sign_in(world.district_coordinator)

    page = client.get(preview.path)

    assert SECRET not in page.content.decode()
    assert "velden op die u nu niet mag zien" in document(page).one("main").text
    assert client.post(preview.path, {"verwerken": ""}).status_code == 409
    assert client.post(preview.path, {"weggooien": ""}).status_code == 302


def test_sheet_on_behalf_changes_statuses_only(
    world: World, desk: Desk, sign_in: SignIn, open_round: Round
) -> None:
    sign_in(world.district_coordinator)

    preview = desk.work(filled_in("A1", status="behaald"))

    assert SECRET not in preview.page.raw_text
    assert preview.decide().status_code == 302
    assert stored(open_round, "A1") == ("achieved", SECRET, 3)


def test_locked_meanwhile_is_refused_and_can_be_thrown_away(
    world: World, desk: Desk, open_round: Round
) -> None:
    preview = desk.work(filled_in("A2", status="behaald"))
    submitted = AssessmentState.SUBMITTED
    set_assessment(round=open_round, organisation=world.almere, state=submitted)

    assert preview.decide().status_code == 409
    assert stored(open_round, "A2") == ("unanswered", "", 1)
    assert desk.client.post(preview.path, {"weggooien": ""}).status_code == 302


def test_script_in_a_text_stays_text(desk: Desk) -> None:
    preview = desk.work(filled_in("A2", explanation="<script>alert(1)</script>"))

    assert "<script>alert(1)" in preview.text
    assert not [script for script in preview.page.all("script") if "alert" in script.raw_text]


def test_preview_asks_as_many_queries_for_one_row_as_for_more(
    desk: Desk, open_round: Round
) -> None:
    counts = []
    for changes in (
        [filled_in("A2", status="behaald")],
        [filled_in(code, status="behaald") for code in ("A2", "A3", "B1", "B2")],
    ):
        preview = desk.work(*changes)
        with CaptureQueriesContext(connection) as queries:
            desk.client.get(preview.path)
        counts.append(len(queries))

    assert counts[0] == counts[1]
