"""What reports for readers outside say of the region, in sentences, from disclosed material."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from monitoring.choices import ActivityKind
from reports.documents.blocks import Block
from reports.kinds.parts import participants, partly, since
from reports.kinds.parts.activities import held
from reports.kinds.short.tables import Line, figure_chart, figure_table, theme_lines
from reports.material import names
from reports.material.material import Activity, Material
from reports.texts.fields import literal
from reports.texts.grammar import POINT, Noun, capital, is_or_are, join
from reports.texts.texts import Texts

POINTS, THEMES, PARTICIPANTS = "ambitiepunten", "thema's", "deelnemers"
THEME = Noun("thema", "thema's", "het")
ACTIVITIES: Mapping[str, Noun] = {
    ActivityKind.TRAINING: Noun("training", "trainingen"),
    ActivityKind.DILEMMA_SESSION: Noun("dilemmasessie", "dilemmasessies"),
    ActivityKind.INSPECTION: Noun("controle", "controles"),
    ActivityKind.CAMPAIGN: Noun("publieksactie", "publieksacties"),
    ActivityKind.MEETING: Noun("bijeenkomst", "bijeenkomsten"),
    ActivityKind.OTHER: Noun("andere activiteit", "andere activiteiten"),
}
NOBODY = (
    "Dit rapport zegt hoe ver de regio is. Het zegt niet wie wat nog niet heeft behaald: daar "
    "kunnen criminelen hun voordeel mee doen."
)


def region_counts(material: Material) -> Mapping[str, int | str]:
    """The numbers that are no part of a figure, by id."""
    return {
        POINTS: len(material.points),
        THEMES: len(material.themes),
        **participants.counts(material),
        **{
            noun.many: sum(each.kind == kind for each in held(material))
            for kind, noun in ACTIVITIES.items()
        },
        PARTICIPANTS: sum(each.participants or 0 for each in held(material)),
        **since.counts(material),
    }


def norm_sentence(material: Material) -> str:
    """What the norm is, and who agreed on it."""
    who = participants.participants(material)
    return (
        f"De {literal(material.norm.title)} is een afspraak van {who}. Zij willen dat hun eigen "
        "organisatie weerbaar is tegen criminaliteit die misbruik maakt van de overheid, en dat "
        "criminelen niet naar de buurgemeente uitwijken. De norm heeft "
        f"{_counted(POINT, len(material.points))} in {_counted(THEME, len(material.themes))}."
    )


def total_sentence(material: Material) -> str:
    return (
        "In totaal is {totaal: procent} van de norm behaald: {totaal: behaald} van de "
        f"{{totaal: van toepassing}} resultaten{partly.halved(material, names.TOTAL)}."
    )


def is_complete(material: Material) -> bool:
    """Whether everything is achieved that applies."""
    total = material.figure(names.TOTAL)
    return total.achieved == total.applicable


def measured_sentence(material: Material, place: str, whom: str = "een organisatie") -> str:
    """How the figure of a place was counted; formulas differ in what partly achieved is worth."""
    said = (
        f"Deels behaald {partly.weight(material)}. Punten die voor {whom} niet gelden, "
        "tellen niet mee"
    )
    apart = material.figure(place).not_applicable
    if apart:
        said += f": dat {is_or_are(apart)} er {{{place}: niet van toepassing in woorden}}"
    return f"{said}.{_filled_in(material, place)}"


def _filled_in(material: Material, place: str) -> str:
    """How much has an answer, with a space before it; empty where everything has one."""
    if not material.figure(place).unanswered:
        return ""
    return (
        f" Van de punten die wel gelden, is {{{place}: ingevuld}} ingevuld. Wat nog niet is "
        "ingevuld, telt mee in het totaal, maar niet als behaald."
    )


def themes_or_why_not(material: Material, texts: Texts, name: str) -> Iterator[Block]:
    """Chart and table per theme; `name` is the chart's own. Otherwise why there are none."""
    lines = told_lines(material)
    if not lines:
        yield texts.paragraph(
            "themes.none",
            "Cijfers per thema staan hier niet. Daaruit zou blijken hoe ver één organisatie is.",
        )
        return
    if len(lines) < len(material.themes):
        yield texts.paragraph(
            "themes.some",
            "Niet elk thema staat hieronder. Uit de andere thema's zou blijken hoe ver één "
            "organisatie is.",
        )
    total = ("Totaal", names.TOTAL)
    yield figure_chart(material, "Behaald per thema", name, lines)
    yield figure_table(material, "Behaald per thema, in getallen", "thema", lines, total)


def told_lines(material: Material) -> list[Line]:
    """The themes whose figure is in the disclosed material."""
    codes = [each.code for each in material.themes if names.theme(each.code) in material.figures]
    return theme_lines(material, codes)


def activities_sentence(material: Material) -> str:
    """What was done together, counted by kind; empty when nothing was."""
    found = Counter(each.kind for each in held(material))
    done = [_held(noun, found[kind]) for kind, noun in ACTIVITIES.items() if found[kind]]
    if not done:
        return ""
    return f"Samen hielden de organisaties {join(done)}.{_people(held(material))}"


def _people(activities: Sequence[Activity]) -> str:
    """How many took part, with a space before it; empty when nobody counted them."""
    known = [each.participants for each in activities if each.participants is not None]
    people = sum(known)
    if not people:
        return ""
    counted = ", voor zover geteld," if len(known) < len(activities) else ""
    took, who = ("deed", "mens") if people == 1 else ("deden", "mensen")
    return f" Daaraan {took}{counted} {{{PARTICIPANTS} in woorden}} {who} mee."


def example_titles(material: Material) -> list[str]:
    """The points of which an organisation shares how it did it, each once, in the norm's order."""
    if not material.surroundings:
        return []
    shared = {example.point for example in material.surroundings.examples}
    return [capital(point.title) for point in material.points if point.code in shared]


def _counted(noun: Noun, count: int) -> str:
    return f"{{{noun.many} in woorden}} {noun.of(count)}"


def _held(noun: Noun, count: int) -> str:
    """One is not counted aloud: "een training en twee controles"."""
    return f"een {noun.one}" if count == 1 else _counted(noun, count)
