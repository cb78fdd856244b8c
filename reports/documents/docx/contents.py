"""The list of contents: a field of Word that holds its lines already."""

from collections.abc import Iterator

from reports.documents import page_lines
from reports.documents.blocks import Contents
from reports.documents.docx import styles
from reports.documents.docx.markup import Node, field, node, run
from reports.documents.docx.paragraphs import Paragraphs


def contents(paragraphs: Paragraphs, block: Contents) -> Iterator[Node]:
    """Every line leads to its heading.

    Only Word knows on which page a heading comes to stand. The page is a field without a number
    until somebody has the fields updated: a number that we guessed might be wrong.
    """
    entries = [entry for entry in paragraphs.outline.entries if entry.level <= block.depth]
    if not entries:
        return
    lines = [paragraphs.block(styles.CONTENTS_HEAD, run(page_lines.CONTENTS))]
    for entry in entries:
        page = (
            node("r", node("tab")),
            *field(f"PAGEREF {entry.place} \\h"),
        )
        link = node("hyperlink", run(entry.content), *page, anchor=entry.place, history=1)
        lines.append(paragraphs.block(styles.CONTENTS[entry.level - 1], link))
    begin, code, separate, end = field(f'TOC \\o "1-{block.depth}" \\h \\z \\u')
    for position, piece in enumerate((begin, code, separate), start=1):
        lines[1].insert(position, piece)
    lines[-1].append(end)
    gallery = node("docPartObj", node("docPartGallery", val="Table of Contents"))
    gallery.append(node("docPartUnique"))
    yield node("sdt", node("sdtPr", gallery), node("sdtContent", *lines))
