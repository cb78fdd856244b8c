"""Writing who holds which role."""

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from accounts.permissions import REGION_ROLES, Role
from ambitions.models import Membership, Organisation, Region
from ambitions.refusals import Refused


@transaction.atomic
def give_role(
    *, user: User, role: Role, target: Organisation | Region, by: User | None
) -> Membership:
    """Gives a role for an organisation or a region; holding it already changes nothing.

    Raises Refused when the role is not one for that kind of target.
    """
    if (role in REGION_ROLES) != isinstance(target, Region):
        raise Refused(f"De rol {role.label} past niet bij {target}.")
    scope: dict[str, Organisation | Region] = (
        {"region": target} if isinstance(target, Region) else {"organisation": target}
    )
    existing: Membership | None = Membership.objects.filter(user=user, role=role, **scope).first()
    if existing is not None:
        return existing
    membership = Membership(user=user, role=role, **scope)
    try:
        membership.full_clean()
    except ValidationError as error:
        raise Refused.from_validation(error, membership) from error
    membership.save()
    return membership
