"""Headers that no package sets, or not with every answer."""

from collections.abc import Callable

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


class OwnHeadersMiddleware:
    """Nothing that the application makes is kept, guessed at or used elsewhere.

    Unless a view says so: a header that is there already stays as it is.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in EVERYWHERE.items():
            response.headers.setdefault(name, value)
        return response
