"""Finding a round for a command."""

from accounts.refusals import Refused
from monitoring.models import Round


def find_round(code: str) -> Round:
    """The round with this code; raises Refused when there is none."""
    round = Round.objects.with_norm().filter(code=code).first()
    if round is None:
        raise Refused(f"De ronde {code} bestaat niet.")
    return round
