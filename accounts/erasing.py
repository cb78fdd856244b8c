"""What the apps above keep of a person for a while, and how to erase it.

`accounts` ends an account and `ambitions` purges; neither may know of those apps. So these say
themselves, when they are ready, what of a person they keep.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from accounts.models import User


class EraseOf(Protocol):
    def __call__(self, *, user: User) -> None: ...


class EraseOld(Protocol):
    def __call__(self, *, now: datetime) -> int: ...


@dataclass(frozen=True, slots=True)
class Temporary:
    """Called in the transaction in which an account ends, or in that of `purge`.

    `erase_old` returns how many it erased; `purge` tells it under the `name`, which is Dutch.
    """

    name: str
    erase_of: EraseOf
    erase_old: EraseOld


_ANNOUNCED: dict[str, Temporary] = {}


def announce(temporary: Temporary) -> None:
    _ANNOUNCED[temporary.name] = temporary


def announced() -> tuple[Temporary, ...]:
    return tuple(_ANNOUNCED.values())
