"""Entering the results of one organisation, many points on a page."""

from collections.abc import Collection, Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import signed_in
from monitoring import presence
from monitoring.forms.results import ResultForm, prefix_of
from monitoring.models import Assessment
from monitoring.pages.entry import EntryPage, Row, entry_page
from monitoring.requests import find_assessment
from monitoring.views.saving import Desk, Outcome, again, save


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, code: str, organisation: str) -> HttpResponse:
    """A theme at a time (`?thema=`), or narrowed to what needs work (`?toon=`, `?zoek=`)."""
    user = signed_in(request)
    assessment = find_assessment(Assessment.objects.to_enter_by(user), code, organisation)
    desk = Desk.of(user, assessment)
    if request.method == "POST":
        return _save(request, desk)
    page = _page(request, desk)
    forms = [desk.form(row) for row in page.rows if row.result.is_applicable]
    return _show(request, desk, page, forms)


@never_cache
@require_safe
def present(request: HttpRequest, code: str, organisation: str) -> HttpResponse:
    """Tells that this person is here, and who else is; asked for by an open page now and then.

    Carries a fresh key for the forms of a page that outlived its session.
    """
    user = signed_in(request)
    assessment = find_assessment(Assessment.objects.to_enter_by(user), code, organisation)
    presence.tell(user, assessment, request.GET.get("punt", ""))
    others = presence.others(user, assessment)
    return render(request, "monitoring/_present.html", {"others": others})


def _save(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Saves what can be saved; what cannot comes back as it was typed, with the reason."""
    every = _page(request, desk).every
    rows = [row for row in every if row.result.is_applicable and _is_sent(request.POST, row)]
    if not rows:
        rows = [row for row in _page(request, desk).rows if row.result.is_applicable]
    forms = [desk.form(row, request.POST) for row in rows]
    outcome = save(desk.assessment, forms, desk.user)
    if outcome.changed:
        messages.success(request, _saved_message(len(outcome.changed)))
    if outcome.is_done:
        if not outcome.changed:
            messages.success(request, "Alles is opgeslagen.")
        return redirect(_next_address(request, desk))
    # The figures may have moved with what was saved; what was typed stays, whatever is shown.
    page = _page(request, desk, also={form.result.pk for form in forms})
    present = {row.result.pk: row for row in page.rows}
    forms = [
        again(form, present[form.result.pk].result, outcome, desk.form(present[form.result.pk]))
        for form in forms
    ]
    return _show(request, desk, page, forms, outcome)


def _is_sent(data: QueryDict, row: Row) -> bool:
    """Whether the page that was sent had the point on it."""
    prefix = prefix_of(row.result)
    return f"{prefix}-version" in data or f"{prefix}-status" in data


def _page(request: HttpRequest, desk: Desk, also: Collection[int] = ()) -> EntryPage:
    page = entry_page(
        desk.user, desk.assessment, request.GET.dict(), readable=desk.readable, also=also
    )
    if page is None:
        raise Http404
    return page


def _show(
    request: HttpRequest,
    desk: Desk,
    page: EntryPage,
    forms: Sequence[ResultForm],
    outcome: Outcome | None = None,
) -> HttpResponse:
    outcome = outcome or Outcome()
    by_result = {form.result.pk: form for form in forms}
    context = desk.context() | {
        "page": page,
        "rows": [(row, by_result.get(row.result.pk)) for row in page.rows],
        "conflicts": [form for form in forms if form.conflict],
        "invalid": [form for form in forms if form.errors],
        "refused": outcome.refused,
        "others": presence.others(desk.user, desk.assessment),
    }
    return render(request, "monitoring/assessment_entry.html", context, status=outcome.status)


def _saved_message(count: int) -> str:
    return "1 resultaat opgeslagen." if count == 1 else f"{count} resultaten opgeslagen."


def _next_address(request: HttpRequest, desk: Desk) -> str:
    """The same selection, or the next theme when that button was pressed."""
    address = desk.assessment.get_absolute_url()
    if "volgende" in request.POST:
        following = _page(request, desk).next
        if following is not None:
            return f"{address}?thema={following.code}"
    asked = request.GET.urlencode()
    return f"{address}?{asked}" if asked else address
