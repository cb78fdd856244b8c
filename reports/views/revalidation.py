"""Pages of figures that a browser has already are not sent again as long as they are the same."""

import re
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.crypto import salted_hmac
from django.views.decorators.gzip import gzip_page

from accounts.requests import signed_in

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, P], HttpResponse]

MASKED_TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=")\w+')
"""Written differently into every answer, though it stands for the same secret."""


def revalidated(page: Page[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """The page with an ETag; an unchanged one is answered by 304, without its content.

    The page is made every time: only what it says decides, so it can never be an old one. The tag
    is of this session, and says nothing to who does not know the server's key. Compressed, for
    these pages repeat nothing that stands in their address.
    """

    @gzip_page
    @wraps(page)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response = page(request, *args, **kwargs)
        if response.status_code != HTTPStatus.OK:
            return response
        # Kept by this browser only, and never shown without asking whether it still holds.
        patch_cache_control(response, private=True, no_cache=True)
        patch_vary_headers(response, ["Cookie"])
        tag = _tag(request, response.content)
        response.headers["ETag"] = tag
        return get_conditional_response(request, etag=tag, response=response) or response

    return answer


def _tag(request: HttpRequest, content: bytes) -> str:
    """Weak: what the browser has differs in the token, which is as good as the new one."""
    get_token(request)
    parts = (
        str(signed_in(request).pk).encode(),
        (request.session.session_key or "").encode(),
        str(request.META["CSRF_COOKIE"]).encode(),
        MASKED_TOKEN.sub(rb"\1", content),
    )
    digest = salted_hmac(__name__, b"\0".join(parts), algorithm="sha256").hexdigest()
    return f'W/"{digest}"'
