"""The norm file (contract: "Norm file")."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pydantic import Field

from accounts.refusals import FileRefused, Problem
from ambitions.choices import FormulaId, OrganisationKind
from ambitions.files.schema import (
    Code,
    FileModel,
    Slug,
    Text,
    Title,
    Version,
    WebAddress,
    validate,
)
from ambitions.files.source import Keys, Source, read_yaml


class NormHead(FileModel):
    code: Slug
    version: Version
    title: Title
    region: Slug
    adopted_on: date | None = None
    example: bool = False
    formula: FormulaId = FormulaId.ACHIEVED


class NormPoint(FileModel):
    code: Code
    title: Title
    description: Text = ""
    achieved_when: Text = ""
    applies_to: frozenset[OrganisationKind]
    source: WebAddress | None = None
    replaces: frozenset[str] = frozenset()


class NormTheme(FileModel):
    code: Code
    title: Title
    points: tuple[NormPoint, ...] = ()


class NormContent(FileModel):
    """One version of a norm: its head and its themes with their points, in the norm's order."""

    norm: NormHead
    themes: tuple[NormTheme, ...] = Field(min_length=1)

    def placed_points(self) -> Iterator[tuple[Keys, NormTheme, NormPoint]]:
        """Each point with its theme and its place in the file, in the norm's order."""
        for t, theme in enumerate(self.themes):
            for p, point in enumerate(theme.points):
                yield ("themes", t, "points", p), theme, point


def read_norm(path: Path) -> tuple[NormContent, Source]:
    """Reads a norm file; raises FileRefused with every error and its place."""
    source = read_yaml(path)
    content = validate(NormContent, source)
    problems = [*_doubles(content, source), *_unreadable_replaces(content, source)]
    if problems:
        raise FileRefused(source.file, problems)
    return content, source


def _doubles(content: NormContent, source: Source) -> Iterator[Problem]:
    themes: set[str] = set()
    for t, theme in enumerate(content.themes):
        if theme.code in themes:
            yield source.problem(
                ("themes", t, "code"), f"de themacode {theme.code} staat er twee keer."
            )
        themes.add(theme.code)
    points: set[str] = set()
    for keys, _, point in content.placed_points():
        if point.code in points:
            yield source.problem(
                (*keys, "code"), f"het ambitiepunt {point.code} staat er twee keer."
            )
        points.add(point.code)


def _unreadable_replaces(content: NormContent, source: Source) -> Iterator[Problem]:
    for keys, _, point in content.placed_points():
        for reference in sorted(point.replaces):
            version, _, code = reference.partition(":")
            if not version or not code or version == content.norm.version:
                yield source.problem(
                    (*keys, "replaces"),
                    f"'{reference}' is geen punt van een eerdere versie, zoals 1.0:A3.",
                )
