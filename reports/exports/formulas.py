"""The live formulas of a workbook: the rule of `monitoring.achievement` once more, to check it by.

Nothing takes a figure from here. A workbook shows what these formulas give beside what flevonorm
found, and a control that must be 0. Written as Excel writes them; `open_formula` is the same for
OpenDocument.
"""

import re
from collections.abc import Collection, Sequence

from monitoring.achievement import Formula

NOTHING = "\N{EN DASH}"
FILLED = '"<>"'
"""A criterion that every cell with something in it meets."""

_PARTS = re.compile(r'"[^"]*"|(?P<cells>\$?[A-Z]{1,2}\$?\d+(?::\$?[A-Z]{1,2}\$?\d+)?)|,')


def are_told_apart(codes: Collection[str]) -> bool:
    """Whether COUNTIFS tells these codes apart: it takes 1.1 and 1.10 for one number, A1 for a1."""
    return all(code[:1].isalpha() for code in codes) and len(
        {code.casefold() for code in codes}
    ) == len(codes)


def count(conditions: Sequence[tuple[str, str]], status: str, *, exact: bool) -> str:
    """How many rows meet every condition (a range of rows and the cell to be like) and a status.

    `exact` is for codes that COUNTIFS would take for one another.
    """
    if not exact:
        pairs = ",".join(f"{rows},{like}" for rows, like in (*conditions, ("rij_status", status)))
        return f"=COUNTIFS({pairs})"
    alike = "*".join(
        f'({rows}<>"")' if like == FILLED else f"EXACT({rows},{like})" for rows, like in conditions
    )
    return f"=SUMPRODUCT({alike}*(rij_status={status}))"


def achieved(formula: Formula, achieved: str, partly: str, applicable: str, units: int) -> str:
    """The achieved share in so many units, by the formula of the norm."""
    weight = formula.partly
    if not weight:
        return share(achieved, applicable, units)
    whole = weight.denominator
    part = f"{weight.numerator}*{partly}" if weight.numerator > 1 else partly
    return share(f"({whole}*{achieved}+{part})", f"({whole}*{applicable})", units)


def share(part: str, whole: str, units: int) -> str:
    """Half up, in whole numbers; all only when it is all, none only when it is none."""
    nearest = f"INT(({2 * units}*{part}+{whole})/(2*{whole}))"
    between = f"MIN(MAX({nearest},1),{units - 1})/{units}"
    exact = f"OR({part}=0,{part}={whole})"
    return f'=IF({whole}=0,"{NOTHING}",IF({exact},{part}/{whole},{between}))'


def differences(one: str, other: str) -> str:
    """In how many places two ranges differ."""
    return f"=SUMPRODUCT(--({one}<>{other}))"


def open_formula(formula: str) -> str:
    """A formula of this module as OpenDocument writes it."""

    def translated(part: re.Match[str]) -> str:
        if part["cells"]:
            return f"[{':'.join(f'.{cell}' for cell in part['cells'].split(':'))}]"
        return ";" if part[0] == "," else part[0]

    return f"of:{_PARTS.sub(translated, formula)}"
