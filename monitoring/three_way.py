"""Three versions of the same fields: as taken along, as brought back, and as they are now.

Compared field by field, so that two people who changed different fields of one row are both right.
Only where both changed the same field, and not to the same, is there a question.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any


class Outcome(Enum):
    """What becomes of a field; of a row it is the heaviest of its fields, in this order."""

    SAME = "same"
    """Brought back as it was taken along: whatever it is now stays."""
    ALREADY = "already"
    """Changed to what it is now already."""
    CHANGED = "changed"
    """Changed here only."""
    CONFLICT = "conflict"
    """Changed here and there, differently."""


ORDER = tuple(Outcome)


@dataclass(frozen=True, slots=True)
class Versions:
    """One field: `base` was taken along, `mine` was brought back, `now` is stored."""

    base: Any
    mine: Any
    now: Any

    @property
    def outcome(self) -> Outcome:
        if self.mine == self.base:
            return Outcome.SAME
        if self.mine == self.now:
            return Outcome.ALREADY
        return Outcome.CHANGED if self.now == self.base else Outcome.CONFLICT


@dataclass(frozen=True, slots=True)
class Comparison:
    """One row, by the `key` of what it is about; `version` is the stored one that `now` is of."""

    key: int
    version: int
    fields: Mapping[str, Versions]

    @property
    def outcome(self) -> Outcome:
        return max((field.outcome for field in self.fields.values()), key=ORDER.index)

    @property
    def is_merged(self) -> bool:
        """Whether a change here goes together with a change of another field there."""
        return self.outcome == Outcome.CHANGED and any(
            field.outcome != Outcome.CHANGED and field.now != field.base
            for field in self.fields.values()
        )

    def named(self, outcome: Outcome) -> dict[str, Versions]:
        """The fields with this outcome, by their name."""
        return {name: field for name, field in self.fields.items() if field.outcome == outcome}

    def wanted(self, choices: Mapping[str, Any]) -> dict[str, Any]:
        """What has to be written: the changes, and of the conflicts the values in `choices`.

        Empty when the row is already as it should be. A conflict without a choice is a KeyError.
        """
        changes = {name: field.mine for name, field in self.named(Outcome.CHANGED).items()}
        for name, field in self.named(Outcome.CONFLICT).items():
            if choices[name] != field.now:
                changes[name] = choices[name]
        return changes
