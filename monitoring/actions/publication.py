"""Publishing a round: its rows and figures are stored for good, with a hash."""

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.events import EventType
from accounts.models import User
from accounts.refusals import Refused
from monitoring.actions.rounds import hold, move, round_event
from monitoring.choices import RoundState
from monitoring.models import Publication, Round
from monitoring.snapshot import as_document, as_json, digest, take
from monitoring.surroundings import as_surroundings


@transaction.atomic
def publish_round(*, round: Round, by: User | None) -> Publication:
    """Publishes a closed round; raises Refused while an organisation of it is reopened."""
    hold(round)
    if round.is_reopened:
        raise Refused(
            f"De ronde {round.code} is heropend voor een organisatie; sluit die eerst weer."
        )
    move(round, RoundState.CLOSED, RoundState.PUBLISHED)
    publication = seal(round, predecessor=None, reason="", by=by)
    sealed = {
        "nummer": publication.number,
        "formule": publication.formula,
        "sha256": publication.sha256,
    }
    record(round_event(EventType.ROUND_PUBLISHED, round, sealed), by=by)
    return publication


def seal(
    round: Round, *, predecessor: Publication | None, reason: str, by: User | None
) -> Publication:
    """Stores the rows and figures of this moment; `predecessor` is the publication it replaces."""
    content = as_json(as_document(take(round)))
    surroundings = as_json(as_surroundings(round))
    return Publication.objects.create(
        round=round,
        number=predecessor.number + 1 if predecessor else 1,
        predecessor=predecessor,
        reason=reason,
        formula=round.norm.formula,
        content=content,
        sha256=digest(content),
        surroundings=surroundings,
        surroundings_sha256=digest(surroundings),
        published_by=by,
        published_at=timezone.now(),
    )
