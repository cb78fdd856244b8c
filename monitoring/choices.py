"""The fixed lists of `monitoring`: codes in English, words for the screen in Dutch."""

from django.db import models


class RoundKind(models.TextChoices):
    BASELINE = "baseline", "nulmeting"
    INTERIM = "interim", "tussentijdse meting"
    EVALUATION = "evaluation", "eindevaluatie"


class RoundState(models.TextChoices):
    PLANNED = "planned", "gepland"
    OPEN = "open", "open"
    CLOSED = "closed", "gesloten"
    PUBLISHED = "published", "gepubliceerd"


FINAL_STATES = frozenset({RoundState.CLOSED, RoundState.PUBLISHED})
"""States in which no result changes any more, so that figures are no longer provisional."""


class AssessmentState(models.TextChoices):
    DRAFT = "draft", "concept"
    SUBMITTED = "submitted", "ingediend"
    RETURNED = "returned", "teruggestuurd"
    ADOPTED = "adopted", "vastgesteld"


EDITABLE_STATES = frozenset({AssessmentState.DRAFT, AssessmentState.RETURNED})
HANDED_IN_STATES = frozenset({AssessmentState.SUBMITTED, AssessmentState.ADOPTED})


class ResultStatus(models.TextChoices):
    """Exactly five; every result has one of them and every figure counts each once."""

    ACHIEVED = "achieved", "behaald"
    PARTLY = "partly", "deels behaald"
    NOT_ACHIEVED = "not_achieved", "niet behaald"
    UNANSWERED = "unanswered", "nog niet ingevuld"
    NOT_APPLICABLE = "not_applicable", "niet van toepassing"


ANSWERS = (ResultStatus.ACHIEVED, ResultStatus.PARTLY, ResultStatus.NOT_ACHIEVED)
"""What a coordinator may choose; n.v.t. follows from the norm or from an exemption."""
EXPLAINED = frozenset({ResultStatus.PARTLY, ResultStatus.NOT_ACHIEVED})
"""Answers that are not handed in without an explanation (comply or explain)."""

TO_ACHIEVE = EXPLAINED | {ResultStatus.UNANSWERED}
"""Statuses with which a point still has to be achieved."""


class PairOutcome(models.TextChoices):
    """How two neighbours compare on a point that applies to both; exactly one of four."""

    DIFFERENCE = "difference", "verschil"
    BOTH = "both", "beide behaald"
    NEITHER = "neither", "beide niet behaald"
    UNKNOWN = "unknown", "nog niet bekend"


def lacks_explanation(status: str, explanation: str) -> bool:
    """Whether an answer still needs an explanation; blanks are none.

    `ResultQuerySet.incomplete` asks the same of the database.
    """
    return status in EXPLAINED and not explanation.strip()


class ResultScope(models.TextChoices):
    """Whether the point applies to the organisation, frozen when the round opens."""

    APPLICABLE = "applicable", "van toepassing"
    NOT_BY_NORM = "not_by_norm", "niet van toepassing volgens de norm"
    EXEMPTED = "exempted", "vrijgesteld"


class StepKind(models.TextChoices):
    """What happened to an assessment on its way."""

    SUBMITTED = "submitted", "ingediend"
    WITHDRAWN = "withdrawn", "indiening ingetrokken"
    RETURNED = "returned", "teruggestuurd"
    ADOPTED = "adopted", "vastgesteld"
    LAPSED = "lapsed", "vaststelling vervallen"
    REOPENED = "reopened", "heropend na sluiting"
    CLOSED_AGAIN = "closed_again", "weer gesloten"


class RemarkKind(models.TextChoices):
    """One turn in the review of a result."""

    QUESTION = "question", "vraag"
    ANSWER = "answer", "antwoord"
    AGREED = "agreed", "akkoord"


class ThreadState(models.TextChoices):
    """How the review of a result stands; follows from its last remark, stored nowhere."""

    UNSEEN = "unseen", "nog niet bekeken"
    QUESTION = "question", "vraag open"
    ANSWERED = "answered", "beantwoord"
    CHANGED = "changed", "gewijzigd na akkoord"
    AGREED = "agreed", "akkoord"


class PeerReviewState(models.TextChoices):
    ASKED = "asked", "gevraagd"
    ACCEPTED = "accepted", "afgesproken"
    REFUSED = "refused", "afgewezen"
    ENDED = "ended", "afgerond"


RUNNING_STATES = (PeerReviewState.ASKED, PeerReviewState.ACCEPTED)


class RequestState(models.TextChoices):
    """Of a request for an exemption."""

    ASKED = "asked", "aangevraagd"
    GRANTED = "granted", "verleend"
    REFUSED = "refused", "afgewezen"
    WITHDRAWN = "withdrawn", "ingetrokken"


class ExemptionStage(models.TextChoices):
    """What there is to do about a request or an exemption; follows from both, stored nowhere."""

    TO_DECIDE = "to_decide", "te beslissen"
    TO_REVIEW = "to_review", "opnieuw bekijken"
    HELD = "held", "lopend"
    SETTLED = "settled", "afgehandeld"


class EvidenceKind(models.TextChoices):
    LINK = "link", "link"
    REFERENCE = "reference", "verwijzing naar een document"
    FILE = "file", "bestand"


class ImprovementState(models.TextChoices):
    PLANNED = "planned", "gepland"
    UNDER_WAY = "under_way", "in uitvoering"
    DONE = "done", "uitgevoerd"
    DROPPED = "dropped", "vervallen"


UNFINISHED_STATES = (ImprovementState.PLANNED, ImprovementState.UNDER_WAY)


class DueStage(models.TextChoices):
    """How an improvement action stands to its due date; stored nowhere."""

    LATE = "late", "te laat"
    SOON = "soon", "binnen 30 dagen"
    LATER = "later", "later"
    FINISHED = "finished", "klaar"


class ActivityKind(models.TextChoices):
    TRAINING = "training", "training"
    DILEMMA_SESSION = "dilemma_session", "dilemmasessie"
    INSPECTION = "inspection", "controle"
    CAMPAIGN = "campaign", "publieksactie"
    MEETING = "meeting", "bijeenkomst"
    OTHER = "other", "andere activiteit"
