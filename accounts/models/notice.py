from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.notices import NoticeKind
from accounts.querysets import MAX_ATTEMPTS, DigestQuerySet, NoticeQuerySet


class Digest(models.Model):
    """One letter to one person on one day, made of the notices that were waiting: the outbox.

    It stays as the log of what was sent. `text` says nothing of results. Who sends it says so
    first, in `claimed_at`, so that no two send it at the same time.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="digests",
        verbose_name="ontvanger",
    )
    day = models.DateField("dag")
    subject = models.CharField("onderwerp", max_length=200)
    text = models.TextField("tekst")
    made_at = models.DateTimeField("gemaakt op")
    attempts = models.PositiveSmallIntegerField("pogingen", default=0)
    claimed_at = models.DateTimeField("onder handen sinds", null=True, blank=True)
    sent_at = models.DateTimeField("verstuurd op", null=True, blank=True)
    problem = models.CharField("laatste fout", max_length=100, blank=True)

    objects = DigestQuerySet.as_manager()

    class Meta:
        verbose_name = "verzamelbericht"
        verbose_name_plural = "verzamelberichten"
        ordering = ("-day", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["user", "day"], name="accounts_digest_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.subject}, {self.day}"

    @property
    def is_given_up(self) -> bool:
        """Not sent, and not tried again."""
        return self.sent_at is None and self.attempts >= MAX_ATTEMPTS


class Notice(models.Model):
    """Something that a person should know, waiting for the letter of the day.

    `key` says what it is about, so that the same is not told twice: a second notice with the same
    person, kind and key is no notice. `address` is a path within the site. One that its person does
    not want, or may not have any more, is dropped: it stays, to be told no second time, and waits
    for nothing.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="notices",
        verbose_name="ontvanger",
    )
    kind = models.CharField("soort", max_length=30, choices=NoticeKind)
    key = models.CharField("waarover", max_length=200)
    text = models.CharField("tekst", max_length=500)
    address = models.CharField("adres", max_length=500)
    made_at = models.DateTimeField("gemaakt op")
    digest = models.ForeignKey(
        Digest,
        models.CASCADE,
        related_name="notices",
        null=True,
        blank=True,
        verbose_name="verzamelbericht",
    )
    is_dropped = models.BooleanField("niet verstuurd", default=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "key"], name="accounts_notice_once"),
        ]
        indexes = [
            models.Index(
                fields=["user"],
                condition=Q(digest=None, is_dropped=False),
                name="accounts_notice_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.key}"


class UnwantedNotice(models.Model):
    """That a person does not want letters of this kind; who has none gets every kind."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="unwanted_notices",
        verbose_name="gebruiker",
    )
    kind = models.CharField("soort", max_length=30, choices=NoticeKind)

    objects = models.Manager["UnwantedNotice"]()

    class Meta:
        verbose_name = "ongewenst soort bericht"
        verbose_name_plural = "ongewenste soorten berichten"
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="accounts_unwanted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: geen berichten als {self.get_kind_display()}"
