"""The walk finds every number, and one that is not of its figure."""

from dataclasses import replace

import pytest

from monitoring.choices import RoundState
from reports.documents.blocks import Level, Mark, Number, Paragraph
from reports.kinds import one_pager
from reports.kinds.kind import Order, build
from reports.material.reading import of_publication
from tests.reports.conftest import MakeRound
from tests.reports.documents.samples import MOMENT
from tests.reports.kinds.walk import assert_numbers_are_of, numbers, plain


def test_walk_finds_a_number_that_is_not_of_its_figure(rich_round: MakeRound) -> None:
    material = of_publication(rich_round(RoundState.PUBLISHED).publications.get())
    order = Order(Mark(Level.CONFIDENTIAL), "concept", MOMENT)
    document = build(one_pager.KIND, material, order).document
    counts = one_pager.KIND.counts(material, order)
    assert_numbers_are_of(document, material, counts)

    wrong = Paragraph((Number("99", "totaal: behaald"),))
    changed = replace(document, blocks=(*document.blocks, wrong))

    with pytest.raises(AssertionError, match="and not 99"):
        assert_numbers_are_of(changed, material, counts)
    assert len(list(numbers(changed))) == len(list(numbers(document))) + 1
    assert "99" in plain(changed)
