from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import signed_in
from monitoring.requests import chosen_round
from reports.dashboards.compared_rounds import opened_rounds
from reports.dashboards.what_if import what_if as what_if_page
from reports.dashboards.what_if_question import Question
from reports.forms import WhatIfForm
from reports.requests import chosen_region


@require_safe
def what_if(request: HttpRequest) -> HttpResponse:
    """A projection of the round of `?ronde=` for `?organisatie=`: `?punt=` and `?tot=` achieved.

    Everything that is chosen stands in the address; nothing is stored.
    """
    user = signed_in(request)
    region, regions = chosen_region(request)
    found = opened_rounds(user, region)
    # Looking forward begins with the newest round, which may be open.
    round = chosen_round(request, found if "ronde" in request.GET else found[:1])
    context = {"section": "region", "region": region, "regions": regions, "confidential": True}
    if round is None:
        return render(request, "reports/compare_empty.html", context)
    page = what_if_page(user, round, Question.read(request.GET))
    context |= {
        "page": page,
        "form": WhatIfForm(region, found, page),
        "address": request.build_absolute_uri(page.address),
        "example": round.norm.example,
    }
    return render(request, "reports/what_if.html", context)
