"""The house style of a region: which templates hold, bringing one, and taking one along."""

from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.permissions import Permission
from accounts.refusals import Refused
from accounts.requests import signed_in
from ambitions.forms import ChangeForm
from ambitions.models import Region
from ambitions.views.access import chosen_region, managed_regions, manages
from ambitions.views.changing import Question, change, posted
from reports.actions.house_styles import reset_house_style, set_house_style
from reports.house_style.kinds import MEDIA_TYPES, Kind
from reports.house_style.trial import STANDARDS, trial_report
from reports.house_style_forms import HouseStyleForm
from reports.models import HouseStyle

NAMES = {"standaard": "standaardsjabloon", "huidig": "huisstijl", "proef": "proefrapport"}
"""What can be taken along, and how its file is called."""
managed = manages(Permission.MANAGE_HOUSE_STYLE)


@require_http_methods(["GET", "HEAD", "POST"])
@managed
def house_style(request: HttpRequest) -> HttpResponse:
    """Which templates hold; a POST brings a new one."""
    user = signed_in(request)
    region, regions = _region(request, user)
    form = HouseStyleForm(posted(request), request.FILES or None)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                return _bring(request, region, form, user)
            except Refused as refused:
                form.refuse(refused.lines)
                status = HTTPStatus.CONFLICT
    context = {
        "section": "administration",
        "region": region,
        "regions": regions,
        "form": form,
        "kinds": [(kind, HouseStyle.objects.of(region, kind)) for kind in Kind],
    }
    return render(request, "reports/house_style.html", context, status=status)


def _bring(request: HttpRequest, region: Region, form: HouseStyleForm, user: User) -> HttpResponse:
    made = set_house_style(region=region, template=form.cleaned_data["template"], by=user)
    told = f"Rapporten in {made.get_kind_display()} krijgen vanaf nu uw huisstijl."
    messages.success(request, told)
    return redirect(_address(region))


@require_http_methods(["GET", "HEAD", "POST"])
@managed
def reset(request: HttpRequest, kind: str) -> HttpResponse:
    """Asks whether the standard template has to hold again, and does it."""
    user = signed_in(request)
    region, _ = _region(request, user)
    chosen = _kind(kind)
    question = Question(
        heading="Weer het standaardsjabloon",
        back=_address(region),
        back_text="Huisstijl",
        lead=(
            f"Nieuwe rapporten in {chosen.label} krijgen dan weer de standaardopmaak. Rapporten "
            "die al zijn gemaakt, veranderen niet. Het sjabloon van uw regio blijft bewaard."
        ),
    )
    form = ChangeForm(posted(request), button="Gebruik het standaardsjabloon")
    return change(request, question, form, partial(_reset, region, chosen, user))


def _reset(region: Region, kind: Kind, user: User, data: Mapping[str, Any]) -> str:
    reset_house_style(region=region, kind=kind, by=user)
    return f"Rapporten in {kind.label} krijgen weer de standaardopmaak."


@require_safe
@managed
def download(request: HttpRequest, kind: str, which: str) -> HttpResponse:
    """The standard template, the one that holds, or a trial report on it."""
    region, _ = _region(request, signed_in(request))
    chosen = _kind(kind)
    if which not in NAMES:
        raise Http404
    own = HouseStyle.objects.template_for(region, chosen)
    if which == "proef":
        content = trial_report(chosen, own)
    else:
        content = own if own and which == "huidig" else STANDARDS[chosen]()
    return HttpResponse(
        content,
        content_type=MEDIA_TYPES[chosen],
        headers={
            "Content-Disposition": f'attachment; filename="{NAMES[which]}-{region.code}.{chosen}"',
            "Cache-Control": "no-store",
        },
    )


def _region(request: HttpRequest, user: User) -> tuple[Region, list[Region]]:
    regions = managed_regions(user, Permission.MANAGE_HOUSE_STYLE)
    return chosen_region(request, regions), regions


def _kind(kind: str) -> Kind:
    if kind not in Kind.values:
        raise Http404
    return Kind(kind)


def _address(region: Region) -> str:
    return f"{reverse('house_style')}?{urlencode({'regio': region.code})}"
