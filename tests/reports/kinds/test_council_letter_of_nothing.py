"""A letter of an organisation to which nothing applies does not say that it achieved nothing."""

import pytest

from accounts.refusals import Refused
from monitoring.actions.rounds import open_round
from monitoring.choices import RoundState
from monitoring.models import Round
from reports.drafting import standard
from reports.kinds import KINDS
from tests.conftest import World
from tests.factories import make_exemption, make_round
from tests.reports.conftest import advance
from tests.reports.making import LETTER


def test_organisation_to_which_nothing_applies_has_no_letter(world: World) -> None:
    planned = make_round(norm=world.norm, code="ronde", state=RoundState.PLANNED)
    for point in world.norm.points.filter(applicability__kind="municipality"):
        make_exemption(organisation=world.urk, point=point, from_round=planned)
    round = Round.objects.with_norm().get(code="ronde")
    open_and_publish(round)

    with pytest.raises(Refused) as caught:
        standard(KINDS[LETTER], round, world.urk, by=None)

    assert "geldt in deze ronde geen enkel ambitiepunt" in caught.value.lines[0]


def open_and_publish(round: Round) -> None:
    open_round(round=round, by=None)
    advance(round, RoundState.PUBLISHED)
    round.refresh_from_db()
