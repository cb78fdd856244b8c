"""The organisations file (contract: "Norm file", last paragraph)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field

from accounts.refusals import FileRefused, Problem
from ambitions.choices import OrganisationKind
from ambitions.files.schema import Code, FileModel, Slug, Title, validate
from ambitions.files.source import Source, read_yaml

Position = Annotated[int, Field(ge=1, le=100)]


class RegionContent(FileModel):
    code: Slug
    title: Title


class OrganisationContent(FileModel):
    code: Code
    name: Title
    kind: OrganisationKind
    neighbours: tuple[str, ...] = ()
    tile: tuple[Position, Position] | None = None


class OrganisationsContent(FileModel):
    """A region and its organisations; being neighbours counts for both, whoever names it."""

    region: RegionContent
    organisations: tuple[OrganisationContent, ...] = Field(min_length=1)

    def neighbour_pairs(self) -> set[frozenset[str]]:
        return {
            frozenset({organisation.code, neighbour})
            for organisation in self.organisations
            for neighbour in organisation.neighbours
        }


def read_organisations(path: Path) -> tuple[OrganisationsContent, Source]:
    """Reads an organisations file; raises FileRefused with every error and its place."""
    source = read_yaml(path)
    content = validate(OrganisationsContent, source)
    if problems := [*_doubles(content, source), *_strange_neighbours(content, source)]:
        raise FileRefused(source.file, problems)
    return content, source


def _doubles(content: OrganisationsContent, source: Source) -> Iterator[Problem]:
    codes: set[str] = set()
    tiles: set[tuple[int, int]] = set()
    for o, organisation in enumerate(content.organisations):
        if organisation.code in codes:
            yield source.problem(
                ("organisations", o, "code"),
                f"de organisatie {organisation.code} staat er twee keer.",
            )
        codes.add(organisation.code)
        if organisation.tile is not None:
            if organisation.tile in tiles:
                yield source.problem(
                    ("organisations", o, "tile"), "deze plaats op de tegelkaart is al bezet."
                )
            tiles.add(organisation.tile)


def _strange_neighbours(content: OrganisationsContent, source: Source) -> Iterator[Problem]:
    codes = {organisation.code for organisation in content.organisations}
    for o, organisation in enumerate(content.organisations):
        for n, neighbour in enumerate(organisation.neighbours):
            keys = ("organisations", o, "neighbours", n)
            if neighbour == organisation.code:
                yield source.problem(keys, "een organisatie is niet haar eigen buur.")
            elif neighbour not in codes:
                yield source.problem(keys, f"de buur {neighbour} staat niet in dit bestand.")
