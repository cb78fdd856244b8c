"""What the words mean: one source for the reports and for the page `/begrippen/`."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import slugify

from monitoring.choices import ResultStatus
from reports.texts.grammar import capital


@dataclass(frozen=True, slots=True)
class Definition:
    """A word and its meaning; `status` for the word of a result, which has a symbol too."""

    word: str
    meaning: str
    status: ResultStatus | None = None
    is_in_reports: bool = True

    @property
    def anchor(self) -> str:
        """Its place on the page; addresses hold it, so a word keeps it."""
        return slugify(self.word)


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    definitions: tuple[Definition, ...]


def groups(weight: str, divided: str) -> tuple[Group, ...]:
    """All words, in the order of a report; the formula says two things of them.

    `weight` follows "deels behaald", `divided` is what is divided to make the percentage.
    """
    return (
        Group("Norm en resultaten", tuple(_promises())),
        Group("Waar een organisatie staat", tuple(_statuses(weight))),
        Group("Cijfers", tuple(_figures(divided))),
        Group("Leren en verbeteren", tuple(_improving())),
        Group("Rondes en publicaties", tuple(_rounds())),
        Group("Voor wie een rapport is", tuple(_marks())),
    )


def in_reports(weight: str, divided: str) -> Iterator[Definition]:
    for group in groups(weight, divided):
        yield from (each for each in group.definitions if each.is_in_reports)


def _promises() -> Iterator[Definition]:
    yield Definition(
        "norm",
        "De afspraken van de organisaties in een regio. Een norm heeft thema’s, en elk thema heeft "
        "ambitiepunten.",
        is_in_reports=False,
    )
    yield Definition(
        "ambitiepunt", "Iets wat de organisaties met elkaar hebben afgesproken te bereiken."
    )
    yield Definition("resultaat", "Waar één organisatie staat bij één ambitiepunt.")


def _statuses(weight: str) -> Iterator[Definition]:
    meanings = {
        ResultStatus.ACHIEVED: "De organisatie doet wat het ambitiepunt vraagt.",
        ResultStatus.PARTLY: (
            f"De organisatie doet een deel van wat het ambitiepunt vraagt. Dat {weight}."
        ),
        ResultStatus.NOT_ACHIEVED: "De organisatie doet nog niet wat het ambitiepunt vraagt.",
        ResultStatus.UNANSWERED: (
            "De organisatie heeft bij het ambitiepunt nog niets ingevuld. Dat telt mee in het "
            "totaal, maar niet als behaald."
        ),
        ResultStatus.NOT_APPLICABLE: (
            "Het ambitiepunt geldt niet voor de organisatie (n.v.t.). Dat telt niet mee."
        ),
    }
    for status, meaning in meanings.items():
        yield Definition(str(status.label), meaning, status)


def _figures(divided: str) -> Iterator[Definition]:
    yield Definition(
        "van toepassing",
        "Alle resultaten behalve die met n.v.t. Door dit aantal delen wij.",
        is_in_reports=False,
    )
    yield Definition(
        "percentage behaald",
        f"{capital(divided)}, gedeeld door alle resultaten die van toepassing zijn.",
    )
    yield Definition("ingevuld", "Het deel van die resultaten waarbij een antwoord staat.")
    yield Definition("peildatum", "De dag waarover de resultaten gaan.")
    yield Definition(
        "voorlopig",
        "Van een ronde die nog niet is gesloten, of die voor een organisatie is heropend. Het "
        "cijfer kan nog veranderen.",
    )
    yield Definition("procentpunt", "Het verschil tussen twee percentages.")
    yield Definition(
        "gemiddelde van de organisaties",
        "Elke organisatie telt hierin even zwaar. Het staat soms naast het percentage behaald, "
        "nooit in plaats daarvan.",
        is_in_reports=False,
    )
    yield Definition(
        "projectie",
        "Een som: zo zou het cijfer worden als open ambitiepunten waren behaald. Een projectie is "
        "geen meting.",
        is_in_reports=False,
    )


def _improving() -> Iterator[Definition]:
    yield Definition(
        "waterbedeffect",
        "Criminaliteit die zich verplaatst naar een buur die minder weerbaar is.",
    )
    yield Definition(
        "goed voorbeeld",
        "Een resultaat dat een organisatie deelt, zodat anderen ervan kunnen leren.",
    )
    yield Definition(
        "verbeteractie", "Wat een organisatie doet om een ambitiepunt alsnog te behalen."
    )
    yield Definition(
        "vrijstelling", "Een besluit dat een ambitiepunt voor een organisatie niet geldt."
    )


def _rounds() -> Iterator[Definition]:
    yield Definition(
        "vaststelling",
        "Het besluit waarmee het bestuur van een organisatie de resultaten vaststelt.",
    )
    yield Definition(
        "ronde", "Eén meting: alle organisaties vullen in waar zij staan.", is_in_reports=False
    )
    yield Definition(
        "publicatie",
        "De resultaten en cijfers van een ronde, zoals zij zijn vastgelegd. Daarna verandert er "
        "niets meer aan.",
        is_in_reports=False,
    )
    yield Definition(
        "erratum",
        "Een nieuwe publicatie die een fout in de vorige verbetert. De vorige blijft bewaard.",
        is_in_reports=False,
    )
    yield Definition(
        "controlegetal",
        "Een lange code die bij een publicatie hoort (SHA-256). Verandert er één letter, dan "
        "verandert de code.",
        is_in_reports=False,
    )


def _marks() -> Iterator[Definition]:
    meanings = {
        "openbaar": "Iedereen mag het rapport lezen.",
        "intern": "Het rapport is voor mensen die bij de organisaties of hun bestuur werken.",
        "vertrouwelijk": (
            "Het rapport is alleen voor wie het krijgt. Het zegt ook wat nog niet is behaald."
        ),
        "geheimhouding": (
            "Een besluit op grond van de wet: niemand mag vertellen wat in het rapport staat. Dat "
            "is meer dan een markering."
        ),
        "concept": "Een rapport waaraan nog wordt gewerkt. Niemand heeft het goedgekeurd.",
        "definitief": "Een rapport dat iemand heeft goedgekeurd die er niets aan wijzigde.",
    }
    for word, meaning in meanings.items():
        yield Definition(word, meaning, is_in_reports=False)
