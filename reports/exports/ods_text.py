"""Text as OpenDocument writes it: escaped, with its line ends, tabs and spaces."""

import re
from html import escape

from monitoring.plain_text import tidy
from reports.exports.sheet_text import shown

_SPECIAL = re.compile("[^ !#-%'-;=?-~\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|  |^ | $")
_SPACES = re.compile("^ +| +$| {2,}")


def paragraphs(text: str) -> str:
    """A paragraph for each line; what cannot be written in XML is told by its number."""
    if not _SPECIAL.search(text):
        return f"<text:p>{text}</text:p>"
    lines = shown(tidy(text)).split("\n")
    return "".join(f"<text:p>{_line(line)}</text:p>" for line in lines)


def _line(line: str) -> str:
    pieces = _SPACES.sub(lambda found: f"\0{len(found[0])}\1", line)
    return (
        escape(pieces)
        .replace("\t", "<text:tab/>")
        .replace("\0", '<text:s text:c="')
        .replace("\1", '"/>')
    )
