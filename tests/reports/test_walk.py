"""Everybody walks over all pages: each figure is that of the export, wherever it stands."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from monitoring.choices import RoundState
from monitoring.models import Round
from tests.conftest import SignIn, World
from tests.factories import make_norm
from tests.reports import figures
from tests.reports.conftest import RICH, MakeRound
from tests.reports.figures import exported
from tests.reports.walk import (
    Found,
    drawn_on,
    exported_figure,
    found_on,
    is_about_results,
    loose_on,
    round_of,
    walk,
)

HIDDEN = ("Dit cijfer en deze lijst gaan over", "Dit cijfer gaat over de resultaten")
"""On a page about results of which the person may see a part: its figures are of that part."""


@pytest.fixture
def rounds(world: World, rich_round: MakeRound) -> dict[str, Round]:
    """A published, a closed and an open round of one norm, by their code."""
    norm = make_norm(region=world.region, code="rijke-norm", content=RICH)
    states = (RoundState.PUBLISHED, RoundState.CLOSED, RoundState.OPEN)
    made = [
        rich_round(state, norm=norm, code=state.value, reference_date=date(2024 + number, 10, 1))
        for number, state in enumerate(states)
    ]
    return {round.code: round for round in made}


@pytest.mark.parametrize(
    ("role", "pages"),
    [
        ("district_coordinator", 90),
        ("analyst", 90),
        ("coordinator", 50),
        ("executive", 50),
        ("other_coordinator", 50),
        ("nobody", 1),
    ],
)
def test_every_figure_on_every_page_is_the_exported_one(
    world: World, sign_in: SignIn, rounds: dict[str, Round], role: str, pages: int
) -> None:
    exports = {code: exported(round) for code, round in rounds.items()}
    drawings = {
        (figure["rounded"], figure["achieved"], figure["applicable"])
        for data in exports.values()
        for figure in (data["total"], *data["organisations"], *data["points"])
    }
    coverages = {coverage for data in exports.values() for coverage in coverages_of(data)}
    walked = compared = 0

    for address, page in walk(sign_in(world.user(role)), most=1000):
        walked += 1
        assert set(drawn_on(page)) <= drawings, address
        figures_here = found_on(address, page)
        # The sum repeats the figure above it.
        values = {found.value for found in figures_here}
        assert loose_on(page) <= coverages | values, address
        for found in figures_here:
            if not is_about_results(found.address):
                # Only where there is nothing to count is a figure no link.
                assert found.value == figures.DASH, f"{address}: {found}"
                assert found.counts.startswith("geen beoordeelbare punten")
                continue
            if is_about_results(address) and any(words in page.text for words in HIDDEN):
                continue
            data = exports[round_of(found.address)]
            wrong = differs(found, exported_figure(data, found.address))
            assert not wrong, f"{address}: {found}, {wrong}"
            compared += 1

    assert walked >= pages
    assert compared > 3 * pages or role == "nobody"


def coverages_of(data: dict[str, Any]) -> Iterator[str]:
    """How much is filled in, as it should be written."""
    for figure in (data["total"], *data["organisations"], *data["themes"]):
        yield f"{figure['coverage']} %".replace(".", ",")
        for cell in figure.get("themes", ()):
            yield f"{cell['coverage']} %".replace(".", ",")


def differs(found: Found, expected: figures.Figure) -> str:
    """How a figure on a page differs from the exported one; empty when it does not."""
    value = {figures.whole(expected), figures.precise(expected)}
    counts = figures.counts(expected)
    plain = f"{expected['achieved']} van {expected['applicable']}"
    if found.value not in value:
        return f"not {value}"
    said = found.counts.removesuffix(", voorlopig")
    return "" if said in {counts, plain} else f"not {counts}"
