from allauth.account.views import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.requests import signed_in
from reports.dashboards.start import start_page


@login_not_required
def start(request: HttpRequest) -> HttpResponse:
    """The sign-in page for a visitor, the start page for a user."""
    if not request.user.is_authenticated:
        response: HttpResponse = login(request)
        return response
    page = start_page(signed_in(request))
    examples = [headline.round.norm.example for headline in page.headlines]
    examples += [round.norm.example for round in page.open_rounds]
    examples += [task.assessment.round.norm.example for task in page.tasks]
    return render(
        request, "reports/start.html", {"section": "start", "page": page, "example": any(examples)}
    )
