"""What is asked of a request: the person, and what they typed."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from accounts.models import User

LONG = 20
NEVER_GIVEN_BACK = ("password", "csrf", "credential", "code", "login")


def signed_in(request: HttpRequest) -> User:
    """The person behind the request; SignInRequiredMiddleware has sent all others away."""
    if isinstance(request.user, AnonymousUser):
        raise PermissionDenied
    return request.user


def typed_texts(request: HttpRequest) -> list[str]:
    """Texts of the form that was sent, to give back to who typed them; never a password.

    What has a space in it was typed, however short; other short values are choices and numbers.
    """
    return [
        text
        for name, values in request.POST.lists()
        if not any(word in name for word in NEVER_GIVEN_BACK)
        for text in map(str, values)
        if len(text) >= LONG or len(text.split()) > 1
    ]


def is_from_own_page(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this site sent it; False where it does not say."""
    return request.headers.get("Sec-Fetch-Site") == "same-origin"
