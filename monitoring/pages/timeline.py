"""Where a round is on its way, and what comes next, in plain words."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import User
from accounts.permissions import Permission
from ambitions.access import can
from monitoring.choices import AssessmentState, RoundState
from monitoring.models import Assessment, Publication, Round
from monitoring.pages.progress import RoundProgress

ORDER = tuple(RoundState)
OF_AN_OWN_ASSESSMENT = {
    AssessmentState.DRAFT: "Vul uw ambitiepunten in en dien in",
    AssessmentState.RETURNED: "Uw invulling is teruggestuurd: vul aan en dien opnieuw in",
}


@dataclass(frozen=True, slots=True)
class Stage:
    """One state of a round, with the day that belongs to it when that is known."""

    label: str
    when: str
    is_done: bool
    is_current: bool


def stages(round: Round, publication: Publication | None) -> tuple[Stage, ...]:
    """The four states in their order; `publication` is the first of the round."""
    published = timezone.localdate(publication.published_at) if publication else None
    place = ORDER.index(RoundState(round.state))
    days = {
        RoundState.PLANNED: "",
        RoundState.OPEN: _on("vanaf", round.opens_on),
        RoundState.CLOSED: "" if round.is_final else _on("na", round.closes_on),
        RoundState.PUBLISHED: _on("op", published) or _on("DVC op", round.college_on),
    }
    return tuple(
        Stage(state.label, days[state], number < place, number == place)
        for number, state in enumerate(ORDER)
    )


def next_step(user: User, round: Round, progress: RoundProgress) -> str:
    """What has to happen now, said to this user."""
    if can(user, Permission.MANAGE_ROUNDS, round.norm.region):
        return _next_for_manager(round, progress)
    own = [
        line.assessment
        for line in progress.lines
        if can(user, Permission.SUBMIT, line.organisation)
    ]
    if own and not round.is_published:
        return _next_for_own(round, own[0])
    return {
        RoundState.OPEN: "De organisaties vullen in tot en met "
        f"{date_format(round.closes_on)}. Daarna sluit de districtscoördinator de ronde.",
        RoundState.CLOSED: "De ronde is gesloten. De districtscoördinator publiceert haar"
        f"{_after_college(round)}.",
    }.get(RoundState(round.state), "De ronde is gepubliceerd; de cijfers staan vast.")


def _next_for_manager(round: Round, progress: RoundProgress) -> str:
    of = len(progress.lines)
    if round.state == RoundState.PLANNED:
        return f"Open de ronde{_on(' op', round.opens_on)}. Tot die tijd kunt u haar wijzigen."
    if round.is_open:
        return (
            f"De ronde staat open tot en met {date_format(round.closes_on)}. "
            f"{progress.handed_in} van {of} organisaties hebben ingediend. Sluit daarna de ronde."
        )
    if progress.reopened:
        names = ", ".join(organisation.name for organisation in progress.reopened)
        return f"Heropend voor {names}. Publiceren kan als dat is ingediend of beëindigd."
    if not round.is_published:
        return (
            f"{progress.adopted} van {of} invullingen zijn vastgesteld. "
            f"Publiceer de ronde{_after_college(round)}."
        )
    return "De ronde is gepubliceerd. Klopt er iets niet, maak dan een erratum."


def _next_for_own(round: Round, assessment: Assessment) -> str:
    if assessment.is_editable:
        if assessment.is_reopened:
            return "Uw invulling is heropend: vul aan en dien opnieuw in."
        until = f", uiterlijk op {date_format(round.closes_on)}"
        return f"{OF_AN_OWN_ASSESSMENT[AssessmentState(assessment.state)]}{until}."
    if assessment.awaits_sign_off:
        return "U hebt ingediend. Laat uw bestuur vaststellen en leg het besluit hier vast."
    if assessment.state == AssessmentState.ADOPTED:
        return "Uw invulling is vastgesteld. U hoeft nu niets te doen."
    return "De ronde is gesloten; wat u niet hebt ingediend, is overgenomen zoals het stond."


def _on(word: str, day: date | None) -> str:
    return f"{word} {date_format(day)}" if day else ""


def _after_college(round: Round) -> str:
    return _on(" na de bespreking in het DVC op", round.college_on)
