"""Headers that no package sets, or not with every answer."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

EVERYWHERE = {
    # Otherwise the back button shows confidential results after signing out.
    "Cache-Control": "no-store, private",
    # No other site may load anything of ours, not as a picture or a script either.
    "Cross-Origin-Resource-Policy": "same-origin",
    # Django's SecurityMiddleware sets these, but not when it refuses the request itself.
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


FORGET = '"cache"'
"""For `Clear-Site-Data`: what browsers kept of our pages goes, the back button's copies too."""


class OwnHeadersMiddleware:
    """Nothing that the application makes is kept, guessed at or used elsewhere.

    Unless a view says so: a header that is there already stays as it is. What a browser was
    allowed to keep goes when its session ends.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in EVERYWHERE.items():
            response.headers.setdefault(name, value)
        if _ends_session(response):
            response.headers["Clear-Site-Data"] = FORGET
        return response


def _ends_session(response: HttpResponse) -> bool:
    """Whether the browser has to throw its session cookie away: signed out, or ended by itself."""
    cookie = response.cookies.get(settings.SESSION_COOKIE_NAME)
    return cookie is not None and not cookie.value
