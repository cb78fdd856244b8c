"""Who is told by letter how far a report is: who may approve it, and who made it.

A letter says which report and round, and nothing of what is in it; it is for who may have the
report. The action that calls records what happened.
"""

from collections.abc import Iterable
from typing import Literal

from django.utils.text import Truncator

from accounts.actions.notices import notify
from accounts.models import User
from accounts.notices import NoticeKind
from accounts.permissions import Permission
from ambitions.access import holders
from reports.models import Report

MAX_NAME = 150
"""Characters of a name; a notice has room for two of them and a sentence."""


def makers_of(report: Report) -> list[User]:
    """Who made a version since the last approval, in order of their key."""
    made = report.versions.since_approval().order_by()
    return list(User.objects.filter(pk__in=made.values("made_by")).order_by("pk"))


def tell_approvers(report: Report, *, by: User) -> None:
    """Tells who may approve the newest version, once for that version, that it waits for them."""
    target = report.organisation or report.round.norm.region
    waiting = Report.objects.filter(pk=report.pk)
    notify(
        users=[
            user
            for user in holders(Permission.APPROVE_REPORT, target)
            if waiting.waiting_for(user).exists()
        ],
        kind=NoticeKind.REPORT_OFFERED,
        key=_key(report, "offered"),
        text=f"{_name(report)} wacht op uw goedkeuring.",
        address=report.get_absolute_url(),
        by=by,
    )


def keys_waiting_for(user: User) -> set[str]:
    """Which letters of `tell_approvers` are still true for the user.

    A letter can go days later: the report may be changed, given back or approved by then, and the
    user may have another role. A query.
    """
    return {_key(report, "offered") for report in Report.objects.waiting_for(user)}


def tell_makers(
    report: Report,
    makers: Iterable[User],
    what: Literal["goedgekeurd", "teruggestuurd"],
    *,
    by: User,
) -> None:
    """Tells its makers what was decided of the newest version, each decision once."""
    told = Report.objects.filter(pk=report.pk)
    notify(
        users=[user for user in makers if told.visible_to(user).exists()],
        kind=NoticeKind.REPORT_DECIDED,
        key=_key(report, what),
        text=f"{_name(report)} is {what}.",
        address=report.get_absolute_url(),
        by=by,
    )


def _key(report: Report, what: str) -> str:
    return f"report {report.pk} version {report.version} {what}"


def _name(report: Report) -> str:
    name, round = (Truncator(str(part)).chars(MAX_NAME) for part in (report, report.round))
    return f"Rapport “{name}” van de ronde “{round}”"
