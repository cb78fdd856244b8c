from allauth.account.views import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.requests import signed_in
from reports.dashboards.start import start_page
from reports.pages.waiting import waiting_reports


@login_not_required
def start(request: HttpRequest) -> HttpResponse:
    """The sign-in page for a visitor, the start page for a user."""
    if not request.user.is_authenticated:
        response: HttpResponse = login(request)
        return response
    user = signed_in(request)
    page, waiting = start_page(user), waiting_reports(user)
    examples = [headline.round.norm.example for headline in page.headlines]
    examples += [round.norm.example for round in page.open_rounds]
    examples += [task.assessment.round.norm.example for task in page.tasks]
    examples += [report.is_example for report in waiting]
    context = {"section": "start", "page": page, "waiting": waiting, "example": any(examples)}
    return render(request, "reports/start.html", context)
