"""The page with one question about an assessment: `ambitions.views.changing`, filled in for it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from ambitions.forms import ChangeForm
from ambitions.views.changing import Change, Question, change
from monitoring.actions.steps import detail_address
from monitoring.models import Assessment
from monitoring.views.context import of_assessment


def ask(
    request: HttpRequest,
    assessment: Assessment,
    form: ChangeForm,
    do: Change,
    *,
    heading: str,
    lead: str = "",
    warning: str = "",
    detail: str = "",
    back: str = "",
    extra: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Asks, and on POST does; returns to `back`, or to where the assessment stands."""
    question = Question(
        heading=heading,
        back=back or detail_address(assessment),
        back_text=assessment.organisation.name,
        lead=lead,
        warning=warning,
        section="rounds",
        root=("round_list", "Rondes"),
        detail=detail,
    )
    return change(request, question, form, do, of_assessment(assessment, **(extra or {})))
