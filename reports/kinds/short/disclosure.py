"""What may be told outside the organisations: how far the region is, never who lacks what.

What a reader can work out counts as told. So a figure is told only when nobody can be found in it,
and neither in what remains when it is taken from another one:

- the total, when at least three organisations have something applicable in it. Of one it is that
  organisation's own figure; of two, who knows the one knows the other;
- a theme, for the same reason, when three organisations have something applicable in it;
- no figure of which nothing is achieved: it says of everybody that they lack all of it;
- what the themes leave over when they are taken from the total has to be such a figure as well.
  With one theme left out the rest is that theme. Where the rest is none, no theme is told.

The percentage of a theme may be 100: that nobody lacks anything is safe to know. An earlier round
is told by its total only, by the same rule. `docs/disclosure.md` has an example by hand.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from accounts.refusals import Refused
from monitoring.achievement import Figure, pool
from monitoring.choices import ResultStatus
from reports.material import names
from reports.material.material import Material, Surroundings

FEWEST = 3
"""Organisations that a figure is of at least; of two, who knows the one knows the other."""
REFUSED = (
    "Dit rapport kan niet worden gemaakt: het totaal gaat over minder dan drie organisaties, "
    "of er is nog niets behaald. Wie het leest, kan dan zien wat één organisatie niet heeft "
    "behaald."
)


def disclosed(material: Material) -> Material:
    """The material with only what may be told: no rows, no explanations, no organisation's figure.

    Raises Refused where not even the total may be told.
    """
    if not material.covers_region or not tells_total(material):
        raise Refused(REFUSED)
    places = [names.TOTAL, *map(names.theme, told_themes(material)), *_earlier_totals(material)]
    return replace(
        material,
        rows=(),
        figures={place: material.figures[place] for place in places},
        surroundings=_surroundings(material),
        content="",
    )


def tells_total(material: Material) -> bool:
    """Whether the total hides every single organisation."""
    return _tells(
        material.figure(names.TOTAL), _taking_part(material, [t.code for t in material.themes])
    )


def told_themes(material: Material) -> tuple[str, ...]:
    """The codes of the themes whose figure may be told, in the norm's order; often all or none."""
    codes = [theme.code for theme in material.themes]
    told = [code for code in codes if _tells_together(material, [code])]
    rest = [code for code in codes if code not in told and _applicable(material, code)]
    return tuple(told) if not rest or _tells_together(material, rest) else ()


def _tells_together(material: Material, themes: Collection[str]) -> bool:
    figures = [material.figure(names.theme(code)) for code in themes]
    if not figures:
        return False
    together = Figure(pool(figure.tally for figure in figures), figures[0].formula)
    return _tells(together, _taking_part(material, themes))


def _tells(figure: Figure, organisations: int) -> bool:
    return organisations >= FEWEST and figure.achieved > 0


def _applicable(material: Material, theme: str) -> int:
    return material.figure(names.theme(theme)).applicable


def _taking_part(material: Material, themes: Iterable[str]) -> int:
    """How many organisations have something applicable in these themes together."""
    cells = [
        {
            organisation.code
            for organisation in material.organisations
            if material.figure(names.cell(organisation.code, theme)).applicable
        }
        for theme in themes
    ]
    return len(set().union(*cells))


def _earlier_totals(material: Material) -> list[str]:
    """The total of the round before, when it was of enough organisations.

    Of another version of the norm nothing is compared, and what was never published is not told.
    """
    before = material.surroundings and material.surroundings.before
    if not before or not before.is_published or not before.is_same_version:
        return []
    start = names.earlier(before.code, names.organisation(""))
    organisations = sum(
        place.startswith(start) and figure.applicable > 0
        for place, figure in material.figures.items()
    )
    total = names.earlier(before.code, names.TOTAL)
    return [total] if _tells(material.figures[total], organisations) else []


def _surroundings(material: Material) -> Surroundings | None:
    """What was done together, and of which points there are good examples; no organisation."""
    told = material.surroundings
    if told is None:
        return None
    achieved = _achieved(material.statuses)
    return replace(
        told,
        neighbours=(),
        before=told.before and replace(told.before, statuses={}),
        course=(),
        activities=tuple(
            replace(each, title="", description="", organisations=(), points=())
            for each in told.activities
        ),
        examples=tuple(
            replace(each, organisation="", evidence=())
            for each in told.examples
            if (each.organisation, each.point) in achieved
        ),
        improvements=(),
        exemptions=(),
        sign_offs=(),
    )


def _achieved(statuses: Mapping[tuple[str, str], str]) -> set[tuple[str, str]]:
    return {place for place, status in statuses.items() if status == ResultStatus.ACHIEVED}
