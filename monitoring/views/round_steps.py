"""The steps of a round: a preview of what each does, one button, and a reminder to who is late."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from accounts.requests import signed_in
from ambitions.forms import ChangeForm
from ambitions.views.changing import change, posted
from monitoring.actions.publication import publish_round
from monitoring.actions.rounds import close_round, mark_of, open_round
from monitoring.choices import RoundState
from monitoring.forms.rounds import OpenForm
from monitoring.models import Round
from monitoring.pages.rounds import closing, opening
from monitoring.views.context import of_round
from monitoring.views.rounds import about, managed_round


@require_http_methods(["GET", "HEAD", "POST"])
def open_(request: HttpRequest, code: str) -> HttpResponse:
    """Shows what opening the round makes, and opens it."""
    user = signed_in(request)
    round = managed_round(user, code)
    if (elsewhere := _elsewhere(request, round, RoundState.PLANNED)) is not None:
        return elsewhere
    form = OpenForm(posted(request), initial={"seen": mark_of(round)})

    def do(data: Mapping[str, Any]) -> str:
        made = open_round(round=round, seen=data["seen"], by=user)
        return f"{round} is open met {made} resultaten. De coördinatoren krijgen bericht."

    question = about(
        round,
        f"{round} openen",
        lead="Controleer eerst wie er meedoet en wat niet van toepassing is.",
        warning=(
            "Na de opening staan norm, code, soort, peildatum en toepasselijkheid vast. "
            "U kunt dit niet terugdraaien."
        ),
        detail="monitoring/_round_opening.html",
    )
    return change(request, question, form, do, of_round(round, preview=opening(round)))


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Shows what is missing and what will be taken over, and closes the round."""
    user = signed_in(request)
    round = managed_round(user, code)
    if (elsewhere := _elsewhere(request, round, RoundState.OPEN)) is not None:
        return elsewhere
    form = ChangeForm(posted(request), button="Ronde sluiten")

    def do(_data: Mapping[str, Any]) -> str:
        close_round(round=round, by=user)
        return f"{round} is gesloten."

    question = about(
        round,
        f"{round} sluiten",
        lead="Controleer eerst wat er nog ontbreekt.",
        warning=(
            "Na het sluiten verandert geen resultaat meer. U kunt dit niet terugdraaien, maar een "
            "organisatie heropenen kan tot de publicatie."
        ),
        detail="monitoring/_round_closing.html",
    )
    return change(request, question, form, do, of_round(round, preview=closing(round)))


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """Shows what will be published, and publishes the round."""
    user = signed_in(request)
    round = managed_round(user, code)
    if (elsewhere := _elsewhere(request, round, RoundState.CLOSED)) is not None:
        return elsewhere
    if round.is_reopened and request.method != "POST":
        messages.info(request, f"{round} is nog heropend; publiceren kan daarna.")
        return redirect(round)
    form = ChangeForm(posted(request), button="Ronde publiceren")

    def do(_data: Mapping[str, Any]) -> str:
        publication = publish_round(round=round, by=user)
        signed = "ondertekend" if publication.signature else "niet ondertekend"
        return (
            f"{round} is gepubliceerd, controlegetal {publication.sha256}. "
            f"De publicatie is {signed}."
        )

    question = about(
        round,
        f"{round} publiceren",
        lead="Controleer eerst de cijfers en de vaststellingen.",
        warning=(
            "Alle organisaties van de regio zien daarna elkaars statussen. U kunt dit niet "
            "terugdraaien; een fout herstelt u met een erratum."
        ),
        detail="monitoring/_round_publishing.html",
    )
    return change(request, question, form, do, of_round(round, preview=closing(round)))


def _elsewhere(request: HttpRequest, round: Round, state: RoundState) -> HttpResponse | None:
    """Back to the round, for who asks for a step that is not its next; None when it is.

    Who presses the button of an old page gets the answer of the action.
    """
    if request.method == "POST" or round.state == state:
        return None
    messages.info(request, f"{round} is {round.get_state_display()}; dit is niet de stap van nu.")
    return redirect(round)
