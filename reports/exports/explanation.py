"""The sheet that explains a workbook to who opens it, and adds up its controls."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format

from ambitions.choices import FormulaId
from monitoring.choices import ResultStatus
from monitoring.models import Round
from reports.exports.about import About
from reports.exports.csv import WORDS
from reports.exports.extract import Extract
from reports.exports.figure_sheets import Cell, FigureSheet, Style

NAME = "Uitleg"
ROWS_ARE = "Rijen op het blad Resultaten"
ALL_CONTROLS = "controle_alles"
"""The name of the last cell, in which all controls are added up."""
RIGHT, WRONG = "Ja, alle controles zijn 0.", "Nee. Onderaan dit blad staat waar het verschilt."
FORMULAS_IN_WORDS = {
    FormulaId.ACHIEVED: "Behaald, gedeeld door alles wat van toepassing is. Deels behaald telt niet"
    " mee als behaald, en wel onder de streep.",
    FormulaId.ACHIEVED_HALF: "Behaald plus de helft van deels behaald, gedeeld door alles wat van"
    " toepassing is.",
}
STATUSES_IN_WORDS = {
    ResultStatus.ACHIEVED: "Het ambitiepunt is behaald.",
    ResultStatus.PARTLY: "Een deel is behaald. De toelichting zegt wat er nog niet is.",
    ResultStatus.NOT_ACHIEVED: "Het ambitiepunt is niet behaald. De toelichting zegt waarom.",
    ResultStatus.UNANSWERED: "Nog niet ingevuld. De cel is leeg.",
    ResultStatus.NOT_APPLICABLE: "Niet van toepassing op deze organisatie. Telt nergens mee.",
}
CHECKING = (
    "Op elk blad met cijfers staat links wat dit werkblad zelf berekent, met formules over het blad"
    " Resultaten. Rechts staat wat flevonorm heeft berekend. De laatste kolom is de controle: in"
    " hoeveel cellen de twee verschillen. Die moet overal 0 zijn."
)
LARGE = (
    "Dit bestand is zo groot dat uw computer lang zou rekenen. Daarom telt alleen het blad Totaal"
    " de rijen zelf. Op de andere bladen staan de aantallen vast en zijn de percentages formules."
)
ROUNDING = (
    "Er wordt één keer afgerond, en een half naar boven. 100 % staat er alleen als alles is"
    " behaald, 0 % alleen als niets is behaald. Een streepje betekent: er is niets van toepassing."
)
KEEPING = (
    "Dit bestand bevat toelichtingen. Behandel het als vertrouwelijk: deel het alleen met wie het"
    " mag lezen, en verwijder het als u het niet meer nodig hebt."
)
PROVISIONAL = (
    "De cijfers zijn voorlopig. De ronde is nog niet gesloten, of zij is heropend voor een"
    " organisatie. De cijfers kunnen dus nog veranderen."
)
EXAMPLE = "Dit zijn voorbeeldgegevens. De inhoud is verzonnen."
NOT_SEALED = "De ronde is niet gepubliceerd. Er is dus nog geen zegel."


@dataclass(frozen=True, slots=True)
class Line:
    """What is explained, and what there is to say of it; without a cell it is a heading."""

    term: str
    cell: Cell | None = None


def explanation(extract: Extract, about: About, sheets: Sequence[FigureSheet]) -> list[Line]:
    """In the order of the sheet; the first line is its title, the last the sum of all controls."""
    texts = [
        *_what(extract, about),
        *_figures(extract),
        ("Zegel", ""),
        *_seal(about),
    ]
    return [
        Line(about.title),
        Line("Klopt alles?", Cell(RIGHT, formula=f'=IF({ALL_CONTROLS}=0,"{RIGHT}","{WRONG}")')),
        *(Line(term, Cell(text)) if text else Line(term) for term, text in texts),
        Line("Controle"),
        *_controls(extract, sheets),
    ]


def _what(extract: Extract, about: About) -> Iterator[tuple[str, str]]:
    round, norm = extract.round, extract.round.norm
    yield "Vertrouwelijkheid", f"{about.mark}. {KEEPING}"
    if round.is_provisional:
        yield "Voorlopig", PROVISIONAL
    if norm.example:
        yield "Voorbeeld", EXAMPLE
    yield "Ronde", f"{round.name} ({round.code}), {round.get_kind_display()}"
    yield "Peildatum", _day(round)
    yield "Norm", f"{norm.title}, versie {norm.version} ({norm.code})"
    yield "Organisaties", _participants(extract)


def _participants(extract: Extract) -> str:
    if extract.organisation:
        return f"Alleen {extract.organisation} ({extract.organisation.code})"
    return f"{len(extract.organisations)}, alle deelnemers van de ronde"


def _figures(extract: Extract) -> Iterator[tuple[str, str]]:
    formula = FormulaId(extract.round.norm.formula)
    yield "Hoe er wordt gerekend", ""
    yield f"Formule {formula.value}", FORMULAS_IN_WORDS[formula]
    yield "Afronden", ROUNDING
    yield "Optellen", "Eerst worden de aantallen opgeteld. Daarna wordt één keer gedeeld."
    yield "Ingevuld", "Het deel van wat van toepassing is, waarvoor een antwoord is gegeven."
    yield "Controleren", LARGE if extract.is_large else CHECKING
    yield "Statussen", ""
    for status in ResultStatus:
        yield WORDS[status] or "(lege cel)", STATUSES_IN_WORDS[status]


def _seal(about: About) -> Iterator[tuple[str, str]]:
    if about.seal is None:
        yield "Publicatie", NOT_SEALED
        return
    yield "Publicatie", f"{about.seal.publication} van de ronde {about.seal.round}"
    yield "SHA-256", about.seal.sha256
    yield (
        "Betekenis",
        (
            "De cijfers in dit bestand zijn die van deze publicatie. Het controlegetal is dat van"
            " de JSON van de publicatie."
        ),
    )


def _controls(extract: Extract, sheets: Sequence[FigureSheet]) -> Iterator[Line]:
    counted = Cell(extract.rows, Style.COUNT, "=COUNTA(rij_ambitiepunt)")
    yield Line(f"{ROWS_ARE}, berekend", counted)
    yield Line(f"{ROWS_ARE}, volgens flevonorm", Cell(extract.rows, Style.COUNT))
    for sheet in sheets:
        total = Cell(0, Style.CONTROL, f"=SUM({sheet.control})")
        yield Line(f"Verschillen op het blad {sheet.name}", total)
    summed = "+".join(f"SUM({sheet.control})" for sheet in sheets)
    rows = f"ABS(COUNTA(rij_ambitiepunt)-{extract.rows})"
    yield Line("Alle controles samen (moet 0 zijn)", Cell(0, Style.CONTROL, f"={summed}+{rows}"))


def _day(round: Round) -> str:
    return str(date_format(round.reference_date, "j F Y"))
