"""The report of a round as a document, for commands."""

from collections.abc import Callable

from accounts.refusals import Refused
from ambitions.models import Organisation
from monitoring.models import Round
from reports.actions.documents import make_document
from reports.documents.writers import Busy, DocumentFormat
from reports.kinds import KINDS

WHOLE, PART = "evaluatierapport", "organisatierapport"
"""The kinds that `export_round` writes: of the round, and of one organisation."""


def write_document(
    round: Round,
    format: DocumentFormat,
    organisation: Organisation | None,
    keep: Callable[[bytes], None],
) -> None:
    """Makes the report with its standard texts and hands it to `keep`; raises Refused."""
    kind = KINDS[PART if organisation else WHOLE]
    if kind.needs_final and not round.is_final:
        raise Refused(f"Het {kind.label.lower()} is er pas als de ronde {round.code} is gesloten.")
    try:
        make_document(
            kind=kind, round=round, organisation=organisation, format=format, by=None, keep=keep
        )
    except Busy as error:
        raise Refused("Er worden nu andere documenten gemaakt; probeer het zo opnieuw.") from error
