"""Pages of reports that there cannot be: the reason instead."""

from collections.abc import Callable, Sequence
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.refusals import Refused

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, P], HttpResponse]


def with_reason(page: Page[P]) -> Page[P]:
    """The page, or why there is no such report, such as of too few organisations."""

    @wraps(page)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return page(request, *args, **kwargs)
        except Refused as refused:
            return not_made(request, refused.lines)

    return answer


def not_made(request: HttpRequest, lines: Sequence[str]) -> HttpResponse:
    context = {"section": "reports", "lines": lines}
    return render(request, "reports/report_not_made.html", context, status=HTTPStatus.CONFLICT)
