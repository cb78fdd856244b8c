from django.conf import settings
from django.db import models
from django.db.models import Q

from monitoring.choices import RemarkKind, ThreadState
from monitoring.models.peer_review import PeerReview
from monitoring.models.result import Result
from monitoring.querysets import ReviewRemarkQuerySet


class ReviewRemark(models.Model):
    """One turn in the conversation about a result: a question, an answer, or agreed.

    Without `peer_review` it is between the district coordinator and the organisation, with one
    between the organisation and its peer. `version` is that of the result at the time, so that
    "agreed" can be seen to be about something older.
    """

    result = models.ForeignKey(
        Result, models.PROTECT, related_name="remarks", verbose_name="resultaat"
    )
    peer_review = models.ForeignKey(
        PeerReview,
        models.PROTECT,
        related_name="remarks",
        null=True,
        blank=True,
        verbose_name="collegiale toets",
    )
    kind = models.CharField("soort", max_length=20, choices=RemarkKind)
    text = models.TextField("tekst", blank=True)
    version = models.PositiveIntegerField("versie van het resultaat")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="door"
    )
    at = models.DateTimeField("op")

    objects = ReviewRemarkQuerySet.as_manager()

    class Meta:
        verbose_name = "opmerking bij een resultaat"
        verbose_name_plural = "opmerkingen bij resultaten"
        ordering = ("result", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=RemarkKind.AGREED) | (Q(kind__in=RemarkKind.values) & ~Q(text="")),
                name="monitoring_remark_has_text",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} bij {self.result}"


def thread_state(last: ReviewRemark | None, version: int) -> ThreadState:
    """How a conversation stands that ends in `last`, about a result that is now at `version`."""
    if last is None:
        return ThreadState.UNSEEN
    if last.kind == RemarkKind.AGREED:
        return ThreadState.AGREED if last.version == version else ThreadState.CHANGED
    return ThreadState.QUESTION if last.kind == RemarkKind.QUESTION else ThreadState.ANSWERED
