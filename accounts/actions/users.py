"""Writing accounts."""

from collections.abc import Sequence

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.models import User


@transaction.atomic
def create_account(*, email: str, name: str, by: User | None) -> User:
    """Stores an account that cannot be used until it has a password; an existing one is kept."""
    existing = User.objects.filter(email=email.lower()).first()
    return existing or User.objects.create_user(email, name=name)


@transaction.atomic
def share_password(*, users: Sequence[User], password: str, by: User | None) -> None:
    """Gives several accounts one password, hashed once; for example accounts only."""
    encoded = make_password(password)
    User.objects.filter(pk__in=[user.pk for user in users]).update(password=encoded)
