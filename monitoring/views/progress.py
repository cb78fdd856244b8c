"""What the district does with one organisation in a round: remind, reopen, close again."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.refusals import Refused
from accounts.requests import signed_in
from ambitions.forms import ChangeForm
from ambitions.models import Organisation
from ambitions.views.changing import change, posted
from monitoring.actions.reminding import Reminded, asked_of, remind
from monitoring.actions.reopening import close_again, reopen_assessment
from monitoring.forms.rounds import ReopenForm
from monitoring.models import Assessment, Round
from monitoring.requests import find_assessment
from monitoring.views.rounds import about

EVERYBODY = "iedereen"
"""In the place of an organisation's code: all that still have something to do."""


@require_POST
def send_reminder(request: HttpRequest, code: str) -> HttpResponse:
    """Reminds the organisation that the button names, or all that are not ready."""
    user = signed_in(request)
    round = get_object_or_404(Round.objects.visible_to(user).with_norm(), code=code)
    assessments = _to_remind(user, round, request.POST.get("organisatie", ""))
    try:
        reminded = remind(round=round, assessments=assessments, by=user)
    except Refused as refused:
        messages.warning(request, " ".join(refused.lines))
    else:
        _tell(request, reminded)
    return redirect(round)


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, code: str, organisation: str) -> HttpResponse:
    """Asks for a reason, and reopens a closed round for one organisation."""
    user = signed_in(request)
    assessment = _managed_assessment(user, code, organisation)
    form = ReopenForm(posted(request))

    def do(data: Mapping[str, Any]) -> str:
        reopen_assessment(assessment=assessment, reason=data["reason"], by=user)
        return f"{assessment.organisation} kan weer wijzigen. De coördinatoren krijgen bericht."

    question = about(
        assessment.round,
        f"{assessment.organisation} heropenen",
        lead=(
            "Alleen deze organisatie kan daarna wijzigen, tot zij opnieuw indient of u de "
            "heropening beëindigt."
        ),
        warning=(
            "Een vaststelling vervalt, en de cijfers van de ronde zijn weer voorlopig zolang de "
            "heropening duurt."
        ),
    )
    return change(request, question, form, do, _shown(assessment))


@require_http_methods(["GET", "HEAD", "POST"])
def end_reopening(request: HttpRequest, code: str, organisation: str) -> HttpResponse:
    """Ends the reopening of one organisation, whatever it did with it."""
    user = signed_in(request)
    assessment = _managed_assessment(user, code, organisation)
    form = ChangeForm(posted(request), button="Heropening beëindigen")

    def do(_data: Mapping[str, Any]) -> str:
        close_again(assessment=assessment, by=user)
        return f"De heropening van {assessment.organisation} is beëindigd."

    question = about(
        assessment.round,
        f"Heropening van {assessment.organisation} beëindigen",
        lead="De antwoorden blijven zoals zij nu zijn; de organisatie kan niet meer wijzigen.",
    )
    return change(request, question, form, do, _shown(assessment))


def _to_remind(user: User, round: Round, chosen: str) -> Sequence[Assessment]:
    """The assessments that a button stands for; 404 for one that the user does not review."""
    among = Assessment.objects.to_review_by(user)
    if chosen != EVERYBODY:
        return [find_assessment(among, round.code, chosen)]
    found = list(among.filter(round=round).with_round())
    if not found:
        raise Http404
    return [assessment for assessment in found if asked_of(assessment) is not None]


def _tell(request: HttpRequest, reminded: Reminded) -> None:
    for level, organisations, ending in (
        (messages.SUCCESS, reminded.told, "krijgt een herinnering"),
        (messages.INFO, reminded.told_before, "kreeg vandaag al een herinnering"),
        (messages.WARNING, reminded.unmanned, "heeft geen coördinator die een bericht kan krijgen"),
    ):
        if organisations:
            messages.add_message(request, level, f"{_names(organisations)}: {ending}.")
    if not any((reminded.told, reminded.told_before, reminded.unmanned)):
        messages.info(request, "Niemand hoeft nu herinnerd te worden.")


def _names(organisations: Sequence[Organisation]) -> str:
    return ", ".join(organisation.name for organisation in organisations)


def _managed_assessment(user: User, code: str, organisation: str) -> Assessment:
    among = Assessment.objects.filter(round__in=Round.objects.to_manage_by(user))
    return find_assessment(among, code, organisation)


def _shown(assessment: Assessment) -> dict[str, object]:
    return {"example": assessment.round.norm.example}
