import json

from django.conf import settings
from django.db import models

from reports.models.report import Report
from reports.querysets import UnsavedTextQuerySet


class UnsavedText(models.Model):
    """What somebody typed in the editor of a report and did not save yet, for its writer only.

    So that a closed tab, a broken computer or a session that ended takes nothing. It is no version
    and no part of the report, and not in the technical administration either. `version` is what the
    page showed, None for one that there cannot be. A browser keeps nothing of it, because others
    may use that too.
    """

    report = models.ForeignKey(
        Report, models.CASCADE, related_name="unsaved_texts", verbose_name="rapport"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="getypt door"
    )
    version = models.PositiveIntegerField("versie op de pagina", null=True)
    # No JSONField: PostgreSQL refuses a NUL in one, and what is typed is kept as it was typed.
    content = models.TextField("velden, als JSON")
    kept_at = models.DateTimeField("onthouden op")

    objects = UnsavedTextQuerySet.as_manager()

    class Meta:
        verbose_name = "niet opgeslagen tekst"
        verbose_name_plural = "niet opgeslagen teksten"
        constraints = [
            models.UniqueConstraint(fields=["report", "user"], name="reports_unsaved_once"),
        ]

    def __str__(self) -> str:
        return f"niet opgeslagen tekst bij {self.report}"

    @property
    def fields(self) -> dict[str, str]:
        """The fields of the form, as they were typed."""
        found: dict[str, str] = json.loads(self.content)
        return found
