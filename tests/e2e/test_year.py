"""A year of the monitoring, played by four people in a real browser, from plan to publication."""

import pytest

from tests.e2e import year as steps
from tests.e2e.conftest import Visit

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_year_goes_from_plan_to_publication(visit: Visit, javascript: bool) -> None:
    year = steps.begin(visit, javascript=javascript)

    steps.plan(year)
    steps.open_round(year)
    steps.enter(year)
    steps.meet_in_a_point(year)
    steps.bring_two_sheets(year)
    steps.add_evidence(year)
    steps.be_exempted(year)
    steps.hand_in(year)
    steps.send_back(year)
    steps.hand_in_again(year)
    steps.sign_off(year)
    steps.close_round(year)
    steps.publish(year)
    steps.read_the_figures(year)
