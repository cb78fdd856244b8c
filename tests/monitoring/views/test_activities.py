"""Activities on the screen: recording, changing, removing, the list."""

from collections.abc import Mapping
from datetime import date

import pytest
from django.test import Client

from ambitions.models import AmbitionPoint
from monitoring.actions.activities import ActivityContent
from monitoring.models import Activity
from tests.conftest import SignIn, World
from tests.factories import make_norm
from tests.monitoring.following import activity, make_activity
from tests.reports.document import Element, document, read

LIST = "/activiteiten/"
ADD = f"{LIST}toevoegen/"
CONTENT = {
    "kind": "training",
    "title": "Training <script>alert(1)</script>",
    "held_on": "2026-05-12",
    "organisations": ["GM0034", "GM0995"],
    "participants": "24",
    "description": "Eén dag.\r\nVeel geleerd.",
}
HOSTILE: tuple[Mapping[str, object], ...] = (
    {"kind": "feest"},
    {"title": ""},
    {"title": "\x00"},
    {"title": "omge\u202ekeerd"},
    {"title": "x" * 100_000},
    {"held_on": "gisteren"},
    {"organisations": []},
    {"organisations": ["GM9999"]},
    {"participants": "-1"},
    {"participants": "9" * 30},
    {"description": "x" * 100_000},
)


@pytest.fixture
def coordinator(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.coordinator)


@pytest.fixture
def stored(world: World) -> Activity:
    return make_activity(world)


def point(world: World, code: str = "A1") -> AmbitionPoint:
    return world.norm.points.select_related("theme").get(code=code)


def boxes(page: Element) -> dict[str, object]:
    """What the form of a page holds, with all its ticked boxes."""
    data: dict[str, object] = {}
    for control in page.one("main").all("input"):
        name, kind = control.attributes.get("name", ""), control.attributes.get("type")
        if kind == "checkbox" and "checked" in control.attributes:
            ticked = data.setdefault(name, [])
            assert isinstance(ticked, list)
            ticked.append(control.attributes["value"])
        elif kind != "checkbox":
            data[name] = control.attributes.get("value", "")
    (kind_of,) = (o for o in page.all("option") if "selected" in o.attributes)
    data["kind"] = kind_of.attributes["value"]
    data["description"] = page.one("textarea").raw_text.removeprefix("\n")
    return data


def test_record_on_the_screen_and_twice(world: World, coordinator: Client) -> None:
    a1 = point(world)
    data = {**CONTENT, f"punten-{a1.theme_id}": [str(a1.pk)]}

    assert coordinator.post(ADD, data).status_code == 302
    assert coordinator.post(ADD, data).status_code == 409

    content = ActivityContent.of(Activity.objects.get())
    assert content.organisations == {world.almere, world.lelystad}
    assert (content.points, content.participants) == (frozenset({a1}), 24)
    assert content.description == "Eén dag.\nVeel geleerd."
    assert "<script>alert" not in coordinator.get(LIST).content.decode()


@pytest.mark.parametrize("values", HOSTILE)
def test_record_what_is_not_possible_comes_back(
    coordinator: Client, values: Mapping[str, object]
) -> None:
    assert coordinator.post(ADD, {**CONTENT, **values}).status_code == 422
    assert not Activity.objects.exists()


def test_record_a_point_that_is_not_offered_comes_back(world: World, coordinator: Client) -> None:
    theme = point(world).theme_id
    other = world.other_norm.points.first()
    assert other is not None

    response = coordinator.post(ADD, {**CONTENT, f"punten-{theme}": [str(other.pk)]})

    assert response.status_code == 422


def test_record_without_the_own_organisation_is_a_conflict(coordinator: Client) -> None:
    response = coordinator.post(ADD, {**CONTENT, "organisations": ["GM0995"]})

    assert response.status_code == 409
    assert "Uw eigen organisatie doet niet mee" in document(response).one("main").text


def test_form_begins_with_the_own_organisation_and_the_point_that_was_asked_for(
    world: World, coordinator: Client
) -> None:
    page = read(coordinator, f"{ADD}?punt=B1")

    b1 = point(world, "B1")
    ticked = [box.attributes["value"] for box in page.all("input") if "checked" in box.attributes]
    assert ticked == ["GM0034", str(b1.pk)]
    (opened,) = (part for part in page.all("details") if "open" in part.attributes)
    assert "Thema B" in opened.text


def test_form_offers_the_newest_version_of_a_norm(world: World, coordinator: Client) -> None:
    newer = make_norm(region=world.region, code="norm", version="2.0")

    page = read(coordinator, ADD)

    offered = {
        box.attributes["value"]
        for box in page.all("input", type="checkbox")
        if box.attributes["name"].startswith("punten-")
    }
    assert offered == {str(key) for key in newer.points.values_list("pk", flat=True)}


def test_change_keeps_points_of_an_older_version(
    world: World, stored: Activity, coordinator: Client
) -> None:
    make_norm(region=world.region, code="norm", version="2.0")
    path = f"{LIST}{stored.pk}/wijzigen/"
    data = boxes(read(coordinator, path))

    assert coordinator.post(path, {**data, "title": "Anders"}).status_code == 302

    content = ActivityContent.of(Activity.objects.get())
    assert (content.title, content.points) == ("Anders", frozenset({point(world)}))


def test_save_without_a_change_says_so(stored: Activity, coordinator: Client) -> None:
    path = f"{LIST}{stored.pk}/wijzigen/"

    response = coordinator.post(path, boxes(read(coordinator, path)), follow=True)

    assert "Er was niets te wijzigen." in document(response).text
    stored.refresh_from_db()
    assert stored.version == 1


def test_two_people_at_once_get_both_versions(stored: Activity, coordinator: Client) -> None:
    path = f"{LIST}{stored.pk}/wijzigen/"
    first = boxes(read(coordinator, path))
    coordinator.post(path, {**first, "title": "Van een ander"})

    response = coordinator.post(path, {**first, "title": "Van mij"})

    assert response.status_code == 409
    page = document(response)
    assert "Van een ander" in page.one("section", css="fn-conflict").text
    again = boxes(page)
    assert again["title"] == "Van mij"
    assert coordinator.post(path, again).status_code == 302


def test_remove_on_the_screen_twice(stored: Activity, coordinator: Client) -> None:
    path = f"{LIST}{stored.pk}/verwijderen/"
    data = {"version": "1"}

    assert coordinator.post(path, data).status_code == 302
    assert coordinator.post(path, data).status_code == 409
    assert coordinator.get(path).status_code == 404
    assert coordinator.get(f"{LIST}{stored.pk}/").status_code == 404
    assert stored.title not in read(coordinator, LIST).text


def test_detail_offers_changes_to_who_took_part(
    world: World, stored: Activity, sign_in: SignIn
) -> None:
    path = f"{LIST}{stored.pk}/"

    assert f"{path}wijzigen/" in read(sign_in(world.coordinator), path).hrefs()
    assert f"{path}wijzigen/" not in read(sign_in(world.other_coordinator), path).hrefs()


def test_list_counts_and_narrows(world: World, stored: Activity, sign_in: SignIn) -> None:
    other = activity(
        world.lelystad,
        kind="dilemma_session",
        title="Dilemmasessie met de raad",
        held_on=date(2025, 3, 1),
        participants=None,
    )
    make_activity(world, other)
    client = sign_in(world.analyst)

    text = read(client, LIST).one("main").text
    assert "2 activiteiten, 24 deelnemers samen; van 1 activiteit is het aantal niet bekend" in text
    for query in ("soort=dilemma_session", "organisatie=GM0995", "jaar=2025"):
        narrowed = read(client, f"{LIST}?{query}").one("main").text
        assert other.title in narrowed
        assert stored.title not in narrowed
    for query in ("soort=feest", "organisatie=GM9999", "jaar=1999", "jaar=%00"):
        assert "geen activiteiten in deze selectie" in read(client, f"{LIST}?{query}").text
