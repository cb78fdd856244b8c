"""One sentence of a report as it will be read, while somebody is typing it."""

from collections.abc import Mapping
from dataclasses import dataclass

from accounts.refusals import Refused
from monitoring.plain_text import tidy, why_not
from reports.actions.report_checks import MAX_SENTENCE
from reports.documents.blocks import Runs
from reports.texts.fields import say_known, without_values
from reports.texts.inserting import loose_numbers
from reports.texts.numbers import Numbers
from reports.texts.texts import with_capitals
from reports.texts.typed_fields import FIELD


@dataclass(frozen=True, slots=True)
class Reading:
    """How it reads as far as it can be said, and what is wrong with it.

    `reads` is None for what cannot be read at all; empty for a sentence that says nothing.
    """

    reads: Runs | None
    problem: str = ""
    loose: tuple[str, ...] = ()


def typed_sentence(data: Mapping[str, str]) -> str | None:
    """The text of the one sentence in a form; None where there is not one."""
    found = [value for name, value in data.items() if name.startswith(FIELD)]
    return found[0] if len(found) == 1 else None


def read_sentence(typed: str, numbers: Numbers) -> Reading:
    markup, problem = as_markup(tidy(typed).strip())
    if problem:
        return Reading(None, problem)
    runs, unknown = say_known(markup, numbers)
    return Reading(with_capitals(runs), _unknown(unknown), loose_numbers(markup))


def as_markup(typed: str) -> tuple[str, str]:
    """What was typed as it is stored, and what is wrong with it: then the first is as typed."""
    if len(typed) > MAX_SENTENCE:
        return typed, f"Deze zin is langer dan {MAX_SENTENCE} tekens."
    if (unseen := why_not(typed)) is not None:
        return typed, unseen
    try:
        return without_values(typed), ""
    except Refused as refused:
        return typed, " ".join(refused.lines)


def _unknown(names: tuple[str, ...]) -> str:
    return " ".join(f"Het getal “{name}” bestaat niet in dit rapport." for name in names)
