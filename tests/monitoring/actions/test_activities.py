"""Recording activities, changing and removing them."""

from datetime import date

import pytest

from accounts.models import AuditEvent
from monitoring.actions.activities import (
    GONE,
    STALE,
    ActivityContent,
    change_activity,
    record_activity,
    remove_activity,
)
from monitoring.models import Activity
from tests.breaking import refused
from tests.conftest import World
from tests.monitoring.following import activity, make_activity

NOT_YOURS = "Uw eigen organisatie doet niet mee aan deze activiteit; kies haar ook."


@pytest.fixture
def stored(world: World) -> Activity:
    return make_activity(world)


def test_record_stores_and_records(world: World) -> None:
    points = list(world.norm.points.filter(code__in=["A1", "B1"]))
    content = activity(world.almere, world.lelystad, points=points, description="Eén dag.")

    made = record_activity(region=world.region, content=content, by=world.coordinator)

    made.refresh_from_db()
    assert ActivityContent.of(made) == content
    assert (made.version, made.changed_by, made.removed_at) == (1, world.coordinator, None)
    event = AuditEvent.objects.get(type="activity_added")
    assert (event.region, event.subject) == ("flevoland", "Training signalen zien")
    assert event.new_values == {
        "soort": "training",
        "titel": "Training signalen zien",
        "datum": "2026-05-12",
        "aantal deelnemers": 24,
        "beschrijving": "Eén dag.",
        "organisaties": ["GM0034", "GM0995"],
        "ambitiepunten": ["1.0:A1", "1.0:B1"],
    }


def test_record_the_same_twice_is_refused(world: World, stored: Activity) -> None:
    with refused("Deze activiteit staat er al."):
        make_activity(world)


def test_record_again_what_was_removed_or_differs(world: World, stored: Activity) -> None:
    make_activity(world, activity(world.lelystad))
    remove_activity(activity=stored, version=1, by=world.coordinator)

    make_activity(world)

    assert Activity.objects.count() == 3


def test_record_without_the_own_organisation_is_refused(world: World) -> None:
    with refused(NOT_YOURS):
        record_activity(region=world.region, content=activity(world.lelystad), by=world.coordinator)


def test_record_without_any_organisation_is_refused(world: World) -> None:
    with refused(NOT_YOURS):
        record_activity(region=world.region, content=activity(), by=world.district_coordinator)


def test_record_with_an_organisation_of_another_region_is_refused(world: World) -> None:
    content = activity(world.almere, world.elsewhere)

    with refused("Kies organisaties van één regio."):
        record_activity(region=world.region, content=content, by=world.coordinator)


def test_record_with_a_point_of_another_region_is_refused(world: World) -> None:
    content = activity(world.almere, points=list(world.other_norm.points.all()))

    with refused("Kies ambitiepunten van de norm van de regio."):
        record_activity(region=world.region, content=content, by=world.coordinator)


def test_change_is_recorded_with_what_differs(world: World, stored: Activity) -> None:
    content = activity(
        world.almere,
        world.urk,
        title="Training",
        held_on=date(2026, 6, 1),
        participants=None,
        points=list(world.norm.points.filter(code="B1")),
    )

    assert change_activity(activity=stored, version=1, content=content, by=world.coordinator)

    stored.refresh_from_db()
    assert ActivityContent.of(stored) == content
    assert (stored.version, stored.changed_by) == (2, world.coordinator)
    event = AuditEvent.objects.get(type="activity_changed")
    assert event.old_values == {
        "titel": "Training signalen zien",
        "datum": "2026-05-12",
        "aantal deelnemers": 24,
        "organisaties": ["GM0034"],
        "ambitiepunten": ["1.0:A1"],
    }
    assert event.new_values["organisaties"] == ["GM0034", "GM0184"]


def test_change_that_says_the_same_writes_nothing(world: World, stored: Activity) -> None:
    same = ActivityContent.of(stored)

    assert not change_activity(activity=stored, version=1, content=same, by=world.coordinator)
    stored.refresh_from_db()
    assert stored.version == 1


def test_change_on_top_of_an_older_version_is_refused(world: World, stored: Activity) -> None:
    first, second = activity(world.almere, title="Een"), activity(world.almere, title="Twee")
    change_activity(activity=stored, version=1, content=first, by=world.coordinator)

    with refused(STALE):
        change_activity(activity=stored, version=1, content=second, by=world.coordinator)


def test_change_of_what_others_did_is_refused(world: World, stored: Activity) -> None:
    content = activity(world.almere, world.lelystad)

    with refused(NOT_YOURS):
        change_activity(activity=stored, version=1, content=content, by=world.other_coordinator)


def test_change_that_leaves_out_the_own_organisation_is_refused(
    world: World, stored: Activity
) -> None:
    with refused(NOT_YOURS):
        change_activity(
            activity=stored, version=1, content=activity(world.urk), by=world.coordinator
        )


def test_remove_keeps_the_row_and_records(world: World, stored: Activity) -> None:
    remove_activity(activity=stored, version=1, by=world.coordinator)

    stored.refresh_from_db()
    assert stored.removed_at is not None
    assert not Activity.objects.visible_to(world.coordinator).exists()
    event = AuditEvent.objects.get(type="activity_removed")
    assert event.old_values["titel"] == "Training signalen zien"


def test_remove_twice_is_refused(world: World, stored: Activity) -> None:
    remove_activity(activity=stored, version=1, by=world.coordinator)

    with refused(GONE):
        remove_activity(activity=stored, version=1, by=world.coordinator)


def test_remove_what_was_changed_is_refused(world: World, stored: Activity) -> None:
    content = activity(world.almere, title="Anders")
    change_activity(activity=stored, version=1, content=content, by=world.coordinator)

    with refused(STALE):
        remove_activity(activity=stored, version=1, by=world.coordinator)
