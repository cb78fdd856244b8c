"""Numbers of lists: every numbered list begins at 1 again."""

from docx.document import Document as Word
from docx.oxml.ns import qn

from reports.documents.docx import styles
from reports.documents.docx.markup import Node, node
from reports.documents.docx.styles import Styles


def number_of_style(word: Word, names: Styles, style: str) -> int:
    """The list to which a style belongs (`w:numId`); 0 when it belongs to none."""
    for element in word.styles.element.findall(qn("w:style")):
        if element.get(qn("w:styleId")) == names[style]:
            found = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
            return int(found.get(qn("w:val"))) if found is not None else 0
    return 0


def new_list(word: Word, names: Styles) -> int:
    """A list that looks as the style for numbered lists says, and begins at 1."""
    root = word.part.numbering_part.element
    lists = root.findall(qn("w:num"))
    kept = number_of_style(word, names, styles.NUMBER)
    looks = next(part for part in lists if int(part.get(qn("w:numId"))) == kept)
    number = max(int(part.get(qn("w:numId"))) for part in lists) + 1
    again = node("lvlOverride", node("startOverride", val=1), ilvl=0)
    made = node("num", _copy(looks.find(qn("w:abstractNumId"))), again, numId=number)
    lists[-1].addnext(made)
    return number


def _copy(element: Node) -> Node:
    return node("abstractNumId", val=element.get(qn("w:val")))
