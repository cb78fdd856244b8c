"""Who is at an assessment at this moment: a courtesy, kept in the cache and nowhere else."""

from dataclasses import dataclass
from typing import cast

from django.core.cache import cache

from accounts.models import User
from accounts.permissions import Permission
from ambitions.access import holders
from monitoring.models import Assessment

SECONDS = 45
"""How long somebody counts as present after their page last told so (it does every 20 seconds)."""


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who has the entry open; `point` is the code of where they are, or empty."""

    name: str
    point: str


def tell(user: User, assessment: Assessment, point: str) -> None:
    """Notes that the user has the assessment open, at a point or just so."""
    cache.set(_key(assessment, user), point[:20], SECONDS)


def others(user: User, assessment: Assessment) -> list[Present]:
    """The others who may fill in and have it open; one query and one look in the cache."""
    people = [
        person
        for person in holders(Permission.ENTER_RESULTS, assessment.organisation)
        if person != user
    ]
    found = cast(dict[str, str], cache.get_many([_key(assessment, each) for each in people]))
    return [
        Present(str(person), found[key])
        for person in people
        if (key := _key(assessment, person)) in found
    ]


def _key(assessment: Assessment, user: User) -> str:
    return f"present:{assessment.pk}:{user.pk}"
