"""The databases that are measured: how many organisations, points and rounds each holds."""

from dataclasses import dataclass
from datetime import date

SEED = 20_221_001
THEMES = 5


@dataclass(frozen=True, slots=True)
class Shape:
    """Regions of `region_size` organisations (the last one may be smaller), each with a norm of
    its own of `points` points in five themes, and `rounds` rounds of which the last one is open.
    """

    organisations: int
    points: int = 60
    rounds: int = 12
    region_size: int = 7
    shuffled: bool = False
    """Result rows stored in random order and in part updated, as years of use leave them."""

    @property
    def regions(self) -> int:
        return -(-self.organisations // self.region_size)

    @property
    def results(self) -> int:
        return self.organisations * self.points * self.rounds

    @property
    def middle_region(self) -> int:
        """The number of the region that is looked at: neither the first rows nor the last."""
        return (self.regions + 1) // 2

    def reference_date(self, number: int) -> date:
        """The date of the rounds with this number, from 1, in every region: two a year."""
        return date(2015 + (number - 1) // 2, 4 if number % 2 else 10, 1)


def region_code(number: int) -> str:
    return f"district-{number:05}"


def round_code(number: int, region: int) -> str:
    return f"meting-{number:02}-{region_code(region)}"
