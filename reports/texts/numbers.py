"""The numbers that a sentence can name."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from accounts.refusals import Refused
from reports.material import names
from reports.material.material import Material
from reports.texts.grammar import number_word, ordinal


@dataclass(frozen=True, slots=True)
class Numbers:
    """All measures of all figures of a material, and counts that a report adds (`counts`)."""

    material: Material
    counts: Mapping[str, int | str] = field(default_factory=dict)
    """Numbers that are no part of a figure, by their id: "activiteiten".

    One that is no count, such as a mean, stands as it is written: "66,7 %".
    """

    def written(self, figure: str) -> str:
        """The number in digits; raises Refused when there is no such number."""
        if figure in self.counts:
            count = self.counts[figure]
            return count if isinstance(count, str) else names.written(count)
        place, _, measure = figure.rpartition(": ")
        if place not in self.material.figures or measure not in names.MEASURES:
            raise Refused(f"Het getal “{figure}” bestaat niet in dit rapport.")
        return names.MEASURES[measure](self.material.figures[place])

    def in_words(self, figure: str) -> str:
        """As a word where Dutch writes one, else in digits: "zes", "20", "83 %"."""
        content = self.written(figure)
        return number_word(int(content)) if content.isdecimal() else content

    def as_ordinal(self, figure: str) -> str:
        """ "vierde", "20e"; what is no count stays as it is."""
        content = self.written(figure)
        return ordinal(int(content)) if content.isdecimal() else content
