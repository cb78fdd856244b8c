"""What every template may ask."""

from typing import Any

from django.http import HttpRequest

from accounts.permissions import Permission
from ambitions.access import regions_of, scope


def administration(request: HttpRequest) -> dict[str, Any]:
    """What the menu shows; asked only when the menu is there, from the roles at hand."""
    user = getattr(request, "user", None)

    def manages_users() -> bool:
        return user is not None and bool(scope(user, Permission.MANAGE_USERS).regions)

    def has_region() -> bool:
        return user is not None and bool(regions_of(user))

    return {"manages_users": manages_users, "has_region": has_region}
