"""The one way in which a page asks for something and changes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.refusals import Refused
from ambitions.forms import ChangeForm


@dataclass(frozen=True, slots=True)
class Question:
    """What the page says: `warning` is what cannot be undone; `back` the address to return to.

    `root` is the first of the breadcrumb, name of the address and text; `detail` a template that is
    shown above the form.
    """

    heading: str
    back: str
    back_text: str
    lead: str = ""
    warning: str = ""
    section: str = "administration"
    root: tuple[str, str] = ("administration", "Beheer")
    detail: str = ""


Change = Callable[[Mapping[str, Any]], str]
"""Calls an action with what was filled in; returns what to tell when it is done."""


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when that is nothing; None when the page is only asked for."""
    return request.POST if request.method == "POST" else None


def change(
    request: HttpRequest,
    question: Question,
    form: ChangeForm,
    do: Change,
    extra: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Asks, and on POST does; a refusal comes back with what was typed, and nothing is written.

    `extra` goes into the context of the page, for the detail of the question.
    """
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                messages.success(request, do(form.cleaned_data))
                return redirect(question.back)
            except Refused as refused:
                form.refuse(refused.lines)
                status = HTTPStatus.CONFLICT
    context = {
        "section": question.section,
        "question": question,
        "root_href": reverse(question.root[0]),
        "root_text": question.root[1],
        "form": form,
        **(extra or {}),
    }
    return render(request, "question.html", context, status=status)
