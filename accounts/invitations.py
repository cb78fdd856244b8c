"""Which accounts were taken into use."""

from collections.abc import Collection

from allauth.socialaccount.models import SocialAccount

from accounts.models import Invitation, User


def in_use(users: Collection[User]) -> frozenset[int]:
    """Keys of the accounts with a password, an accepted invitation or a linked single sign-on.

    Two queries, however many users.
    """
    keys = [user.pk for user in users]
    accepted = Invitation.objects.accepted().filter(user__in=keys).values_list("user", flat=True)
    linked = SocialAccount.objects.filter(user__in=keys).values_list("user", flat=True)
    with_password = (user.pk for user in users if user.has_usable_password())
    return frozenset([*with_password, *accepted, *linked])
