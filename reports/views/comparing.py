from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import signed_in
from monitoring.requests import chosen_round
from reports.dashboards.compared_organisations import Question, compared_organisations
from reports.dashboards.compared_rounds import RoundPair, compared_rounds, opened_rounds
from reports.forms import CompareOrganisationsForm, CompareRoundsForm
from reports.requests import chosen_region


@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """Two rounds of the region of `?regio=`: from `?van=` to `?naar=`."""
    user = signed_in(request)
    region, regions = chosen_region(request)
    found = opened_rounds(user, region)
    context = {"section": "region", "region": region, "regions": regions, "confidential": True}
    if not found:
        return render(request, "reports/compare_empty.html", context)
    pair = RoundPair.read(request.GET, found)
    context |= {
        "pair": pair,
        "form": CompareRoundsForm(region, found, pair),
        "example": any(round.norm.example for round in (pair.before, pair.now) if round),
    }
    if pair.before and pair.is_of_two:
        context["page"] = compared_rounds(user, pair.before, pair.now)
    return render(request, "reports/compare_rounds.html", context)


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """`?organisatie=` in the round of `?ronde=`, beside what `?met=` and `?ander=` say."""
    user = signed_in(request)
    region, regions = chosen_region(request)
    found = opened_rounds(user, region)
    round = chosen_round(request, found)
    context = {"section": "region", "region": region, "regions": regions, "confidential": True}
    if round is None:
        return render(request, "reports/compare_empty.html", context)
    page = compared_organisations(user, round, Question.read(request.GET))
    context |= {
        "page": page,
        "form": CompareOrganisationsForm(region, found, page),
        "example": round.norm.example,
    }
    return render(request, "reports/compare_organisations.html", context)
