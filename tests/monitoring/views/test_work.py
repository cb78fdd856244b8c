"""Dividing points on the screen: many, one, or all of somebody."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Role
from monitoring.actions.assignments import Chosen, assign_points
from monitoring.actions.rounds import close_round
from monitoring.models import Assessment, Assignment, Round
from monitoring.pages.work import PointAssignment, assignment_of
from tests.conftest import SignIn, World
from tests.factories import get_result, make_member, make_round
from tests.reports.document import Element, document, read
from tests.reports.test_query_counts import add_organisations, queries, wide_norm

pytestmark = pytest.mark.django_db
BASE = "/rondes/ronde-open/invoer/GM0034/"
DIVIDE = f"{BASE}verdelen/"
HOSTILE = ["\x00", "\u202eomgekeerd", "x" * 100_000]


class Desk:
    """The coordinator of Almere, signed in, with one colleague."""

    def __init__(self, world: World, round: Round, client: Client) -> None:
        self.world, self.round, self.client = world, round, client
        self.me = world.coordinator
        self.colleague = make_member(role=Role.COORDINATOR, target=world.almere, name="Collega")
        self.assessment = Assessment.objects.get(round=round, organisation=world.almere)

    def key(self, point: str) -> int:
        return get_result(round=self.round, organisation="GM0034", point=point).pk

    def tick(self, point: str, seen: User | None = None) -> str:
        return f"{self.key(point)}-{seen.pk if seen else 0}"

    def give(self, point: str, to: User) -> None:
        points = [Chosen(self.key(point), None)]
        assign_points(assessment=self.assessment, points=points, to=to, note="Kijk.", by=self.me)

    def holder(self, point: str) -> User | None:
        found = Assignment.objects.filter(result=self.key(point)).first()
        return found.user if found else None


@pytest.fixture
def desk(world: World, open_round: Round, sign_in: SignIn) -> Desk:
    return Desk(world, open_round, sign_in(world.coordinator))


def row_of(page: Element, point: str) -> str:
    (row,) = (row for row in page.all("tr") if row.all("input", id=f"punt-{point}"))
    return row.text


# --- The list -------------------------------------------------------------------------------------


def test_list_shows_every_point_that_applies_and_who_has_it(desk: Desk) -> None:
    desk.give("A1", desk.colleague)

    page = read(desk.client, DIVIDE)

    assert len(page.all("input", type="checkbox")) == 5
    assert "Collega" in row_of(page, "A1")
    assert "niemand" in row_of(page, "A2")
    options = [option.text for option in page.one("select", name="to").all("option")]
    assert options == [
        "Kies een collega",
        "Collega",
        f"{desk.me} (uzelf)",
        "Niemand: haal de toewijzing weg",
    ]


def test_who_holds_no_role_any_more_is_marked_and_their_points_can_be_given_on(
    desk: Desk,
) -> None:
    desk.give("A1", desk.colleague)
    desk.colleague.memberships.update(ended_at=timezone.now())

    page = read(desk.client, DIVIDE)

    assert "Collega (heeft geen rol meer)" in row_of(page, "A1")
    assert f"{DIVIDE}doorgeven/{desk.colleague.pk}/" in page.one("main").hrefs()
    options = [option.text for option in page.one("select", name="to").all("option")]
    assert "Collega" not in " ".join(options).replace("collega", "").split()


def test_list_of_a_closed_round_can_only_be_read(desk: Desk) -> None:
    desk.give("A1", desk.colleague)
    close_round(round=desk.round, by=None)

    page = read(desk.client, DIVIDE)

    assert "Er is niets meer te verdelen" in page.one("main").text
    assert not page.one("main").all("input", type="checkbox")
    assert not page.one("main").all("button")
    response = desk.client.post(
        DIVIDE, {"points": [desk.tick("A2")], "to": str(desk.me.pk), "note": ""}
    )
    assert response.status_code == 409


def test_who_is_alone_is_told_how_to_get_a_colleague(desk: Desk) -> None:
    assert "de enige coördinator" not in read(desk.client, DIVIDE).one("main").text
    desk.give("A1", desk.me)
    desk.colleague.memberships.update(ended_at=timezone.now())

    page = read(desk.client, DIVIDE).one("main")

    assert "U bent nu de enige coördinator van Almere." in page.text
    assert not [href for href in page.hrefs() if "doorgeven" in href]


def test_name_of_a_colleague_is_text(desk: Desk) -> None:
    User.objects.filter(pk=desk.colleague.pk).update(name="<script>alert(1)</script>")

    html = desk.client.get(DIVIDE).content.decode()

    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html


@pytest.mark.parametrize("more", [0, 3])
def test_list_takes_a_fixed_number_of_queries(world: World, sign_in: SignIn, more: int) -> None:
    add_organisations(world.region, 3 + more)
    round = make_round(norm=wide_norm(world.region), code="breed")
    for number in range(1 + more):
        make_member(role=Role.COORDINATOR, target=world.almere, name=f"Collega {number}")
    desk = Desk(world, round, sign_in(world.coordinator))
    for result in round.results.filter(organisation=world.almere)[: 2 + more]:
        chosen = [Chosen(result.pk, None)]
        assign_points(
            assessment=desk.assessment, points=chosen, to=desk.colleague, note="", by=desk.me
        )

    assert queries(desk.client, "/rondes/breed/invoer/GM0034/verdelen/") == 7


# --- Some points ----------------------------------------------------------------------------------


def test_ticked_points_go_to_the_colleague(desk: Desk) -> None:
    data = {
        "points": [desk.tick("A1"), desk.tick("B1")],
        "to": str(desk.colleague.pk),
        "note": "Graag voor vrijdag.",
    }

    response = desk.client.post(DIVIDE, data, follow=True)

    assert response.redirect_chain == [(DIVIDE, 302)]
    assert "2 ambitiepunten toegewezen aan Collega." in response.content.decode()
    assert (desk.holder("A1"), desk.holder("B1")) == (desk.colleague, desk.colleague)
    again = desk.client.post(DIVIDE, data, follow=True)
    assert "Er was niets te wijzigen." in again.content.decode()


def test_assignment_is_taken_away(desk: Desk) -> None:
    desk.give("A1", desk.colleague)

    response = desk.client.post(
        DIVIDE, {"points": [desk.tick("A1", desk.colleague)], "to": "niemand"}, follow=True
    )

    assert "1 ambitiepunt: toewijzing weg." in response.content.decode()
    assert desk.holder("A1") is None


def test_point_that_went_to_another_meanwhile_comes_back_with_what_was_typed(desk: Desk) -> None:
    desk.give("A1", desk.colleague)
    data = {
        "points": [desk.tick("A1"), desk.tick("A2")],
        "to": str(desk.me.pk),
        "note": "Mijn bericht",
    }

    response = desk.client.post(DIVIDE, data)

    assert response.status_code == 409
    page = document(response)
    assert "A1 is intussen toegewezen aan Collega" in page.one("main").text
    assert page.one("input", name="note").attributes["value"] == "Mijn bericht"
    ticked = [
        box.attributes for box in page.all("input", name="points") if "checked" in box.attributes
    ]
    assert [box["value"] for box in ticked] == [desk.tick("A1", desk.colleague), desk.tick("A2")]
    assert (desk.holder("A1"), desk.holder("A2")) == (desk.colleague, None)
    # The page says who has it now, so the next try is on top of that.
    data["points"] = [box["value"] for box in ticked]
    assert desk.client.post(DIVIDE, data).status_code == 302
    assert desk.holder("A1") == desk.me


@pytest.mark.parametrize(
    "points", [[], ["onzin"], ["1"], ["-1-0"], ["9" * 30 + "-0"], ["1-0-0"], ["\x00"], ["１-0"]]
)
def test_no_points_is_invalid(desk: Desk, points: list[str]) -> None:
    response = desk.client.post(DIVIDE, {"points": points, "to": str(desk.colleague.pk)})

    assert response.status_code in {409, 422}
    assert not Assignment.objects.exists()


@pytest.mark.parametrize("to", ["", "0", "onzin", "99999999999999999999999", "<script>"])
def test_unknown_colleague_is_invalid(desk: Desk, to: str) -> None:
    response = desk.client.post(DIVIDE, {"points": [desk.tick("A1")], "to": to})

    assert response.status_code == 422
    assert document(response).one("main").all("script") == []


@pytest.mark.parametrize("note", HOSTILE)
def test_impossible_message_is_invalid(desk: Desk, note: str) -> None:
    data = {"points": [desk.tick("A1")], "to": str(desk.colleague.pk), "note": note}

    assert desk.client.post(DIVIDE, data).status_code == 422
    assert not Assignment.objects.exists()


def test_result_of_another_organisation_is_refused(desk: Desk) -> None:
    foreign = get_result(round=desk.round, organisation="GM0995", point="A1")

    response = desk.client.post(
        DIVIDE, {"points": [f"{foreign.pk}-0"], "to": str(desk.colleague.pk)}
    )

    assert response.status_code == 409
    assert not Assignment.objects.exists()


def test_coordinator_of_another_organisation_is_no_colleague(desk: Desk) -> None:
    data = {"points": [desk.tick("A1")], "to": str(desk.world.other_coordinator.pk)}

    assert desk.client.post(DIVIDE, data).status_code == 422


# --- All points of somebody -----------------------------------------------------------------------


def test_own_points_are_handed_over(desk: Desk) -> None:
    desk.give("A1", desk.me)
    desk.give("B1", desk.me)
    path = f"{DIVIDE}doorgeven/{desk.me.pk}/"
    assert "Het gaat om 2 ambitiepunten van Almere" in read(desk.client, path).one("main").text

    response = desk.client.post(path, {"to": str(desk.colleague.pk)}, follow=True)

    assert response.redirect_chain == [(DIVIDE, 302)]
    assert (desk.holder("A1"), desk.holder("B1")) == (desk.colleague, desk.colleague)
    again = desk.client.post(path, {"to": str(desk.colleague.pk)})
    assert again.status_code == 409


def test_points_are_not_handed_over_to_the_giver(desk: Desk) -> None:
    desk.give("A1", desk.me)

    response = desk.client.post(f"{DIVIDE}doorgeven/{desk.me.pk}/", {"to": str(desk.me.pk)})

    assert response.status_code == 422


@pytest.mark.parametrize("person", ["0", "999999", "9" * 40])
def test_share_of_who_does_not_exist_is_not_there(desk: Desk, person: str) -> None:
    assert desk.client.get(f"{DIVIDE}doorgeven/{person}/").status_code == 404


# --- One point ------------------------------------------------------------------------------------


def test_one_point_is_taken_and_given_on(desk: Desk) -> None:
    path = f"{BASE}punt/A1/toewijzen/"
    assert "Nu bij niemand." in read(desk.client, path).one("main").text

    response = desk.client.post(path, {"seen": "0", "to": str(desk.me.pk)})
    assert response["Location"] == f"{BASE}punt/A1/"
    assert desk.holder("A1") == desk.me

    stale = desk.client.post(path, {"seen": "0", "to": str(desk.colleague.pk)})
    assert stale.status_code == 409
    assert desk.holder("A1") == desk.me

    seen = read(desk.client, path).one("input", name="seen").attributes["value"]
    desk.client.post(path, {"seen": seen, "to": str(desk.colleague.pk), "note": "Voor u."})
    assert desk.holder("A1") == desk.colleague


def test_missing_version_is_invalid(desk: Desk) -> None:
    response = desk.client.post(f"{BASE}punt/A1/toewijzen/", {"to": str(desk.me.pk)})

    assert response.status_code == 422
    assert desk.holder("A1") is None


def test_point_page_tells_colleagues_who_has_the_point(desk: Desk) -> None:
    desk.give("A1", desk.colleague)
    result = get_result(round=desk.round, organisation="GM0034", point="A1")

    found = assignment_of(desk.me, result, desk.assessment)

    assert (found.person, found.is_mine, found.is_gone) == (desk.colleague, False, False)
    assert found.may_assign
    assert found.given is not None
    assert found.given.note == "Kijk."


def test_section_of_the_point_page_lets_one_take_the_point(desk: Desk) -> None:
    desk.give("A1", desk.colleague)

    section = read(desk.client, f"{BASE}punt/A1/").one("section", id="toewijzing")

    assert "Collega" in section.text
    assert "Kijk." in section.text
    assert section.one("form").attributes["action"] == f"{BASE}punt/A1/toewijzen/"
    sent = {box.attributes["name"]: box.attributes["value"] for box in section.all("input")}
    assert desk.client.post(f"{BASE}punt/A1/toewijzen/", sent).status_code == 302
    assert desk.holder("A1") == desk.me


def test_point_page_tells_others_nothing_of_who_has_the_point(desk: Desk) -> None:
    desk.give("A1", desk.colleague)
    result = get_result(round=desk.round, organisation="GM0034", point="A1")

    for who in ("district_coordinator", "executive", "other_coordinator"):
        found = assignment_of(desk.world.user(who), result, desk.assessment)
        assert found == PointAssignment(is_own=False, may_assign=False)


# --- The start page -------------------------------------------------------------------------------


def test_start_page_tells_how_many_points_one_has(desk: Desk) -> None:
    assert "U hebt" not in read(desk.client, "/").one("main").text
    desk.give("A1", desk.me)
    desk.give("A2", desk.me)
    desk.give("B1", desk.colleague)

    page = read(desk.client, "/").one("main")

    assert "U hebt 2 punten, nog 2 in te vullen." in page.text
    assert f"{BASE}?toon=mijn" in page.hrefs()
