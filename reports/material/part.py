"""One organisation's part of a material, with nothing of another that is not for everybody.

A report about one organisation is built from its part, so that no sentence and no field that a
person types into it can name a figure of somebody else.
"""

from dataclasses import replace

from monitoring import published
from monitoring.achievement import Figure
from monitoring.snapshot import as_json
from reports.material import names
from reports.material.material import (
    Before,
    Example,
    Material,
    Organisation,
    Row,
    Surroundings,
)


def part_of(material: Material, organisation: str | None) -> Material:
    """The part of the organisation with this code; raises Refused when it does not take part.

    The region's total stays where the round is final and nobody can work out another's from it.
    What others share as a good example stays with its explanation once the round is published.
    """
    code = material.participant(organisation).code
    told = material.surroundings
    shared = _shared(material, code)
    covers = _tells_total(material)
    return replace(
        material,
        rows=(*material.rows_of(code), *(row for row in material.rows if _place(row) in shared)),
        figures=_figures(material, code, covers=covers),
        surroundings=_surroundings(told, code, shared) if told else None,
        content=json_of(material.content, code),
        covers_region=covers,
    )


def json_of(content: str, code: str) -> str:
    """The JSON of a round with only the rows of one organisation, and figures of those."""
    return as_json(published.part_of(content, code))


def _tells_total(material: Material) -> bool:
    """Of two organisations, who knows the one knows the other; once published all is known."""
    if not material.covers_region or material.round.is_provisional:
        return False
    judged = [each for each in material.organisations if _judged(material, each)]
    return material.seal is not None or len(judged) > 2


def _judged(material: Material, organisation: Organisation) -> bool:
    return bool(material.figures[names.organisation(organisation.code)].applicable)


def _place(of: Row | Example) -> tuple[str, str]:
    return of.organisation, of.point


def _shared(material: Material, code: str) -> frozenset[tuple[str, str]]:
    """Organisation and point of what others share; nothing before the publication."""
    if material.seal is None or material.surroundings is None:
        return frozenset()
    return frozenset(
        _place(example)
        for example in material.surroundings.examples
        if example.organisation != code
    )


def _figures(material: Material, code: str, *, covers: bool) -> dict[str, Figure]:
    """The figures of the organisation, and those in total that everybody may see."""
    own = names.organisation(code)
    rounds = _earlier(material)
    places = [own, *(names.cell(code, theme.code) for theme in material.themes)]
    places += [names.earlier(round, own) for round in rounds]
    if covers:
        places += [names.TOTAL, *(names.earlier(round, names.TOTAL) for round in rounds)]
    return {place: material.figures[place] for place in places if place in material.figures}


def _earlier(material: Material) -> list[str]:
    told = material.surroundings
    if told is None:
        return []
    return [moment.code for moment in told.course] + ([told.before.code] if told.before else [])


def _surroundings(
    told: Surroundings, code: str, shared: frozenset[tuple[str, str]]
) -> Surroundings:
    return replace(
        told,
        neighbours=(),
        before=_before(told.before, code) if told.before else None,
        activities=tuple(each for each in told.activities if code in each.organisations),
        examples=tuple(each for each in told.examples if _is_for(each, code, shared)),
        improvements=tuple(each for each in told.improvements if each.organisation == code),
        exemptions=tuple(each for each in told.exemptions if each.organisation == code),
        sign_offs=tuple(each for each in told.sign_offs if each.organisation == code),
    )


def _is_for(example: Example, code: str, shared: frozenset[tuple[str, str]]) -> bool:
    return example.organisation == code or _place(example) in shared


def _before(before: Before, code: str) -> Before:
    own = {place: status for place, status in before.statuses.items() if place[0] == code}
    return replace(before, statuses=own)
