"""What a template has that no report may carry: people, notes, labels, hidden data, questions."""

from collections.abc import Iterator

from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE as KIND
from docx.oxml.ns import nsmap, qn

from reports.documents.docx.markup import Node

OF_THE_LOOK = frozenset({KIND.STYLES, KIND.NUMBERING, KIND.SETTINGS, KIND.FONT_TABLE, KIND.THEME})
"""Parts that belong to the look; all others stay only where the text refers to them."""
OF_THE_FILE = frozenset(
    {
        KIND.OFFICE_DOCUMENT,
        KIND.CORE_PROPERTIES,
        KIND.EXTENDED_PROPERTIES,
        KIND.CUSTOM_PROPERTIES,
    }
)
SETTINGS = frozenset(
    qn(f"w:{name}")
    for name in (
        "updateFields",  # Word would ask, on opening, whether it may
        "trackRevisions",
        "footnotePr",  # refers to notes, which go
        "endnotePr",
        "docVars",
        "rsids",
    )
)


def take_out_leftovers(word: Word) -> None:
    """Drops comments, notes, who wrote them, thumbnails, sensitivity labels and stored data."""
    settings = word.settings.element
    settings[:] = [child for child in settings if child.tag not in SETTINGS]
    used = set(_references(word.element))
    parts, file = word.part.rels, word.part.package.rels
    for key in [key for key, rel in parts.items() if rel.reltype not in OF_THE_LOOK]:
        if key not in used:
            del parts[key]
    for key in [key for key, rel in file.items() if rel.reltype not in OF_THE_FILE]:
        del file[key]


def _references(root: Node) -> Iterator[str]:
    prefix = f"{{{nsmap['r']}}}"
    for element in root.iter():
        yield from (value for name, value in element.attrib.items() if name.startswith(prefix))
