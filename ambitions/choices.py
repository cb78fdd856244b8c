"""The fixed lists of `ambitions`: codes in English, words for the screen in Dutch."""

from django.db import models


class OrganisationKind(models.TextChoices):
    """Kinds of organisation, in the order in which every list shows them."""

    MUNICIPALITY = "municipality", "gemeente"
    PROVINCE = "province", "provincie"
    WATER_BOARD = "water_board", "waterschap"
    PARTNER = "partner", "partner"


KIND_ORDER = {kind: place for place, kind in enumerate(OrganisationKind.values)}


class NormState(models.TextChoices):
    DRAFT = "draft", "concept"
    PUBLISHED = "published", "gepubliceerd"
    RETIRED = "retired", "ingetrokken"


class FormulaId(models.TextChoices):
    """The formulas of `monitoring.achievement`; the id is printed with every published figure."""

    ACHIEVED = "behaald-1", "behaald (deels behaald telt niet mee)"
    ACHIEVED_HALF = "behaald-half-1", "behaald (deels behaald telt voor de helft)"
