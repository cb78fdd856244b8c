"""What a view asks of a request: the person."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from accounts.models import User


def signed_in(request: HttpRequest) -> User:
    """The person behind the request; SignInRequiredMiddleware has sent all others away."""
    if isinstance(request.user, AnonymousUser):
        raise PermissionDenied
    return request.user
