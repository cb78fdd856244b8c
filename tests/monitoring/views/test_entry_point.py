"""One point: its page, the meeting mode, and the answers that autosave gets."""

import re
from dataclasses import dataclass, field

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from monitoring.actions.rounds import close_round
from monitoring.actions.rounds import open_round as open_planned_round
from monitoring.choices import AssessmentState, RoundState
from monitoring.models import Result, Round
from tests.conftest import SignIn, World
from tests.factories import get_result, make_exemption, make_round, set_assessment, set_result
from tests.monitoring.views.entering import meanwhile, sent, stored
from tests.reports.document import Element, Response, document

BASE = "/rondes/ronde-open/invoer/GM0034"
CONTROL = re.compile(r"^(SAVEPOINT|RELEASE|BEGIN|COMMIT)")


@dataclass(slots=True)
class Typist:
    """A page of one point that saves itself: takes over the marks that the server gives back."""

    client: Client
    result: Result
    point: str = "A1"
    data: dict[str, str] = field(default_factory=dict)

    def open(self) -> "Typist":
        form = document(self.client.get(self.path)).one("form", id="invoer")
        self.data = sent(form)
        return self

    @property
    def path(self) -> str:
        return f"{BASE}/punt/{self.point}/"

    def type(self, **values: str) -> Response:
        """Changes fields, and saves as htmx does; what is swapped in place counts the next time."""
        self.data |= {self.key(name): value for name, value in values.items()}
        return self.save()

    def save(self) -> Response:
        response = self.client.post(self.path, self.data, headers={"HX-Request": "true"})
        if response.status_code in {200, 409, 422}:
            marks = sent(read(response))
            self.data = {
                name: value
                for name, value in self.data.items()
                if not name.endswith("seen_version")
            } | {name: value for name, value in marks.items() if name in self._marks}
        return response

    def key(self, name: str) -> str:
        return f"r{self.result.pk}-{name}"

    @property
    def _marks(self) -> set[str]:
        return {self.key(name) for name in ("version", "base", "seen_version")}


def read(response: Response) -> Element:
    return document(response)


@pytest.fixture
def typist(world: World, sign_in: SignIn, open_round: Round) -> Typist:
    client = sign_in(world.coordinator)
    result = get_result(round=open_round, organisation="GM0034", point="A1")
    return Typist(client, result).open()


def test_autosave_stores_and_says_when(typist: Typist, open_round: Round) -> None:
    response = typist.type(status="achieved", explanation="Gedaan")

    assert response.status_code == 200
    assert stored(open_round, "A1") == ("achieved", "Gedaan", 2)
    assert re.search(r"Opgeslagen om \d\d:\d\d\.", read(response).text)
    assert "<html" not in response.content.decode()


def test_autosave_goes_on_from_what_it_saved(typist: Typist, open_round: Round) -> None:
    for number, text in enumerate(("Een", "Een twee", "Een twee drie"), start=2):
        assert typist.type(explanation=text).status_code == 200
        assert stored(open_round, "A1") == ("unanswered", text, number)


def test_answer_that_was_lost_on_its_way_makes_no_conflict_with_oneself(
    typist: Typist, open_round: Round
) -> None:
    typist.data[typist.key("explanation")] = "Een"
    typist.client.post(typist.path, typist.data, headers={"HX-Request": "true"})

    assert typist.save().status_code == 200
    assert typist.type(explanation="Een twee").status_code == 200

    assert stored(open_round, "A1") == ("unanswered", "Een twee", 3)


def test_autosave_of_the_same_writes_nothing(typist: Typist, open_round: Round) -> None:
    typist.type(status="achieved")

    response = typist.save()

    assert response.status_code == 200
    assert "Opgeslagen." in read(response).text
    assert stored(open_round, "A1")[2] == 2


@pytest.mark.parametrize(
    ("status", "text", "lacks"),
    [
        ("partly", "", True),
        ("not_achieved", "  ", True),
        ("partly", "Waarom", False),
        ("achieved", "", False),
    ],
)
def test_autosave_says_when_an_explanation_is_still_needed(
    typist: Typist, open_round: Round, status: str, text: str, lacks: bool
) -> None:
    response = typist.type(status=status, explanation=text)

    assert ("Een toelichting is nog nodig." in read(response).text) is lacks
    assert stored(open_round, "A1")[0] == status


def test_untouched_page_does_not_get_the_version_of_a_colleague(
    typist: Typist, open_round: Round
) -> None:
    """Or what is typed next would be saved over words that nobody here has seen."""
    meanwhile(open_round)

    assert typist.save().status_code == 200
    response = typist.type(status="achieved")

    assert response.status_code == 409
    assert stored(open_round, "A1") == ("not_achieved", "Van een collega", 2)


def test_conflict_shows_both_and_keeps_the_base_version(typist: Typist, open_round: Round) -> None:
    meanwhile(open_round)

    response = typist.type(status="achieved", explanation="Van mij")

    assert response.status_code == 409
    conflict = read(response).one(css="fn-conflict")
    assert "Van mij" in conflict.text
    assert "Van een collega" in conflict.text
    assert typist.data[typist.key("version")] == "1"
    assert typist.data[typist.key("seen_version")] == "2"


def test_queued_autosave_after_a_conflict_overwrites_nothing(
    typist: Typist, open_round: Round
) -> None:
    meanwhile(open_round)
    typist.type(status="achieved", explanation="Van mij")

    for text in ("Van mij, en", "Van mij, en meer"):
        assert typist.type(explanation=text).status_code == 409

    assert stored(open_round, "A1") == ("not_achieved", "Van een collega", 2)


def test_own_version_is_kept_after_the_choice(typist: Typist, open_round: Round) -> None:
    meanwhile(open_round)
    typist.type(status="achieved", explanation="Van mij")

    response = typist.type(resolution="keep")

    assert response.status_code == 200
    assert stored(open_round, "A1") == ("achieved", "Van mij", 3)
    del typist.data[typist.key("resolution")]
    assert typist.type(explanation="En verder").status_code == 200
    assert stored(open_round, "A1") == ("achieved", "En verder", 4)


def test_other_version_is_taken_and_the_whole_point_comes_back(
    typist: Typist, open_round: Round
) -> None:
    meanwhile(open_round)
    typist.type(status="achieved", explanation="Van mij")

    response = typist.type(resolution="take")

    assert response.status_code == 200
    assert response.headers["HX-Retarget"] == "#punt-A1"
    section = read(response).one("section", id="punt-A1")
    assert "Van een collega" in section.one("textarea", name=typist.key("explanation")).raw_text
    assert not section.all(css="fn-conflict")
    assert stored(open_round, "A1") == ("not_achieved", "Van een collega", 2)


def test_merge_puts_both_texts_in_the_box_and_saves_nothing_yet(
    typist: Typist, open_round: Round
) -> None:
    meanwhile(open_round)
    typist.type(status="achieved", explanation="Van mij")

    response = typist.type(resolution="merge")

    section = read(response).one("section", id="punt-A1")
    box = section.one("textarea", name=typist.key("explanation")).raw_text
    assert box.strip() == "Van mij\n\nVan een collega"
    assert stored(open_round, "A1") == ("not_achieved", "Van een collega", 2)
    typist.data = sent(section)
    assert typist.data[typist.key("resolution")] == "keep"
    assert typist.save().status_code == 200
    assert stored(open_round, "A1") == ("achieved", "Van mij\n\nVan een collega", 3)


def test_merge_of_a_version_that_moved_on_is_a_conflict_again(
    typist: Typist, open_round: Round
) -> None:
    meanwhile(open_round)
    typist.type(status="achieved", explanation="Van mij")
    meanwhile(open_round, explanation="Alweer anders")

    assert typist.type(resolution="merge").status_code == 409
    assert stored(open_round, "A1")[1] == "Alweer anders"


@pytest.mark.parametrize("missing", ["version", "status"])
def test_autosave_without_what_it_needs_writes_nothing(
    typist: Typist, open_round: Round, missing: str
) -> None:
    del typist.data[typist.key(missing)]

    assert typist.type(explanation="Van mij").status_code == 422
    assert stored(open_round, "A1") == ("unanswered", "", 1)


def test_round_that_closed_is_told_and_nothing_is_written(
    typist: Typist, open_round: Round
) -> None:
    close_round(round=open_round, by=None)

    response = typist.type(explanation="Te laat")

    assert response.status_code == 409
    assert "De ronde is gesloten" in read(response).text
    assert stored(open_round, "A1") == ("unanswered", "", 1)


def test_handed_in_assessment_is_told(world: World, typist: Typist, open_round: Round) -> None:
    submitted = AssessmentState.SUBMITTED
    set_assessment(round=open_round, organisation=world.almere, state=submitted)

    response = typist.type(explanation="Te laat")

    assert response.status_code == 409
    assert "De invulling is ingediend" in read(response).text


def test_saving_by_the_button_leads_to_the_next_point(typist: Typist, open_round: Round) -> None:
    typist.data[typist.key("status")] = "achieved"

    response = typist.client.post(typist.path, {**typist.data, "volgende": "A2"})

    assert response.status_code == 302
    assert response["Location"] == f"{BASE}/punt/A2/"
    assert stored(open_round, "A1")[0] == "achieved"


@pytest.mark.parametrize("to", ["Z9", "../../", "https://elders.example", "\x00"])
def test_next_point_that_does_not_exist_is_the_same_point(typist: Typist, to: str) -> None:
    response = typist.client.post(typist.path, {**typist.data, "volgende": to})

    assert response["Location"] == typist.path


def test_meeting_goes_on_to_the_next_point(typist: Typist) -> None:
    page = document(typist.client.get(f"{typist.path}?vergadering=1"))
    assert page.one(css="fn-meeting").one("button", name="volgende").attributes["value"] == "A2"

    response = typist.client.post(f"{typist.path}?vergadering=1", {**typist.data, "volgende": "A2"})

    assert response["Location"] == f"{BASE}/punt/A2/?vergadering=1"


def test_conflict_without_script_comes_back_as_a_page(typist: Typist, open_round: Round) -> None:
    meanwhile(open_round)
    typist.data |= {typist.key("status"): "achieved", typist.key("explanation"): "Van mij"}

    response = typist.client.post(typist.path, typist.data)

    assert response.status_code == 409
    page = document(response)
    assert page.one("title").text.startswith("Fout: ")
    typist.data = sent(page.one("form", id="invoer")) | {typist.key("resolution"): "keep"}
    assert typist.client.post(typist.path, typist.data).status_code == 302
    assert stored(open_round, "A1") == ("achieved", "Van mij", 3)


def test_exempted_point_cannot_be_answered(world: World, typist: Typist) -> None:
    planned = make_round(norm=world.norm, code="ronde-vrij", state=RoundState.PLANNED)
    point = world.norm.points.get(code="A2")
    make_exemption(organisation=world.almere, point=point, from_round=planned)
    open_planned_round(round=planned, by=None)
    path = "/rondes/ronde-vrij/invoer/GM0034/punt/A2/"

    page = document(typist.client.get(path))
    result = get_result(round=planned, organisation="GM0034", point="A2")
    data = {f"r{result.pk}-version": "1", f"r{result.pk}-status": "achieved"}
    response = typist.client.post(path, data)

    assert "vrijgesteld" in page.one("section", id="punt-A2").text
    assert response.status_code == 409
    assert stored(planned, "A2")[0] == "not_applicable"


def test_saving_a_point_asks_at_most_twelve_things_of_the_database(
    typist: Typist, open_round: Round
) -> None:
    typist.type(explanation="De eerste keer")
    typist.data[typist.key("explanation")] = "Nog een keer"

    with CaptureQueriesContext(connection) as captured:
        response = typist.save()

    assert response.status_code == 200
    queries = [query["sql"] for query in captured if not CONTROL.match(query["sql"])]
    assert len(queries) <= 12, "\n".join(queries)
    assert stored(open_round, "A1")[1] == "Nog een keer"


def test_page_of_a_point_asks_as_much_in_a_large_round(
    world: World, typist: Typist, open_round: Round
) -> None:
    set_result(round=open_round, organisation="GM0034", point="A2", explanation="Iets")
    typist.client.get(typist.path)

    with CaptureQueriesContext(connection) as captured:
        typist.client.get(typist.path)

    assert len(captured) <= 30


def test_others_who_are_here_are_named(world: World, sign_in: SignIn, open_round: Round) -> None:
    path = f"{BASE}/aanwezig/"
    sign_in(world.district_coordinator).get(f"{path}?punt=A2")

    text = document(sign_in(world.coordinator).get(path)).text

    assert text == f"Nu ook bezig: {world.district_coordinator} (bij A2)"


def test_part_of_a_page_is_no_sign_in_page_after_the_session_ended(
    client: Client, open_round: Round
) -> None:
    response = client.get(f"{BASE}/aanwezig/", headers={"HX-Request": "true"})

    assert response.status_code == 401
    assert response.content == b""
