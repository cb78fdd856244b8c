from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.refusals import Refused
from accounts.requests import signed_in
from monitoring.actions.results import record_results
from monitoring.forms.results import ResultForm
from monitoring.models import Assessment, Result
from monitoring.pages.entry import EntrySteps, entry_steps, theme_results


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, code: str, organisation: str) -> HttpResponse:
    """The results of one organisation in a round, a theme at a time (`?thema=`)."""
    user = signed_in(request)
    assessment = get_object_or_404(
        Assessment.objects.to_enter_by(user).with_round(),
        round__code=code,
        organisation__code=organisation,
    )
    steps = entry_steps(assessment, request.GET.get("thema"))
    if steps is None:
        raise Http404
    results = theme_results(assessment, steps.current)
    readable = _may_read(user, results)
    if request.method == "POST":
        return _save(request, user, assessment, steps, results, readable)
    forms = [ResultForm(result, readable=readable) for result in results if result.is_applicable]
    return _page(request, assessment, steps, results, forms, readable=readable)


def _may_read(user: User, results: list[Result]) -> bool:
    """Whether the user may read the explanations of these results, all of one organisation."""
    keys = [result.pk for result in results]
    return Result.objects.explained_to(user).filter(pk__in=keys).exists()


def _save(
    request: HttpRequest,
    user: User,
    assessment: Assessment,
    steps: EntrySteps,
    results: list[Result],
    readable: bool,
) -> HttpResponse:
    """Saves what can be saved; what cannot comes back as it was typed, with the reason."""
    forms = [
        ResultForm(result, readable=readable, data=request.POST)
        for result in results
        if result.is_applicable
    ]
    valid = [form for form in forms if form.is_valid()]
    touched = [form for form in valid if form.is_touched and not form.takes_other]
    try:
        saved = record_results(
            assessment=assessment, entries=[form.entry() for form in touched], by=user
        )
    except Refused as refused:
        return _page(
            request,
            assessment,
            steps,
            results,
            forms,
            readable=readable,
            refused=refused.lines,
            status=409,
        )
    if saved.changed:
        messages.success(request, _saved_message(len(saved.changed)))
    if len(valid) == len(forms) and not saved.stale:
        if not saved.changed:
            messages.info(request, "Er was niets te wijzigen.")
        return redirect(_next_address(request, assessment, steps))
    present = {result.pk: result for result in theme_results(assessment, steps.current)}
    shown = [_again(form, present[form.result.pk], saved.stale, readable) for form in forms]
    return _page(
        request,
        assessment,
        # The figures of the steps may have moved with what was saved.
        entry_steps(assessment, steps.current.code) or steps,
        list(present.values()),
        shown,
        readable=readable,
        status=409 if saved.stale else 422,
    )


def _again(form: ResultForm, present: Result, stale: frozenset[int], readable: bool) -> ResultForm:
    """The form for the next try: fresh when saved, as typed when invalid or in conflict."""
    if not form.is_valid():
        return form
    if form.result.pk in stale:
        form.show_conflict(present)
        return form
    return ResultForm(present, readable=readable)


def _page(
    request: HttpRequest,
    assessment: Assessment,
    steps: EntrySteps,
    results: list[Result],
    forms: list[ResultForm],
    *,
    readable: bool,
    refused: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    by_result = {form.result.pk: form for form in forms}
    context = {
        "section": "rounds",
        "assessment": assessment,
        "round": assessment.round,
        "steps": steps,
        "rows": [(result, by_result.get(result.pk)) for result in results],
        "conflicts": [form for form in forms if form.conflict],
        "invalid": [form for form in forms if form.errors],
        "refused": refused,
        "readable": readable,
        "example": assessment.round.norm.example,
        "confidential": True,
    }
    return render(request, "monitoring/assessment_entry.html", context, status=status)


def _saved_message(count: int) -> str:
    return "1 resultaat opgeslagen." if count == 1 else f"{count} resultaten opgeslagen."


def _next_address(request: HttpRequest, assessment: Assessment, steps: EntrySteps) -> str:
    """The same theme, or the next one when that button was pressed."""
    theme = steps.current
    if "volgende" in request.POST and steps.next is not None:
        theme = steps.next
    address = reverse("entry", args=[assessment.round.code, assessment.organisation.code])
    return f"{address}?thema={theme.code}"
