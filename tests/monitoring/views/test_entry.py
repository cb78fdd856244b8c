"""The entry form: what it shows, what it saves, and what it refuses to save."""

import pytest
from django.test import Client

from monitoring.actions.rounds import close_round
from monitoring.actions.rounds import open_round as open_planned_round
from monitoring.choices import AssessmentState, ResultStatus, RoundState
from monitoring.models import Result, Round
from tests.conftest import SignIn, World
from tests.factories import get_result, make_exemption, make_round, set_assessment, set_result
from tests.monitoring.views.entering import meanwhile, open_form, stored
from tests.reports.document import document

UNTOUCHED = ("unanswered", "", 1)
LOCKED_STATES = (AssessmentState.SUBMITTED, AssessmentState.ADOPTED)


@pytest.fixture
def coordinator(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.coordinator)


def test_form_offers_four_statuses_and_no_other(coordinator: Client, open_round: Round) -> None:
    form = open_form(coordinator, open_round)

    radios = form.section("A1").all("input", type="radio")
    offered = ["achieved", "partly", "not_achieved", "unanswered"]
    assert [radio.attributes["value"] for radio in radios] == offered
    assert form.value("A1", "status") == "unanswered"


def test_form_warns_against_writing_down_cases(coordinator: Client, open_round: Round) -> None:
    form = open_form(coordinator, open_round)

    for point in ("A1", "A2", "A3"):
        assert "Schrijf geen namen, verdachten, signalen of zaken op." in form.section(point).text


def test_form_has_the_points_of_one_theme(coordinator: Client, open_round: Round) -> None:
    form = open_form(coordinator, open_round, theme="B")

    sections = form.page.all("section", css="fn-entry")
    assert [section.attributes["id"] for section in sections] == ["punt-B1", "punt-B2"]


def test_saving_stores_status_explanation_and_who_and_when(
    world: World, coordinator: Client, open_round: Round
) -> None:
    form = open_form(coordinator, open_round)
    form.set("A1", status="partly", explanation="Half weg")

    response = form.save()

    assert response.status_code == 302
    assert response["Location"] == form.path
    result = get_result(round=open_round, organisation="GM0034", point="A1")
    assert (result.status, result.explanation, result.version) == ("partly", "Half weg", 2)
    assert result.changed_by == world.coordinator
    assert result.changed_at is not None
    page = document(coordinator.get(response["Location"]))
    assert "1 resultaat opgeslagen." in page.one(css="fn-messages").text
    assert "door coördinator van Almere" in page.one("section", id="punt-A1").text


def test_saving_several_points_says_how_many(coordinator: Client, open_round: Round) -> None:
    form = open_form(coordinator, open_round)
    for point in ("A1", "A2", "A3"):
        form.set(point, status="achieved")

    page = document(form.client.get(form.save()["Location"]))

    assert "3 resultaten opgeslagen." in page.one(css="fn-messages").text
    assert "100,0 % ingevuld" in page.one(css="fn-steps").text


def test_saving_without_a_change_writes_nothing(coordinator: Client, open_round: Round) -> None:
    set_result(round=open_round, organisation="GM0034", point="A1", explanation="regel 1\nregel 2")
    before = list(Result.objects.order_by("pk").values())
    form = open_form(coordinator, open_round)

    response = form.save()

    assert response.status_code == 302
    assert list(Result.objects.order_by("pk").values()) == before
    page = document(coordinator.get(response["Location"]))
    assert "Alles is opgeslagen." in page.one(css="fn-messages").text


def test_saving_and_going_on_leads_to_the_next_theme(
    coordinator: Client, open_round: Round
) -> None:
    form = open_form(coordinator, open_round)
    form.set("A1", status="achieved")

    response = form.save("volgende")

    assert response["Location"].endswith("/invoer/GM0034/?thema=B")
    assert stored(open_round, "A1") == ("achieved", "", 2)


def test_last_theme_has_no_next_one(coordinator: Client, open_round: Round) -> None:
    form = open_form(coordinator, open_round, theme="B")

    assert not form.page.all("button", name="volgende")
    assert form.save("volgende")["Location"].endswith("?thema=B")


def test_untouched_point_keeps_what_a_colleague_saved(
    coordinator: Client, open_round: Round
) -> None:
    form = open_form(coordinator, open_round)
    meanwhile(open_round, "A2")
    form.set("A1", status="achieved")

    response = form.save()

    assert response.status_code == 302
    assert stored(open_round, "A1") == ("achieved", "", 2)
    assert stored(open_round, "A2") == ("not_achieved", "Van een collega", 2)


def test_untouched_point_that_was_not_applicable_keeps_what_a_colleague_saved(
    coordinator: Client, open_round: Round
) -> None:
    set_result(
        round=open_round,
        organisation="GM0034",
        point="A2",
        status=ResultStatus.NOT_APPLICABLE,
        explanation="Zo stond het in het bestand",
    )
    form = open_form(coordinator, open_round)
    meanwhile(open_round, "A2")
    form.set("A1", status="achieved")

    response = form.save()

    assert response.status_code == 302
    assert stored(open_round, "A1") == ("achieved", "", 2)
    assert stored(open_round, "A2") == ("not_achieved", "Van een collega", 3)


def test_imported_not_applicable_is_kept_and_can_be_answered(
    coordinator: Client, open_round: Round
) -> None:
    kept, answered = "A1", "A2"
    for point in (kept, answered):
        set_result(
            round=open_round,
            organisation="GM0034",
            point=point,
            status=ResultStatus.NOT_APPLICABLE,
        )
    form = open_form(coordinator, open_round)
    form.set(kept, explanation="Waarom")
    form.set(answered, status="achieved")

    response = form.save()

    assert response.status_code == 302
    assert stored(open_round, kept) == ("not_applicable", "Waarom", 3)
    assert stored(open_round, answered) == ("achieved", "", 3)


@pytest.mark.parametrize("status", ["not_applicable", "", "ACHIEVED", "onzin", "\x00", "<script>"])
def test_status_that_is_not_offered_is_refused(
    coordinator: Client, open_round: Round, status: str
) -> None:
    form = open_form(coordinator, open_round)
    form.set("A1", status=status, explanation="Wat ik typte")

    again = form.save_to_page(422)

    assert stored(open_round, "A1") == UNTOUCHED
    assert again.value("A1", "explanation") == "Wat ik typte"
    assert again.page.one("title").text.startswith("Fout: ")
    problems = again.page.one(role="alert")
    assert problems.one("a").attributes["href"] == "#punt-A1"


def test_point_to_which_the_norm_does_not_apply_cannot_be_answered(
    world: World, sign_in: SignIn, open_round: Round
) -> None:
    form = open_form(sign_in(world.district_coordinator), open_round, "PV24")
    assert not form.section("A3").all("input")
    assert "niet van toepassing volgens de norm" in form.section("A3").text
    form.set("A3", status="achieved", version="1", base="")

    response = form.save()

    assert response.status_code == 302
    assert stored(open_round, "A3", "PV24") == ("not_applicable", "", 1)


def test_exempted_point_shows_the_reason_and_cannot_be_answered(
    world: World, coordinator: Client
) -> None:
    planned = make_round(norm=world.norm, code="ronde-vrij", state=RoundState.PLANNED)
    make_exemption(
        organisation=world.almere,
        point=world.norm.points.get(code="A2"),
        from_round=planned,
        reason="Almere heeft dit niet",
    )
    open_planned_round(round=planned, by=None)
    form = open_form(coordinator, planned)

    assert "vrijgesteld" in form.section("A2").text
    assert "Almere heeft dit niet" in form.section("A2").text
    form.set("A2", status="achieved", version="1", base="")
    form.save()
    assert stored(planned, "A2")[0] == "not_applicable"


@pytest.mark.parametrize("status", ["achieved", "unanswered"])
def test_result_of_another_organisation_in_the_post_is_left_alone(
    coordinator: Client, open_round: Round, status: str
) -> None:
    form = open_form(coordinator, open_round)
    other = get_result(round=open_round, organisation="GM0995", point="A1")
    form.data |= {
        f"r{other.pk}-status": status,
        f"r{other.pk}-explanation": "Van Almere",
        f"r{other.pk}-version": "1",
        f"r{other.pk}-base": "",
    }
    form.set("A1", status="achieved")

    response = form.save()

    assert response.status_code == 302
    assert stored(open_round, "A1", "GM0995") == UNTOUCHED
    assert stored(open_round, "A1") == ("achieved", "", 2)


def test_result_of_another_round_in_the_post_is_left_alone(
    world: World, coordinator: Client, open_round: Round
) -> None:
    other_round = make_round(norm=world.norm, code="ronde-andere")
    form = open_form(coordinator, open_round)
    result = get_result(round=other_round, organisation="GM0034", point="A1")
    form.data |= {f"r{result.pk}-status": "achieved", f"r{result.pk}-version": "1"}

    form.save()

    assert stored(other_round, "A1") == UNTOUCHED


def test_point_that_is_no_longer_in_the_selection_is_saved_all_the_same(
    coordinator: Client, open_round: Round
) -> None:
    """A page of open points, of which somebody answered one meanwhile."""
    form = open_form(coordinator, open_round)
    form.path = form.path.replace("thema=A", "toon=deels")
    form.set("A1", status="achieved")

    assert form.save().status_code == 302

    assert stored(open_round, "A1") == ("achieved", "", 2)


def test_round_that_closed_while_typing_writes_nothing_and_keeps_the_text(
    coordinator: Client, open_round: Round
) -> None:
    form = open_form(coordinator, open_round)
    form.set("A1", status="partly", explanation="Een lang verhaal\r\nmet een regel")
    close_round(round=open_round, by=None)

    again = form.save_to_page(409)

    assert stored(open_round, "A1") == UNTOUCHED
    assert again.value("A1", "status") == "partly"
    assert again.value("A1", "explanation") == "Een lang verhaal\r\nmet een regel"
    assert "De ronde is gesloten; u kunt niets meer wijzigen." in again.page.one("main").text
    assert not again.page.all("button", name="opslaan")


@pytest.mark.parametrize("state", LOCKED_STATES)
def test_assessment_that_was_handed_in_writes_nothing_and_keeps_the_text(
    world: World, coordinator: Client, open_round: Round, state: AssessmentState
) -> None:
    form = open_form(coordinator, open_round)
    form.set("A1", status="partly", explanation="Nog even dit")
    set_assessment(round=open_round, organisation=world.almere, state=state)

    again = form.save_to_page(409)

    assert stored(open_round, "A1") == UNTOUCHED
    assert again.value("A1", "explanation") == "Nog even dit"
    assert f"De invulling is {state.label}" in again.page.one("main").text


@pytest.mark.parametrize("state", LOCKED_STATES)
def test_page_of_a_handed_in_assessment_offers_no_saving(
    world: World, coordinator: Client, open_round: Round, state: AssessmentState
) -> None:
    set_assessment(round=open_round, organisation=world.almere, state=state)

    form = open_form(coordinator, open_round)

    assert not form.page.all("button", name="opslaan")
    assert "U kunt nu niets wijzigen" in form.page.one("main").text


def test_returned_assessment_can_be_changed(
    world: World, coordinator: Client, open_round: Round
) -> None:
    returned = AssessmentState.RETURNED
    set_assessment(round=open_round, organisation=world.almere, state=returned)
    form = open_form(coordinator, open_round)
    form.set("A1", status="achieved")

    assert form.save().status_code == 302
    assert stored(open_round, "A1") == ("achieved", "", 2)


def test_private_note_and_sharing_are_saved(coordinator: Client, open_round: Round) -> None:
    form = open_form(coordinator, open_round)
    form.set("A1", private_note="Alleen voor ons", is_shared="1")

    assert form.save().status_code == 302

    result = get_result(round=open_round, organisation="GM0034", point="A1")
    assert (result.private_note, result.is_shared) == ("Alleen voor ons", True)
    assert (result.status, result.explanation) == ("unanswered", "")


def test_sharing_is_taken_back_by_an_empty_box_and_not_by_a_missing_one(
    coordinator: Client, open_round: Round
) -> None:
    Result.objects.filter(round=open_round).update(is_shared=True)
    form = open_form(coordinator, open_round)
    form.set("A1", is_shared="0")
    del form.data[form.key("A2", "is_shared")]
    form.set("A2", status="achieved")

    assert form.save().status_code == 302

    shared = dict(
        Result.objects.filter(round=open_round, organisation__code="GM0034").values_list(
            "point__code", "is_shared"
        )
    )
    assert shared["A1"] is False
    assert shared["A2"] is True


def test_private_note_is_not_on_the_page_of_the_district_coordinator_nor_taken_from_it(
    world: World, sign_in: SignIn, open_round: Round
) -> None:
    Result.objects.filter(round=open_round).update(private_note="NOTITIE")
    set_assessment(round=open_round, organisation=world.almere, state=AssessmentState.RETURNED)
    form = open_form(sign_in(world.district_coordinator), open_round)
    form.set("A1", status="achieved", private_note="Overschreven")

    assert form.save().status_code == 302

    assert "NOTITIE" not in form.page.raw_text
    result = get_result(round=open_round, organisation="GM0034", point="A1")
    assert (result.status, result.private_note) == ("achieved", "NOTITIE")


def test_entry_is_kept_by_no_cache(coordinator: Client, open_round: Round) -> None:
    response = coordinator.get(f"/rondes/{open_round.code}/invoer/GM0034/")

    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]
