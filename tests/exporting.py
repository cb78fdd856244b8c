"""The data of a round as a file, taken as the command and the screen take it."""

from ambitions.models import Organisation
from monitoring.models import Round
from reports.actions.exports import export_round
from reports.exports import FORMATS


def exported(round: Round, name: str, organisation: Organisation | None = None) -> bytes:
    """The file of a round, or of one organisation's part of it; `name` is the kind of file."""
    return export_round(round=round, format=FORMATS[name], organisation=organisation, by=None)
