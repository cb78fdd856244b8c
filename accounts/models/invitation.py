from datetime import datetime

from django.conf import settings
from django.db import models

from accounts.querysets import InvitationQuerySet


class Invitation(models.Model):
    """A link by e-mail with which a person takes their account into use, once.

    Only a digest of the link's token is stored: who reads the database cannot use it.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="invitations",
        verbose_name="gebruiker",
    )
    token_digest = models.CharField("controlegetal van de link", max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="uitgenodigd door",
    )
    sent_at = models.DateTimeField("verstuurd op")
    expires_at = models.DateTimeField("geldig tot")
    accepted_at = models.DateTimeField("aanvaard op", null=True, blank=True)
    withdrawn_at = models.DateTimeField("ingetrokken op", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "uitnodiging"
        verbose_name_plural = "uitnodigingen"

    def __str__(self) -> str:
        return f"uitnodiging {self.pk} voor {self.user}"

    def is_usable(self, at: datetime) -> bool:
        return self.accepted_at is None and self.withdrawn_at is None and at < self.expires_at
