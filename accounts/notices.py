"""Of what people get a notice by mail; the value is stored for good."""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from accounts.models import User

TrueKeys = Callable[["User"], Collection[str]]
"""Gives the keys of the notices of a kind that are true for the user at this moment."""


class NoticeKind(models.TextChoices):
    ROUND_OPENED = "round_opened", "een ronde gaat open"
    ROUND_CLOSES = "round_closes", "een ronde sluit binnenkort of had dicht moeten zijn"
    NUDGE = "nudge", "de districtscoördinator herinnert u aan een ronde"
    POINTS_ASSIGNED = "points_assigned", "een collega wijst u punten toe"
    HANDED_IN = "handed_in", "een organisatie dient in of stelt vast"
    RETURNED = "returned", "een invulling is teruggestuurd of heropend"
    SIGN_OFF_LAPSED = "sign_off_lapsed", "een vaststelling is vervallen"
    REVIEW = "review", "er is een vraag, een antwoord of een collegiale toets"
    EXEMPTION = "exemption", "een vrijstelling is aangevraagd, beslist of loopt af"
    IMPROVEMENT_DUE = "improvement_due", "de streefdatum van een verbeteractie komt of is voorbij"
    HELP_ASKED = "help_asked", "een andere organisatie vraagt u om hulp"
    REPORT_OFFERED = "report_offered", "een rapport wacht op uw goedkeuring"
    REPORT_DECIDED = "report_decided", "een rapport van u is goedgekeurd of teruggestuurd"


PASSING: dict[NoticeKind, TrueKeys] = {}
"""Kinds that tell of what can be over before the letter goes. The app that knows puts its own in
when it is ready; a notice whose key is not among the true ones goes in no letter."""
