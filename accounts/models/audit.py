import json
from typing import Any

from django.conf import settings
from django.db import models

from accounts.events import EventType
from accounts.querysets import AuditEventQuerySet


class AuditEvent(models.Model):
    """One thing that happened; written once, by `accounts.audit.record`, and never changed.

    The rows form a chain: `mac` is over the row and the `mac` of the row before, so a row that is
    changed, inserted or taken out shows. `sequence` has no gaps. Nothing in a row is about a
    person but the key of an account; what is, stands in `AuditPersonalData`.
    """

    sequence = models.BigIntegerField("volgnummer", primary_key=True)
    at = models.DateTimeField("tijdstip", db_index=True)
    # No `choices`: a new kind of event would be a migration of a table that never changes.
    type = models.CharField("gebeurtenis", max_length=40)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="wie",
    )
    origin = models.CharField("vanuit", max_length=60)
    request_id = models.CharField("verzoek", max_length=32, blank=True)
    region = models.CharField("regio", max_length=50, blank=True)
    organisation = models.CharField("organisatie", max_length=20, blank=True)
    subject_type = models.CharField("soort onderwerp", max_length=60, blank=True)
    subject_id = models.CharField("sleutel van het onderwerp", max_length=40, blank=True)
    subject = models.CharField("onderwerp", max_length=200, blank=True)
    # Text and not JSON fields: PostgreSQL would rewrite them, and the chain is over the bytes.
    old = models.TextField("oude waarde", default="{}")
    new = models.TextField("nieuwe waarde", default="{}")
    personal_digest = models.CharField("controlegetal herkomst", max_length=64, blank=True)
    key_id = models.CharField("sleutel", max_length=8)
    mac = models.CharField("zegel", max_length=64)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = "gebeurtenis"
        verbose_name_plural = "logboek"
        indexes = [
            models.Index(fields=["region", "-sequence"], name="accounts_audit_region"),
            models.Index(fields=["actor", "-sequence"], name="accounts_audit_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.label} {self.subject}".rstrip()

    @property
    def label(self) -> str:
        """What happened, in Dutch."""
        return str(EventType(self.type).label)

    @property
    def old_values(self) -> dict[str, Any]:
        values: dict[str, Any] = json.loads(self.old)
        return values

    @property
    def new_values(self) -> dict[str, Any]:
        values: dict[str, Any] = json.loads(self.new)
        return values


class AuditPersonalData(models.Model):
    """What an event says of a person: the address they came from, what they typed as login.

    Apart from the event, so that it can be erased (retention, a person who left) and the chain
    still holds: the event keeps a digest that needs the random `salt` of this row.
    """

    event = models.OneToOneField(
        AuditEvent,
        models.PROTECT,
        primary_key=True,
        related_name="personal",
        verbose_name="gebeurtenis",
    )
    salt = models.CharField("toevalsgetal", max_length=64)
    content = models.TextField("gegevens")

    objects = models.Manager["AuditPersonalData"]()

    class Meta:
        verbose_name = "persoonsgegevens bij een gebeurtenis"
        verbose_name_plural = "persoonsgegevens bij gebeurtenissen"

    def __str__(self) -> str:
        return f"bij gebeurtenis {self.event_id}"

    @property
    def values(self) -> dict[str, str]:
        values: dict[str, str] = json.loads(self.content)
        return values
