"""What becomes of an entry sheet when a colleague saved something in the meantime."""

import pytest

from monitoring.models import Result, Round
from tests.conftest import SignIn, World
from tests.entry_sheets import filled_in, worked_on
from tests.factories import get_result
from tests.monitoring.views.entering import meanwhile, stored
from tests.monitoring.views.sheet_desk import SECRET, Desk, Preview, key, sit_down
from tests.reports.document import document


@pytest.fixture
def desk(world: World, sign_in: SignIn, open_round: Round) -> Desk:
    return sit_down(sign_in, open_round, world.coordinator)


def test_changes_of_different_fields_are_merged(desk: Desk, open_round: Round) -> None:
    file = worked_on(desk.take(), filled_in("A1", status="behaald"))
    meanwhile(open_round, status="partly", explanation="Van een collega")

    preview = desk.preview(file)

    assert "Samengevoegd" in preview.text
    assert preview.decide().status_code == 302
    assert stored(open_round, "A1") == ("achieved", "Van een collega", 4)


def test_same_change_is_no_conflict(desk: Desk, open_round: Round) -> None:
    file = worked_on(desk.take(), filled_in("A2", status="behaald"))
    meanwhile(open_round, "A2", status="achieved", explanation="")

    preview = desk.preview(file)

    assert "Staat er al zo" in preview.text
    assert not preview.page.all("button", name="verwerken")


@pytest.fixture
def conflict(desk: Desk, open_round: Round) -> Preview:
    """Both changed the explanation of A1; the sheet also answers A2."""
    file = worked_on(
        desk.take(), filled_in("A1", explanation="Van mijn blad"), filled_in("A2", status="behaald")
    )
    meanwhile(open_round, status="partly", explanation="Van een collega")
    return desk.preview(file)


def test_conflict_shows_three_versions_and_asks(conflict: Preview, open_round: Round) -> None:
    section = conflict.page.one("section", **{"class": "fn-conflict"})

    assert SECRET in section.text
    assert "Van mijn blad" in section.text
    assert "Van een collega" in section.text
    again = conflict.decide_to_page(422)
    assert "maak een keuze" in again.text
    assert stored(open_round, "A2") == ("unanswered", "", 1)


@pytest.mark.parametrize(
    ("choice", "text"),
    [
        ("mine", "Van mijn blad"),
        ("now", "Van een collega"),
        ("merged", "Van een collega\n\nVan mijn blad"),
    ],
)
def test_choice_decides_what_is_saved(
    conflict: Preview, open_round: Round, choice: str, text: str
) -> None:
    response = conflict.decide(**{key(open_round, "A1", "explanation"): choice})

    assert response.status_code == 302
    assert stored(open_round, "A1")[:2] == ("partly", text)
    assert stored(open_round, "A2")[0] == "achieved"


def test_hidden_characters_in_a_merged_text_are_refused(
    conflict: Preview, open_round: Round
) -> None:
    choice = key(open_round, "A1", "explanation")
    text = key(open_round, "A1", "explanation", "text")

    again = conflict.decide_to_page(422, **{choice: "merged", text: "\u202eomgekeerd"})

    assert "leesrichting" in again.text
    assert conflict.decide(**{choice: "mine", text: "x" * 50_000}).status_code == 302


def test_what_moved_meanwhile_writes_nothing_and_is_asked_again(
    conflict: Preview, open_round: Round
) -> None:
    meanwhile(open_round, status="partly", explanation="Nog een collega")
    choice = key(open_round, "A1", "explanation")

    again = conflict.decide_to_page(409, **{choice: "mine"})

    assert "Terwijl u koos, wijzigde iemand anders A1" in again.text
    assert "Nog een collega" in again.text
    assert stored(open_round, "A1")[1] == "Nog een collega"
    assert stored(open_round, "A2")[0] == "unanswered"
    assert again.decide().status_code == 422
    assert again.decide(**{choice: "mine"}).status_code == 302
    assert stored(open_round, "A1")[1] == "Van mijn blad"


def test_choices_of_what_did_not_move_are_kept(conflict: Preview, open_round: Round) -> None:
    meanwhile(open_round, "A2", status="partly", explanation="")
    first = key(open_round, "A1", "explanation")

    again = conflict.decide_to_page(
        409, **{first: "merged", key(open_round, "A1", "explanation", "text"): "Samen"}
    )

    response = again.decide(**{key(open_round, "A2", "status"): "now"})
    assert response.status_code == 302
    assert stored(open_round, "A1")[1] == "Samen"
    assert stored(open_round, "A2")[0] == "partly"


@pytest.mark.parametrize("seen", ["", "x", "1:1", "1:" + "9" * 30])
def test_page_without_its_versions_writes_nothing(desk: Desk, open_round: Round, seen: str) -> None:
    preview = desk.work(filled_in("A2", status="behaald"))

    response = desk.client.post(preview.path, {"seen": seen, "verwerken": ""})

    assert response.status_code == 422
    assert stored(open_round, "A2") == ("unanswered", "", 1)


def test_point_that_applies_no_more_is_skipped(desk: Desk, open_round: Round) -> None:
    preview = desk.work(filled_in("A2", status="behaald"), filled_in("A3", status="behaald"))
    result = get_result(round=open_round, organisation="GM0034", point="A2")
    Result.objects.filter(pk=result.pk).update(scope="exempted", status="not_applicable")

    again = Preview(desk.client, preview.path, document(desk.client.get(preview.path)))

    assert "A2. Uw antwoord wordt overgeslagen." in again.text
    assert again.decide().status_code == 302
    assert stored(open_round, "A3")[0] == "achieved"
