"""The list of rounds, planning one, changing the plan and dropping it."""

from datetime import date

import pytest
from django.test import Client

from ambitions.choices import NormState
from monitoring.choices import RoundState
from monitoring.models import Round
from tests.breaking import nothing_written
from tests.conftest import SignIn, World
from tests.factories import make_norm, make_round

PLAN = {
    "norm": "norm@1.0",
    "name": "Meting voorjaar 2027",
    "code": "",
    "kind": "interim",
    "reference_date": "2027-03-01",
    "opens_on": "2027-03-02",
    "closes_on": "2027-04-15",
    "college_on": "",
}


@pytest.fixture
def district(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.district_coordinator)


def seen_on(district: Client, address: str) -> str:
    """The mark that the form on a page carries."""
    return str(district.get(address).context["form"]["seen"].value())


def test_plan_makes_a_round_with_a_code_of_its_name(world: World, district: Client) -> None:
    response = district.post("/rondes/nieuw/", PLAN)

    assert response.status_code == 302
    assert response.headers["Location"] == "/rondes/meting-voorjaar-2027/"
    round = Round.objects.get(code="meting-voorjaar-2027")
    assert (round.state, round.norm) == (RoundState.PLANNED, world.norm)
    assert (round.opens_on, round.closes_on) == (date(2027, 3, 2), date(2027, 4, 15))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"norm": "andere-norm@1.0"}, "norm"),  # of another region
        ({"norm": "concept@1.0"}, "norm"),  # a draft
        ({"name": ""}, "name"),
        ({"name": "met \0"}, "name"),
        ({"name": "om\u202egekeerd"}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "Nieuw"}, "code"),  # an address already
        ({"name": "…"}, "code"),  # no letter to make a code of
        ({"code": "geen code!"}, "code"),
        ({"code": "x" * 51}, "code"),
        ({"kind": "feest"}, "kind"),
        ({"reference_date": "morgen"}, "reference_date"),
        ({"closes_on": "2027-03-01"}, "closes_on"),  # before the opening
    ],
)
def test_plan_with_a_mistake_says_where(
    world: World, district: Client, changes: dict[str, str], field: str
) -> None:
    make_norm(region=world.region, code="concept", state=NormState.DRAFT)

    with nothing_written():
        response = district.post("/rondes/nieuw/", PLAN | changes)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]


def test_plan_sent_twice_is_refused_the_second_time(district: Client) -> None:
    district.post("/rondes/nieuw/", PLAN)

    response = district.post("/rondes/nieuw/", PLAN)

    assert response.status_code == 409
    assert "eenzelfde Code" in response.content.decode()
    assert Round.objects.count() == 1


def test_plan_shows_markup_as_text(district: Client) -> None:
    district.post("/rondes/nieuw/", PLAN | {"name": "<script>alert(1)</script>"})

    page = district.get("/rondes/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page


def test_change_moves_the_round_to_its_new_address(world: World, district: Client) -> None:
    make_round(norm=world.norm, code="ronde", state=RoundState.PLANNED)
    seen = seen_on(district, "/rondes/ronde/wijzigen/")

    response = district.post(
        "/rondes/ronde/wijzigen/", PLAN | {"code": "beter", "seen": seen}, follow=True
    )

    assert response.redirect_chain == [("/rondes/beter/", 302)]
    assert "De ronde is gewijzigd." in response.content.decode()


def test_change_of_an_open_round_asks_what_can_still_change(
    district: Client, open_round: Round
) -> None:
    page = district.get(f"/rondes/{open_round.code}/wijzigen/")

    assert list(page.context["form"].fields) == [
        "name",
        "opens_on",
        "closes_on",
        "college_on",
        "seen",
    ]


def test_change_on_an_old_page_is_a_conflict_with_what_was_typed(
    district: Client, open_round: Round
) -> None:
    address = f"/rondes/{open_round.code}/wijzigen/"
    seen = seen_on(district, address)
    sent = {"name": "Eerste", "closes_on": "2026-12-01", "seen": seen}
    assert district.post(address, sent).status_code == 302

    response = district.post(address, sent | {"name": "Tweede"})

    assert response.status_code == 409
    page = response.content.decode()
    assert "Iemand anders wijzigde de ronde" in page
    assert 'value="Tweede"' in page


def test_drop_goes_back_to_the_list(world: World, district: Client) -> None:
    make_round(norm=world.norm, code="ronde", state=RoundState.PLANNED)

    response = district.post("/rondes/ronde/verwijderen/", follow=True)

    assert response.redirect_chain == [("/rondes/", 302)]
    assert not Round.objects.exists()


@pytest.mark.parametrize(("who", "offered"), [("district_coordinator", True), ("analyst", False)])
def test_list_offers_planning_to_who_may(
    world: World, sign_in: SignIn, who: str, offered: bool
) -> None:
    page = sign_in(world.user(who)).get("/rondes/").content.decode()

    assert ("Ronde plannen" in page) is offered
