"""Of what one gets notices by mail, and which letters there were."""

from datetime import timedelta
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.actions.notices import choose_notices, wanted_by
from accounts.models import User
from accounts.notice_forms import NoticesForm
from accounts.refusals import Refused
from accounts.requests import signed_in

SHOWN = timedelta(days=90)
"""How far back one's own letters are shown."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def account_notices(request: HttpRequest) -> HttpResponse:
    """Asks of which kinds somebody wants notices, above their letters of the last weeks."""
    user = signed_in(request)
    if request.method != "POST":
        return _page(request, user, NoticesForm(wanted=wanted_by(user)), HTTPStatus.OK)
    form = NoticesForm(request.POST, wanted=frozenset())
    if not form.is_valid():
        return _page(request, user, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    data = form.cleaned_data
    try:
        choose_notices(user=user, wanted=data["wanted"], was=data["was"], by=user)
    except Refused as refused:
        form.refuse(refused.lines)
        return _page(request, user, form, HTTPStatus.CONFLICT)
    messages.success(request, "Uw keuze is opgeslagen.")
    return redirect("account_notices")


def _page(request: HttpRequest, user: User, form: NoticesForm, status: HTTPStatus) -> HttpResponse:
    context = {
        "section": "account",
        "form": form,
        "letters": user.digests.since(timezone.localdate() - SHOWN),
    }
    return render(request, "account/notices.html", context, status=status)
