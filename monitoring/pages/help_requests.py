"""Who may be asked for help with a point, and for whom."""

from accounts.models import User
from accounts.permissions import Permission
from ambitions.access import organisations_of
from ambitions.models import AmbitionPoint, Organisation
from monitoring.models import Result
from monitoring.querysets import ResultQuerySet


def may_ask_for(user: User, region: int) -> list[Organisation]:
    """The user's own organisations in a region (a key), for which they may ask; no query."""
    own = organisations_of(user, Permission.ASK_HELP)
    return [organisation for organisation in own if organisation.region_id == region]


def achieved_by_others(user: User, point: AmbitionPoint) -> ResultQuerySet:
    """Results with which an organisation achieved the point, as far as the user may see them."""
    return Result.objects.visible_to(user).filter(point=point).achieved()
