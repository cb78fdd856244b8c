"""Computes the formulas of a workbook, without the application and without a spreadsheet.

It knows no more than the formulas need, and COUNTIFS as carelessly as Excel does it: text that
looks like a number is that number, and capitals do not matter.
"""

import math
import re
from collections.abc import Callable, Iterator
from operator import add, eq, mul, ne, sub, truediv
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import range_boundaries

TOKEN = re.compile(
    r'\s*(?:(?P<text>"[^"]*")|(?P<sheet>\'(?:[^\']|\'\')*\'|[A-Za-z]+)!'
    r"|(?P<cells>\$?[A-Z]{1,2}\$?\d+(?::\$?[A-Z]{1,2}\$?\d+)?)(?![A-Za-z_(])"
    r"|(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Za-z_]+)|(?P<sign><>|[-+*/=(),]))"
)
Value = Any
Part = Callable[[], Value]


class Evaluator:
    """Of one workbook, read with its formulas; a cell is computed when it is asked for."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.known: dict[tuple[str, int, int], Value] = {}

    def cell(self, sheet: str, row: int, column: int) -> Value:
        place = (sheet, row, column)
        if place not in self.known:
            found = self.book[sheet].cell(row, column).value
            is_formula = isinstance(found, str) and found.startswith("=")
            if is_formula and self.book[sheet].cell(row, column).data_type == "f":
                found = _Reader(self, sheet, str(found)[1:]).whole()()
            self.known[place] = "" if found is None else found
        return self.known[place]

    def cells(self, sheet: str, reference: str) -> Value:
        """One value, or a list of them for a range."""
        left, top, right, bottom = range_boundaries(reference.replace("$", ""))
        found = [
            self.cell(sheet, row, column)
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        ]
        return found if ":" in reference else found[0]

    def named(self, name: str) -> Value:
        sheet, _, reference = str(self.book.defined_names[name].value).rpartition("!")
        return self.cells(sheet.strip("'").replace("''", "'"), reference)


class _Reader:
    """Reads a formula from left to right into what computes it."""

    def __init__(self, evaluator: Evaluator, sheet: str, formula: str) -> None:
        self.evaluator = evaluator
        self.sheet = sheet
        self.tokens: list[tuple[str, str]] = []
        at = 0
        while at < len(formula):
            found = TOKEN.match(formula, at)
            assert found, f"cannot read {formula[at:]!r} of {formula!r}"
            kind = str(found.lastgroup)
            self.tokens.append((kind, found[kind]))
            at = found.end()
        self.tokens.reverse()

    def whole(self) -> Part:
        part = self.compared()
        assert not self.tokens, self.tokens
        return part

    def compared(self) -> Part:
        part = self.chain(self.chain(self.single, {"*": mul, "/": truediv}), {"+": add, "-": sub})()
        if self.sign() in {"=", "<>"}:
            operator = {"=": eq, "<>": ne}[self.take()]
            return _both(operator, part, self.compared())
        return part

    def chain(self, below: Callable[[], Part], operators: dict[str, Any]) -> Callable[[], Part]:
        def read() -> Part:
            part = below()
            while self.sign() in operators:
                part = _both(operators[self.take()], part, below())
            return part

        return read

    def single(self) -> Part:
        kind, token = self.tokens.pop()
        if token == "-":
            inner = self.single()
            return lambda: _each(lambda value: -value, inner())
        if token == "(":
            inner = self.compared()
            assert self.take() == ")"
            return inner
        if kind == "text":
            return lambda: token[1:-1]
        if kind == "number":
            return lambda: float(token)
        if kind == "cells":
            return lambda: self.evaluator.cells(self.sheet, token)
        if self.sign() != "(":
            return lambda: self.evaluator.named(token)
        self.take()
        return self.function(token, list(self.arguments()))

    def arguments(self) -> Iterator[Part]:
        while True:
            yield self.compared()
            if self.take() == ")":
                return

    def function(self, name: str, parts: list[Part]) -> Part:
        if name == "IF":
            return lambda: parts[1]() if parts[0]() else parts[2]()
        return lambda: FUNCTIONS[name](*(part() for part in parts))

    def sign(self) -> str:
        return self.tokens[-1][1] if self.tokens and self.tokens[-1][0] == "sign" else ""

    def take(self) -> str:
        return self.tokens.pop()[1]


def _both(operator: Callable[[Value, Value], Value], one: Part, other: Part) -> Part:
    def compute() -> Value:
        left, right = one(), other()
        if isinstance(left, list) or isinstance(right, list):
            size = len(left) if isinstance(left, list) else len(right)
            lefts, rights = _spread(left, size), _spread(right, size)
            return [operator(a, b) for a, b in zip(lefts, rights, strict=True)]
        return operator(left, right)

    return compute


def _spread(value: Value, size: int) -> list[Value]:
    return value if isinstance(value, list) else [value] * size


def _each(change: Callable[[Value], Value], value: Value) -> Value:
    return [change(one) for one in value] if isinstance(value, list) else change(value)


def _countifs(*arguments: Value) -> int:
    ranges, criteria = arguments[::2], arguments[1::2]
    return sum(
        all(_meets(value, like) for value, like in zip(row, criteria, strict=True))
        for row in zip(*(_spread(cells, 1) for cells in ranges), strict=True)
    )


def _meets(value: Value, like: Value) -> bool:
    if like == "<>":
        return bool(value != "")
    return bool(_careless(value) == _careless(like))


def _careless(value: Value) -> Value:
    try:
        return float(value)
    except ValueError:
        return str(value).casefold()


def _exact(cells: Value, like: Value) -> list[bool]:
    return [str(cell) == str(like) for cell in _spread(cells, 1)]


def _sum(*arguments: Value) -> Value:
    return sum(
        value for part in arguments for value in _spread(part, 1) if not isinstance(value, str)
    )


FUNCTIONS: dict[str, Callable[..., Value]] = {
    "ABS": abs,
    "COUNTA": lambda cells: sum(cell != "" for cell in _spread(cells, 1)),
    "COUNTIFS": _countifs,
    "EXACT": _exact,
    "INT": math.floor,
    "MAX": max,
    "MIN": min,
    "OR": lambda *parts: any(parts),
    "SUM": _sum,
    "SUMPRODUCT": lambda cells: sum(map(int, _spread(cells, 1))),
}
