from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from accounts.models import User
    from reports.models import Report, UnsavedText

KEPT = timedelta(days=14)
"""How long it waits for its writer; it may be confidential, and `purge` erases it."""


class UnsavedTextQuerySet(models.QuerySet["UnsavedText"]):
    def of(self, user: "User", report: "Report", *, at: datetime) -> "UnsavedText | None":
        """What this user typed in this report and did not save; nobody reads that of another."""
        return self.filter(user=user, report=report, kept_at__gt=at - KEPT).first()

    def too_old(self, *, at: datetime) -> "UnsavedTextQuerySet":
        """Of everybody, what waited too long."""
        return self.filter(kept_at__lte=at - KEPT)
