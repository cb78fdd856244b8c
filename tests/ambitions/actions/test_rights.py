"""The rights list as a file, and that it was reviewed."""

import hashlib

import pytest
from django.utils import timezone

from accounts.events import EventType
from accounts.models import User
from accounts.permissions import Role
from ambitions.actions.memberships import end_role
from ambitions.actions.rights import MAX_REMARK, export_rights, note_audit_export, review_rights
from ambitions.models import Membership, Region, RightsReview
from ambitions.rights_list import State, as_csv, lines, rights_list
from tests.ambitions.actions.test_memberships import last_event, role_of
from tests.ambitions.actions.test_people import invite
from tests.breaking import nothing_written, refused
from tests.conftest import World
from tests.factories import make_member

CHANGED = "De lijst is gewijzigd sinds u haar opende. Bekijk haar opnieuw."


def mark(region: Region) -> str:
    return rights_list(region, timezone.now()).mark


def rows(content: bytes) -> list[list[str]]:
    return [line.split(";") for line in content.decode("utf-8-sig").splitlines()]


def test_file_has_every_role_of_the_region_and_no_other(world: World) -> None:
    found = rows(export_rights(region=world.region, by=world.district_coordinator))

    assert found[0][:5] == ["code", "organisatie", "naam", "e-mailadres", "rol"]
    assert [(row[0], row[3], row[4]) for row in found[1:]] == [
        ("flevoland", "analist@voorbeeld.test", "RIEC-analist"),
        ("flevoland", "district@voorbeeld.test", "districtscoördinator"),
        ("GM0034", "bestuurder@voorbeeld.test", "bestuurder"),
        ("GM0034", "coordinator@voorbeeld.test", "coördinator"),
        ("GM0995", "lelystad@voorbeeld.test", "coördinator"),
    ]
    today = timezone.localdate().isoformat()
    assert found[1][5:] == [today, "", "actief", "", "nee"]


def test_file_begins_with_a_byte_order_mark_and_computes_nothing(world: World) -> None:
    make_member(role=Role.EXECUTIVE, target=world.urk, name='=HYPERLINK("http://kwaad.test")')

    content = export_rights(region=world.region, by=None)

    assert content.startswith(b"\xef\xbb\xbf")
    assert "'=HYPERLINK" in content.decode()
    assert not [
        cell for row in rows(content) for cell in row if cell.lstrip('"')[:1] in "=+-@" and cell
    ]


def test_export_is_recorded_with_the_digest_of_its_bytes(world: World) -> None:
    content = export_rights(region=world.region, by=world.district_coordinator)

    event = last_event()
    assert (event.type, event.region) == (EventType.RIGHTS_EXPORTED, "flevoland")
    assert event.new_values["sha256"] == hashlib.sha256(content).hexdigest()


def test_review_keeps_the_digest_of_the_file(world: World) -> None:
    by = world.district_coordinator
    content = export_rights(region=world.region, by=by)

    review_rights(region=world.region, remark="Alles klopt.", seen=mark(world.region), by=by)

    review = RightsReview.objects.get()
    assert review.sha256 == hashlib.sha256(content).hexdigest()
    assert (review.region, review.reviewed_by, review.role_count) == (world.region, by, 5)
    event = last_event()
    assert event.type == EventType.RIGHTS_REVIEWED
    assert event.new_values["aantal rollen"] == 5


def test_review_of_a_list_that_changed_is_refused(world: World) -> None:
    seen = mark(world.region)
    end_role(membership=role_of(world.executive), by=None)

    with refused(CHANGED):
        review_rights(region=world.region, remark="", seen=seen, by=world.district_coordinator)


def test_review_is_not_refused_because_somebody_came_by(world: World) -> None:
    seen = mark(world.region)
    User.objects.filter(pk=world.executive.pk).update(last_seen_at=timezone.now())

    review_rights(region=world.region, remark="", seen=seen, by=world.district_coordinator)

    assert RightsReview.objects.count() == 1


@pytest.mark.parametrize("seen", ["", "x" * 64])
def test_review_of_another_list_is_refused(world: World, seen: str) -> None:
    with refused(CHANGED):
        review_rights(region=world.region, remark="", seen=seen, by=world.district_coordinator)


def test_review_with_a_remark_that_is_too_long_is_refused(world: World) -> None:
    with refused("De opmerking is te lang: hoogstens 2000 tekens."):
        review_rights(
            region=world.region,
            remark="x" * (MAX_REMARK + 1),
            seen=mark(world.region),
            by=world.district_coordinator,
        )


def test_states_of_roles(world: World) -> None:
    invited = invite(world).user
    end_role(membership=role_of(world.coordinator), by=None)
    User.objects.filter(pk=world.analyst.pk).update(is_active=False)

    found = lines(Membership.objects.of_region(world.region), timezone.now())

    states = {line.user.pk: line.state for line in found}
    assert states[invited.pk] == State.INVITED
    assert states[world.coordinator.pk] == State.ENDED
    assert states[world.analyst.pk] == State.SWITCHED_OFF
    assert states[world.executive.pk] == State.ACTIVE


def test_same_list_gives_the_same_bytes(world: World) -> None:
    now = timezone.now()

    assert as_csv(rights_list(world.region, now)) == as_csv(rights_list(world.region, now))


def test_note_audit_export_is_one_event_per_region(world: World) -> None:
    note_audit_export(
        regions=[world.region, world.other_region], narrowed={"van": "2026-01-01"}, by=None
    )

    assert last_event().region == "elders"
    assert last_event().new_values == {"van": "2026-01-01"}


def test_failed_review_leaves_no_event(world: World) -> None:
    with nothing_written(), pytest.raises(Exception, match="gewijzigd"):
        review_rights(region=world.region, remark="", seen="x", by=world.district_coordinator)
