"""Asking the provider for something, and not trusting what comes back.

The provider is somebody else's computer: it may be slow, endless or taken over. An answer counts
only when it comes at once from the address that was asked, is short and is a JSON object.
"""

import json
import time
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from urllib3.exceptions import HTTPError

from accounts.sso.refusals import Refusal, SingleSignOnRefused

STEP_SECONDS = 5
"""How long connecting and each wait for more bytes may take."""
TOTAL_SECONDS = 10
MAX_BYTES = 256 * 1024
CHUNK = 16 * 1024
HEADERS = {"Accept": "application/json", "Accept-Encoding": "identity"}


def is_trusted_address(url: object) -> bool:
    """Whether something is an address that may be asked: https, outside DEBUG."""
    if not isinstance(url, str):
        return False
    schemes = {"https"} if settings.OIDC_HTTPS_REQUIRED else {"https", "http"}
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in schemes and bool(parts.hostname)


def fetch_json(
    method: str,
    url: str,
    *,
    data: Mapping[str, str] | None = None,
    auth: tuple[str, str] | None = None,
) -> dict[str, Any]:
    """The JSON object at an address of the provider.

    Raises SingleSignOnRefused when there is no answer in time, or another one.
    """
    if not is_trusted_address(url):
        raise SingleSignOnRefused(Refusal.INVALID, "geen https")
    deadline = time.monotonic() + TOTAL_SECONDS
    try:
        with requests.request(
            method,
            url,
            data=data,
            auth=auth,
            headers=HEADERS,
            timeout=STEP_SECONDS,
            allow_redirects=False,
            stream=True,
        ) as response:
            body = _read(response, deadline)
    except (requests.RequestException, HTTPError, OSError) as error:
        raise SingleSignOnRefused(Refusal.UNREACHABLE, type(error).__name__) from error
    if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise SingleSignOnRefused(Refusal.UNREACHABLE, f"status {response.status_code}")
    if response.status_code != HTTPStatus.OK:
        raise SingleSignOnRefused(Refusal.INVALID, f"status {response.status_code}")
    return _parsed(body)


def _read(response: requests.Response, deadline: float) -> bytes:
    """At most `MAX_BYTES`, before the deadline; `read1` gives what there is, without waiting."""
    body = bytearray()
    while chunk := response.raw.read1(CHUNK):
        body += chunk
        if len(body) > MAX_BYTES:
            raise SingleSignOnRefused(Refusal.INVALID, "antwoord te groot")
        if time.monotonic() > deadline:
            raise SingleSignOnRefused(Refusal.UNREACHABLE, "antwoord te langzaam")
    return bytes(body)


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise SingleSignOnRefused(Refusal.INVALID, "geen JSON") from error
    if not isinstance(answer, dict):
        raise SingleSignOnRefused(Refusal.INVALID, "geen JSON-object")
    return answer
