"""Which organisations border on each other, of those whose statuses a user may see."""

from collections.abc import Sequence

from ambitions.models import Organisation

Neighbours = tuple[Organisation, Organisation]


def neighbour_pairs(shown: Sequence[Organisation]) -> list[Neighbours]:
    """Every two of `shown` that are neighbours, once, in the order of `shown`. One query."""
    rows = Organisation.neighbours.through.objects.filter(
        from_organisation__in=shown, to_organisation__in=shown
    )
    borders = set(rows.values_list("from_organisation", "to_organisation"))
    return [
        (one, other)
        for place, one in enumerate(shown)
        for other in shown[place + 1 :]
        if (one.pk, other.pk) in borders
    ]
