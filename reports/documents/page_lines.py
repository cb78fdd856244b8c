"""What stands on every page and in the properties of a file, the same words in every kind of it.

On the screen too: whoever reads a report there and on paper reads one mark.
"""

from collections.abc import Iterator

from reports.documents import marker
from reports.documents.blocks import Document, Mark

CHANGED = "(tekst gewijzigd)"
"""Stands behind a paragraph whose sentences a person changed."""
CONTENTS = "Inhoud"


def head(document: Document) -> str:
    """For whom the document is and how it stands: "Vertrouwelijk · concept"."""
    return " · ".join(filter(None, (document.mark.level.capitalize(), document.state)))


def secrecy(mark: Mark) -> str:
    """The legal secrecy in a line; empty where none was imposed."""
    imposed = mark.secrecy
    if imposed is None:
        return ""
    until = f"tot {imposed.until}" if imposed.until else ""
    parts = filter(None, (imposed.ground, imposed.decision, until))
    return f"Geheimhouding op grond van {', '.join(parts)}"


def foot(document: Document) -> tuple[str, ...]:
    """The lines that tell what the document was made from; none without a seal."""
    seal = document.seal
    if seal is None:
        return ()
    return (seal.line, f"SHA-256 {seal.sha256}", f"Controleren: {seal.check}")


def properties(document: Document) -> Iterator[tuple[str, str]]:
    """Name and value of each property of our own, for whoever looks into the file."""
    yield "Vertrouwelijkheid", document.mark.level.value
    yield "Stand", document.state
    if document.mark.secrecy is not None:
        yield "Geheimhouding grondslag", document.mark.secrecy.ground
        yield "Geheimhouding besluit", document.mark.secrecy.decision
        yield "Geheimhouding tot", document.mark.secrecy.until
    if document.seal is not None:
        yield "Ronde", document.seal.round
        yield "Publicatie", str(document.seal.publication)
        yield "Formule", document.seal.formula
        yield "SHA-256", document.seal.sha256
        yield "Controleren", document.seal.check
        yield marker.NAME, marker.of(document.seal)


def cover(document: Document) -> tuple[str, ...]:
    """The lines below title and subtitle on a cover."""
    lines = (document.author, document.day, head(document), secrecy(document.mark))
    return tuple(line for line in lines if line)


def opening(document: Document) -> str:
    """The same in one line, below the title of a document without a cover."""
    return " · ".join(cover(document))


LANGUAGES = {"nl": "nl-NL"}
"""The language of a document as files write it, with its country."""


def locale(document: Document) -> str:
    return LANGUAGES.get(document.language, document.language)
