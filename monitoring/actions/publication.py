"""Publishing a round: its rows and figures are stored for good, with a hash."""

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.events import EventType
from accounts.models import User
from accounts.refusals import Refused
from monitoring.actions.rounds import hold, move, round_event
from monitoring.choices import RoundState
from monitoring.logged import as_sealed
from monitoring.models import Publication, Round
from monitoring.seal import statement
from monitoring.signing import KeyUnusable, Signature, sign
from monitoring.snapshot import as_document, as_json, digest, take
from monitoring.surroundings import as_surroundings


@transaction.atomic
def publish_round(*, round: Round, by: User | None) -> Publication:
    """Publishes a closed round.

    Raises Refused while an organisation of it is reopened, and when it cannot be signed with the
    key that is set.
    """
    hold(round)
    if round.is_reopened:
        raise Refused(
            f"De ronde {round.code} is heropend voor een organisatie; sluit die eerst weer."
        )
    move(round, RoundState.CLOSED, RoundState.PUBLISHED)
    publication = seal(round, predecessor=None, reason="", by=by)
    record(round_event(EventType.ROUND_PUBLISHED, round, as_sealed(publication)), by=by)
    return publication


def seal(
    round: Round, *, predecessor: Publication | None, reason: str, by: User | None
) -> Publication:
    """Stores the rows and figures of this moment, sealed and, when there is a key, signed.

    `predecessor` is the publication that it replaces. Raises Refused when the key cannot be used:
    what should be signed is not published without.
    """
    content = as_json(as_document(take(round)))
    surroundings = as_json(as_surroundings(round))
    publication = Publication(
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
    publication.statement = statement(publication)
    if (signed := _signed(publication.statement)) is not None:
        publication.signature, publication.key_id = signed.signature, signed.key_id
    publication.save(force_insert=True)
    return publication


def _signed(text: str) -> Signature | None:
    try:
        return sign(text.encode())
    except KeyUnusable as error:
        raise Refused(f"De publicatie kan niet worden ondertekend: {error}.") from error
