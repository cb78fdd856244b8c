"""How the figure was made: from the rows to the percentage, and what other ways would give."""

from collections.abc import Iterator

from monitoring.achievement import FORMULAS, Figure, OrganisationMean, mean_of, tenths_between
from monitoring.templatetags.figures import decimal_comma, percent
from reports.documents.blocks import Block, Cell, Column, Heading, Items, Number, Table, Voice
from reports.kinds.parts import cells
from reports.material import names
from reports.material.material import Material
from reports.texts.fields import literal, say
from reports.texts.grammar import RESULT, is_or_are
from reports.texts.texts import Texts

RESULTS = "resultaten"
MEAN = "gemiddelde van de organisaties"
SHARE, APART = "procent met decimaal", "verschil in procentpunten"
NONE_APART = "geen"


def counts(material: Material) -> dict[str, int | str]:
    """All results with the n.v.t. ones, and what other ways to calculate would give."""
    found: dict[str, int | str] = {RESULTS: len(material.rows)}
    official = material.figure(names.TOTAL).percentage
    for place, percentage in _others(material).items():
        found[names.figure_id(place, SHARE)] = percent(percentage)
        found[names.figure_id(place, APART)] = _apart(tenths_between(percentage, official))
    return found


def blocks(material: Material, texts: Texts) -> Iterator[Block]:
    texts.section = "Hoe is dit cijfer berekend?"
    yield Heading(1, texts.section, "berekening")
    # Nobody rewrites a sum: the steps are no sentences of the editor.
    yield Items(tuple(say(step, texts.numbers) for step in _steps(material)), numbered=True)
    yield texts.paragraph(
        "calculation.rounding",
        "Wij delen één keer en ronden één keer af. Honderd procent staat er alleen als alles is "
        "behaald, nul procent alleen als niets is behaald. Wij nemen nooit het gemiddelde van "
        f"percentages. De formule heet {literal(material.formula)}.",
        Voice.NOTE,
    )
    yield cells.sum_table(
        material, "De som per thema", "thema", cells.theme_lines(material), names.TOTAL
    )
    yield cells.sum_table(
        material,
        "De som per organisatie",
        "organisatie",
        cells.organisation_lines(material),
        names.TOTAL,
    )
    if material.figure(names.TOTAL).applicable:
        yield texts.paragraph(
            "calculation.others",
            "Op een andere manier rekenen geeft een ander percentage. Dit rapport gebruikt alleen "
            "het cijfer van de norm.",
        )
        yield _table(material)


def _steps(material: Material) -> Iterator[str]:
    total = material.figure(names.TOTAL)
    results = len(material.rows)
    yield (
        "Elke organisatie heeft bij elk ambitiepunt één resultaat. Samen "
        f"{is_or_are(results)} dat {{{RESULTS}}} {RESULT.of(results)}."
    )
    yield _not_applicable(total)
    if total.rounded is None:
        yield "Er is dus niets te beoordelen, en er is geen percentage."
        return
    yield f"Van die resultaten {is_or_are(total.achieved)} er {{totaal: behaald}} behaald."
    if total.formula.partly:
        yield "Deels behaald telt voor de helft: {totaal: deels behaald} keer een half."
    yield _division(total)


def _not_applicable(total: Figure) -> str:
    out = total.not_applicable
    if not out:
        return "Alle resultaten zijn van toepassing en tellen dus mee: {totaal: van toepassing}."
    return (
        f"Daarvan {is_or_are(out)} er {{totaal: niet van toepassing}} niet van toepassing "
        f"(n.v.t.). Dat telt niet mee. Wat overblijft, telt mee: {{totaal: van toepassing}}."
    )


def _division(total: Figure) -> str:
    half = " plus de helft van {totaal: deels behaald}" if total.formula.partly else ""
    return (
        f"{{totaal: behaald}}{half} gedeeld door {{totaal: van toepassing}} is "
        "{totaal: procent met decimaal}. Afgerond is dat {totaal: procent}."
    )


def _others(material: Material) -> dict[str, str | None]:
    """By place the percentage that another formula, or the mean, would give."""
    total = material.figure(names.TOTAL)
    others = {
        _of_formula(formula.id): Figure(total.tally, formula).percentage
        for formula in FORMULAS.values()
        if formula != total.formula
    }
    return {**others, MEAN: _mean(material).mean_percentage}


def _mean(material: Material) -> OrganisationMean:
    return mean_of(
        material.figure(names.organisation(organisation.code))
        for organisation in material.organisations
    )


def _of_formula(formula: str) -> str:
    return f"{names.TOTAL} met formule {formula}"


def _apart(tenths: str | None) -> str:
    """ "4,6 hoger", "4,6 lager" or "geen"."""
    if tenths is None or tenths == "0.0":
        return NONE_APART
    size = decimal_comma(tenths.removeprefix("-"))
    return f"{size} {'lager' if tenths.startswith('-') else 'hoger'}"


def _table(material: Material) -> Table:
    total = material.figure(names.TOTAL)
    rows = [
        (
            cells.words(f"{_label(total)} (formule {material.formula})"),
            Cell((material.number(names.TOTAL, SHARE),)),
            cells.words("dit is het cijfer"),
        )
    ]
    for formula in FORMULAS.values():
        if formula != total.formula:
            other = Figure(total.tally, formula)
            label = f"{_label(other)} (formule {formula.id})"
            rows.append(_row(material, label, _of_formula(formula.id)))
    rows.append(_row(material, "Gemiddelde van de organisaties", MEAN))
    return Table(
        "Als wij anders zouden rekenen",
        (
            Column("manier", 4),
            Column("uitkomst", 1.4, "end"),
            Column("verschil in procentpunten", 2, "end"),
        ),
        tuple(rows),
    )


def _label(figure: Figure) -> str:
    weight = "telt voor de helft" if figure.formula.partly else "telt niet mee"
    return f"Deels behaald {weight}"


def _row(material: Material, label: str, place: str) -> tuple[Cell, Cell, Cell]:
    found = counts(material)
    share, apart = names.figure_id(place, SHARE), names.figure_id(place, APART)
    return (
        cells.words(label),
        Cell((Number(str(found[share]), share),)),
        Cell((Number(str(found[apart]), apart),)),
    )
