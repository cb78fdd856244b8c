"""Two district coordinators who leave at the same moment: one of them stays."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from accounts.models import User
from accounts.permissions import Role
from accounts.refusals import Refused
from ambitions.actions.memberships import end_role
from ambitions.actions.people import switch_person
from ambitions.models import Membership
from tests.ambitions.actions.test_memberships import role_of, second_coordinator
from tests.conftest import World
from tests.installation import Done, Installation
from tests.monitoring.actions.test_concurrency import overlapping

PREPARE = """
from accounts.actions.users import create_account
from ambitions.actions.memberships import give_role
from ambitions.models import Region
region = Region.objects.create(code="regio", title="Regio")
for name in ("anna", "bert"):
    user = create_account(email=f"{name}@voorbeeld.test", name=name, by=None)
    give_role(user=user, role="district_coordinator", target=region, by=None)
"""
LEAVE = """
import time
from accounts.refusals import Refused
from ambitions.actions.memberships import end_role
from ambitions.models import Membership
membership = Membership.objects.get(user__name="{name}")
time.sleep(max(0, {at} - time.time()))
try:
    end_role(membership=membership, by=None)
except Refused as refused:
    print("refused")
else:
    print("left")
"""
LEFT = """
from ambitions.models import Membership
print(Membership.objects.filter(ended_at=None).count())
"""


def coordinators(world: World) -> int:
    return Membership.objects.filter(
        role=Role.DISTRICT_COORDINATOR,
        region=world.region,
        ended_at=None,
        user__is_active=True,
    ).count()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_who_end_their_role_at_once_do_not_both_go(world: World) -> None:
    first, second = role_of(world.district_coordinator), role_of(second_coordinator(world))

    outcome = overlapping(
        lambda: end_role(membership=first, by=None),
        lambda: end_role(membership=second, by=None),
    )

    assert isinstance(outcome.exception(), Refused)
    assert coordinators(world) == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_one_who_goes_while_the_other_is_switched_off_stays(world: World) -> None:
    other: User = second_coordinator(world)
    mine = role_of(world.district_coordinator)

    outcome = overlapping(
        lambda: switch_person(user=other, active=False, region=world.region, by=None),
        lambda: end_role(membership=mine, by=None),
    )

    assert isinstance(outcome.exception(), Refused)
    assert coordinators(world) == 1


def test_two_processes_that_end_both_roles_leave_one(installation: Installation) -> None:
    """On either database, with real processes."""
    installation.run("shell", "--verbosity", "0", "-c", PREPARE)
    at = time.time() + 6

    def leave(name: str) -> Done:
        return installation.run("shell", "--verbosity", "0", "-c", LEAVE.format(name=name, at=at))

    with ThreadPoolExecutor(max_workers=2) as pool:
        done = list(pool.map(leave, ("anna", "bert")))

    assert sorted(ended.text.strip() for ended in done) == ["left", "refused"]
    assert installation.run("shell", "--verbosity", "0", "-c", LEFT).text.strip() == "1"
