"""Which reports wait for the approval of one user, on the start page and with the reports."""

from dataclasses import dataclass

from accounts.models import User
from reports.models import Report


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report that the user may approve now."""

    name: str
    round: str
    href: str
    is_example: bool


def waiting_reports(user: User) -> tuple[Waiting, ...]:
    """Those of every region and round, the newest round first; one query."""
    found = Report.objects.waiting_for(user).with_place()
    return tuple(
        Waiting(
            name=str(report),
            round=report.round.name,
            href=report.get_absolute_url(),
            is_example=report.round.norm.example,
        )
        for report in found.order_by("-round__reference_date", "pk")
    )
