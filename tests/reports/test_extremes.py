"""The pages of figures hold where there is nothing, one of everything, or very much."""

import pytest
from django.test import Client

from accounts.models import User
from monitoring.choices import ResultStatus
from tests.conftest import SignIn, World
from tests.extremes import PERSON, extreme_region
from tests.factories import MUNICIPALITY
from tests.reports.document import Element, read
from tests.reports.walk import found_on

PAGES = (
    "/",
    "/regio/",
    "/regio/waterbed/",
    "/organisaties/GM7000/",
    "/ambitiepunten/uiterste-norm/1.0/A1/",
    "/rondes/",
    "/rondes/uiterste-2/",
    "/rondes/uiterste-2/resultaten/",
    "/rondes/uiterste-2/resultaten/?organisatie=GM7000&thema=A",
    "/rondes/uiterste-2/cijfer/",
    "/rondes/uiterste-2/cijfer/?organisatie=GM7000",
    "/vergelijken/?van=uiterste-1&naar=uiterste-2",
    "/vergelijken/organisaties/?met=soort",
    "/wat-als/?organisatie=alle&punt=GM7000:A1",
    "/zoeken/?q=beleid",
)
ONE_POINT = {"A": {"A1": (MUNICIPALITY,)}}


def visitor(sign_in: SignIn) -> Client:
    return sign_in(User.objects.get(email=f"{PERSON}@flevonorm.example"))


def pages_of(client: Client) -> dict[str, Element]:
    """Every page, well-formed, without what Python writes for a missing thing."""
    pages = {address: read(client, address) for address in PAGES}
    for address, page in pages.items():
        for nothing in ("None", "nan", "inf %", "{{", "-0 "):
            assert nothing not in page.one("main").text, f"{nothing} on {address}"
    return pages


@pytest.mark.parametrize("status", [ResultStatus.UNANSWERED, ResultStatus.NOT_APPLICABLE])
@pytest.mark.parametrize("organisations", [1, 3])
def test_pages_hold_where_nothing_is_filled_in_or_applies(
    world: World, sign_in: SignIn, status: ResultStatus, organisations: int
) -> None:
    extreme_region(organisations=organisations, statuses=(status,))

    pages = pages_of(visitor(sign_in))

    expected = "–" if status == ResultStatus.NOT_APPLICABLE else "0 %"
    values = {found.value for found in found_on("/regio/", pages["/regio/"])}
    assert values == {expected}


def test_pages_hold_for_one_organisation_with_one_point(world: World, sign_in: SignIn) -> None:
    extreme_region(organisations=1, content=ONE_POINT, statuses=(ResultStatus.ACHIEVED,))

    pages = pages_of(visitor(sign_in))

    values = {found.value for found in found_on("/regio/", pages["/regio/"])}
    assert values == {"100 %"}


def test_pages_hold_for_forty_organisations_with_long_names_and_texts(
    world: World, sign_in: SignIn
) -> None:
    round = extreme_region()

    pages = pages_of(visitor(sign_in))

    assert round.assessments.count() == 40
    assert len(pages["/regio/"].captioned("Per organisatie").all("tr")) == 42
    assert "x" * 200 in pages["/organisaties/GM7000/"].text


def test_pages_hold_in_a_region_without_rounds(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.outsider)

    for address in ("/", "/regio/", "/rondes/", "/organisaties/GM9999/"):
        page = read(client, address)
        assert "None" not in page.one("main").text, address
