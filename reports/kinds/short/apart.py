"""Where neighbours differ most, in counts: how it is counted stands in `docs/waterbed.md`."""

from collections.abc import Mapping, Sequence

from reports.kinds.parts import waterbed
from reports.kinds.parts.waterbed import Pair
from reports.material.material import Material

SHOWN, MOST = 2, 4
"""Pairs that a short report names, and how many it names where they differ on as many points."""


def widest_apart(material: Material) -> Sequence[Pair]:
    """The pairs with the most differences, in the usual order where they have as many.

    With those that have as many as the last one named, so that none is left out by its place.
    """
    pairs = [pair for pair in waterbed.pairs(material) if pair.tally.difference]
    pairs.sort(key=lambda pair: -pair.tally.difference)
    if len(pairs) <= SHOWN:
        return pairs
    least = pairs[SHOWN - 1].tally.difference
    return [pair for pair in pairs if pair.tally.difference >= least][:MOST]


def differences_of(pair: Pair) -> str:
    """The id of the number of differences of a pair, as in the evaluation report."""
    return f"{waterbed.PLACE} {pair.first} en {pair.second}: verschillen"


def apart_counts(material: Material) -> Mapping[str, int]:
    """The differences of the pairs that are named, by id."""
    return {differences_of(pair): pair.tally.difference for pair in widest_apart(material)}
