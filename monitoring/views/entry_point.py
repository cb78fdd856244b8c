"""Entering the result of one point: its page, the meeting mode, and autosave."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.requests import signed_in
from monitoring import presence
from monitoring.forms.results import ResultForm, prefix_of
from monitoring.links import point_address
from monitoring.models import Assessment, Result
from monitoring.pages.entry import Row, entry_row
from monitoring.pages.point import point_page
from monitoring.requests import find_assessment, find_result
from monitoring.views.saving import Desk, Outcome, again, save


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def point(request: HttpRequest, code: str, organisation: str, point: str) -> HttpResponse:
    """One point with everything about it; `?vergadering=1` shows it large, to decide together."""
    user = signed_in(request)
    assessment = find_assessment(Assessment.objects.to_enter_by(user), code, organisation)
    desk = Desk.of(user, assessment)
    if request.method == "POST":
        return _save(request, desk, find_result(assessment, point, related=["point"]))
    result = find_result(assessment, point)
    row = entry_row(user, assessment, result)
    return _show(request, desk, row, desk.form(row) if result.is_applicable else None)


def _save(request: HttpRequest, desk: Desk, result: Result) -> HttpResponse:
    takes_over = f"{prefix_of(result)}-take_over" in request.POST
    row = (
        entry_row(desk.user, desk.assessment, result)
        if takes_over
        else Row(result, None, desk.user)
    )
    form = desk.form(row, request.POST)
    outcome = save(desk.assessment, [form], desk.user)
    if request.headers.get("HX-Request") == "true":
        return _fragment(request, desk, form, outcome)
    if outcome.is_done:
        if outcome.changed:
            messages.success(request, f"Ambitiepunt {result.point.code} is opgeslagen.")
        return redirect(_next_address(request, desk, result))
    present = entry_row(desk.user, desk.assessment, result)
    form = again(form, present.result, outcome, desk.form(present))
    return _show(request, desk, present, form, outcome)


def _fragment(request: HttpRequest, desk: Desk, form: ResultForm, outcome: Outcome) -> HttpResponse:
    """The answer to autosave: how it stands; the whole point when its fields change with it.

    The new version and base go with it only when the page shows what is stored. In a conflict the
    base version stays the old one, or the save after this would overwrite unseen.
    """
    if form.is_valid() and (form.takes_over or form.takes_other or form.merges):
        row = entry_row(desk.user, desk.assessment, form.result)
        form = again(form, row.result, outcome, desk.form(row))
        alone = urlsplit(request.headers.get("HX-Current-URL", "")).path == request.path
        context = desk.context() | {
            "row": row,
            "form": form,
            "address": request.path if alone else row.address,
            "alone": alone,
        }
        response = render(request, "monitoring/_entry_result.html", context)
        response["HX-Retarget"] = f"#punt-{form.result.point.code}"
        response["HX-Reswap"] = "outerHTML"
        return response
    if form.is_valid() and form.result.pk in outcome.stale:
        form.show_conflict(find_result(desk.assessment, form.result.point.code))
    context = desk.context() | {
        "form": form,
        "outcome": outcome,
        "next_version": _next_version(form, outcome),
    }
    return render(request, "monitoring/_save_state.html", context, status=outcome.status)


def _next_version(form: ResultForm, outcome: Outcome) -> int | None:
    """On top of which version the page goes on; None when it goes on from where it was.

    Also after an answer that was lost on its way: what is sent again is stored already.
    """
    if not outcome.is_done:
        return None
    if form.result.pk in outcome.changed:
        return form.written_version
    return form.result.version if form.shows_what_is_stored else None


def _show(
    request: HttpRequest,
    desk: Desk,
    row: Row,
    form: ResultForm | None,
    outcome: Outcome | None = None,
) -> HttpResponse:
    outcome = outcome or Outcome()
    in_meeting = "vergadering" in request.GET
    template = "point_meeting" if in_meeting else "point_entry"
    context = desk.context() | {
        "row": row,
        "form": form,
        "outcome": outcome,
        "refused": outcome.refused,
        "page": point_page(desk.user, desk.assessment, row.result, in_meeting=in_meeting),
        "others": presence.others(desk.user, desk.assessment),
    }
    return render(request, f"monitoring/{template}.html", context, status=outcome.status)


def _next_address(request: HttpRequest, desk: Desk, result: Result) -> str:
    """The same point, or its neighbour when that button was pressed; in the meeting as before."""
    code = next((request.POST[way] for way in ("vorige", "volgende") if way in request.POST), None)
    point = result.point
    if code is not None:
        # What was sent is compared here: PostgreSQL cannot be asked for every character.
        points = desk.assessment.round.norm.points.only("code")
        point = next((each for each in points if each.code == code), point)
    address = point_address(desk.assessment.round, desk.assessment.organisation, point)
    return f"{address}?vergadering=1" if "vergadering" in request.GET else address
