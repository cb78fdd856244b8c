"""The one way in which a page of the administration changes something."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from accounts.refusals import Refused
from ambitions.forms import ChangeForm


@dataclass(frozen=True, slots=True)
class Question:
    """What the page says: `warning` is what cannot be undone; `back` the address to return to."""

    heading: str
    back: str
    back_text: str
    lead: str = ""
    warning: str = ""


Change = Callable[[Mapping[str, Any]], str]
"""Calls an action with what was filled in; returns what to tell when it is done."""


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when that is nothing; None when the page is only asked for."""
    return request.POST if request.method == "POST" else None


def change(request: HttpRequest, question: Question, form: ChangeForm, do: Change) -> HttpResponse:
    """Asks, and on POST does; a refusal comes back with what was typed, and nothing is written."""
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
    context = {"section": "administration", "question": question, "form": form}
    return render(request, "administration/change.html", context, status=status)
