"""What the words of a report mean."""

from collections.abc import Iterator

from monitoring.choices import ResultStatus
from reports.documents.blocks import Block, Cell, Column, Heading, Table, Text
from reports.kinds.parts import cells, partly
from reports.material.material import Material
from reports.texts.grammar import capital
from reports.texts.texts import Texts


def blocks(material: Material, texts: Texts) -> Iterator[Block]:
    texts.section = "Begrippen"
    yield Heading(1, texts.section, "begrippen")
    yield Table(
        "Wat de woorden betekenen",
        (Column("woord", 2.4), Column("betekenis", 7.6)),
        tuple((_word(word), cells.words(meaning)) for word, meaning in _meanings(material)),
    )


def _word(word: str) -> Cell:
    return Cell((Text(word, strong=True),))


def _meanings(material: Material) -> Iterator[tuple[str, str]]:
    statuses = {
        ResultStatus.ACHIEVED: "De organisatie doet wat het ambitiepunt vraagt.",
        ResultStatus.PARTLY: (
            "De organisatie doet een deel van wat het ambitiepunt vraagt. "
            f"Dat {partly.weight(material)}."
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
    yield "ambitiepunt", "Iets wat de organisaties met elkaar hebben afgesproken te bereiken."
    yield "resultaat", "Waar één organisatie staat bij één ambitiepunt."
    for status, meaning in statuses.items():
        yield f"{cells.SYMBOLS[status]} {status.label}", meaning
    yield (
        "percentage behaald",
        f"{capital(partly.divided(material))}, gedeeld door alle resultaten die van toepassing "
        "zijn.",
    )
    yield "ingevuld", "Het deel van die resultaten waarbij een antwoord staat."
    yield "peildatum", "De dag waarover de resultaten gaan."
    yield "procentpunt", "Het verschil tussen twee percentages."
    yield (
        "waterbedeffect",
        "Criminaliteit die zich verplaatst naar een buur die minder weerbaar is.",
    )
    yield (
        "goed voorbeeld",
        "Een resultaat dat een organisatie deelt, zodat anderen ervan kunnen leren.",
    )
    yield "verbeteractie", "Wat een organisatie doet om een ambitiepunt alsnog te behalen."
    yield "vrijstelling", "Een besluit dat een ambitiepunt voor een organisatie niet geldt."
    yield (
        "vaststelling",
        "Het besluit waarmee het bestuur van een organisatie de resultaten vaststelt.",
    )
