from django.conf import settings
from django.db import models

from monitoring.models.round import Round


class Publication(models.Model):
    """What was published of a round: all rows and figures as they were, with a hash.

    Append-only; triggers in the database refuse changes. A mistake is put right by an erratum: a
    publication that names its predecessor and the reason. `content` is the round in the schema
    `flevonorm.round/1`, `surroundings` what reports tell beside it (`monitoring.surroundings`);
    that is empty in publications of before it was kept. `statement` is what `monitoring.seal` says
    of it in public, and `signature` is over that; both may be empty, the one in publications of
    before there were statements, the other where there was no key.
    """

    round = models.ForeignKey(
        Round, models.PROTECT, related_name="publications", verbose_name="monitoringsronde"
    )
    number = models.PositiveSmallIntegerField("nummer")
    predecessor = models.OneToOneField(
        "self",
        models.PROTECT,
        related_name="successor",
        null=True,
        blank=True,
        verbose_name="vervangt publicatie",
    )
    reason = models.TextField("reden van het erratum", blank=True)
    formula = models.CharField("formule", max_length=20)
    content = models.TextField("inhoud (JSON)")
    sha256 = models.CharField("SHA-256", max_length=64)
    surroundings = models.TextField("wat rapporten verder vertellen (JSON)", blank=True)
    surroundings_sha256 = models.CharField(
        "SHA-256 van wat rapporten verder vertellen", max_length=64, blank=True
    )
    statement = models.TextField("verklaring van het zegel (JSON)", blank=True)
    signature = models.CharField("handtekening (Ed25519)", max_length=128, blank=True)
    key_id = models.CharField("kenmerk van de sleutel", max_length=32, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="gepubliceerd door",
    )
    published_at = models.DateTimeField("gepubliceerd op")

    objects = models.Manager["Publication"]()

    class Meta:
        verbose_name = "publicatie"
        verbose_name_plural = "publicaties"
        ordering = ("round", "number")
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="monitoring_publication_once"),
            models.CheckConstraint(
                condition=models.Q(number=1, predecessor=None)
                | (models.Q(number__gt=1, predecessor__isnull=False) & ~models.Q(reason="")),
                name="monitoring_publication_follows",
            ),
            models.CheckConstraint(
                condition=models.Q(signature="", key_id="")
                | ~(models.Q(signature="") | models.Q(key_id="") | models.Q(statement="")),
                name="monitoring_publication_signed_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}, publicatie {self.number}"
