"""The list of contents: a real index, so that it can be made again, with lines that lead on."""

from collections.abc import Iterator

from reports.documents import page_lines
from reports.documents.blocks import Contents, Text
from reports.documents.odt import styles
from reports.documents.odt.markup import Node, node, words
from reports.documents.odt.paragraphs import Paragraphs, link


def contents(paragraphs: Paragraphs, block: Contents) -> Iterator[Node]:
    """Programs work the pages out when they open the file; nobody changes the list by accident."""
    entries = [entry for entry in paragraphs.outline.entries if entry.level <= block.depth]
    if not entries:
        return
    title = paragraphs.block(styles.CONTENTS_HEAD, (Text(page_lines.CONTENTS),))
    body = node(
        "text:index-body", None, node("text:index-title", {"text:name": "Inhoud_kop"}, title)
    )
    for entry in entries:
        line = paragraphs.block(styles.CONTENTS[entry.level - 1])
        made = link(entry.content, f"#{entry.place}", styles.CONTENTS_LINK)
        made.append(node("text:tab"))
        page = {"text:ref-name": entry.place, "text:reference-format": "page"}
        made.append(node("text:bookmark-ref", page))
        line.append(made)
        body.append(line)
    yield node(
        "text:table-of-content",
        {"text:name": "Inhoud", "text:protected": "true"},
        _source(block.depth),
        body,
    )


def _source(depth: int) -> Node:
    """How the list is made when somebody has it updated: with links again."""
    made = node(
        "text:table-of-content-source",
        {"text:outline-level": str(depth), "text:use-index-marks": "false"},
        words(
            "text:index-title-template",
            page_lines.CONTENTS,
            {"text:style-name": styles.CONTENTS_HEAD},
        ),
    )
    for level, style in enumerate(styles.CONTENTS[:depth], start=1):
        made.append(
            node(
                "text:table-of-content-entry-template",
                {"text:outline-level": str(level), "text:style-name": style},
                node("text:index-entry-link-start", {"text:style-name": styles.CONTENTS_LINK}),
                node("text:index-entry-chapter"),
                node("text:index-entry-text"),
                node(
                    "text:index-entry-tab-stop",
                    {"style:type": "right", "style:leader-char": " "},
                ),
                node("text:index-entry-page-number"),
                node("text:index-entry-link-end"),
            )
        )
    return made
