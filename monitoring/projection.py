"""What the figures would be if some more points were achieved: computed, shown, never stored."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from monitoring.choices import TO_ACHIEVE, ResultStatus
from monitoring.figures import RoundFigures
from monitoring.models import Round
from monitoring.places import Place


@dataclass(frozen=True, slots=True)
class Projection:
    """`taken` are the places that count as achieved here, and are not; the rest is as it is."""

    figures: RoundFigures
    taken: frozenset[Place]


def project(
    round: Round,
    statuses: Mapping[Place, str],
    themes: Mapping[int, int],
    chosen: Collection[Place],
) -> Projection:
    """The figures of `statuses` with the `chosen` ones achieved, by the formula of the round.

    `themes` are those of the points, by their keys. Only what still has to be achieved can be
    taken: what is achieved or not applicable stays so, and what the round does not have is ignored.
    """
    taken = frozenset(place for place in chosen if statuses.get(place) in TO_ACHIEVE)
    rows = (
        (
            organisation,
            themes[point],
            ResultStatus.ACHIEVED if (organisation, point) in taken else status,
        )
        for (organisation, point), status in statuses.items()
    )
    return Projection(RoundFigures.of_rows(round, rows), taken)
