"""The headings of a document, and where a link inside it leads."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from reports.documents.blocks import Document, Heading, Link
from reports.documents.readable import readable

DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading with the name of its place in the file."""

    level: int
    content: str
    place: str


@dataclass(frozen=True, slots=True)
class Outline:
    entries: tuple[Entry, ...]
    places: Mapping[str, str]
    """The place of every anchor."""

    def target(self, link: Link) -> tuple[str, str]:
        """Address and place of a link, one of them empty; both are when it leads nowhere.

        An address from an unknown hand may be anything: only http(s) is followed.
        """
        if link.address.startswith("#"):
            return "", self.places.get(link.address[1:], "")
        return (link.address, "") if _is_web(link.address) else ("", "")


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    whole = readable(address) == address and not any(map(str.isspace, address))
    return whole and parts.scheme in ("http", "https") and bool(parts.netloc)


def outline(document: Document) -> Outline:
    """Places are numbered, because anchors may hold what a file does not allow in a name."""
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    places = [f"_Toc{number:06}" for number in range(1, len(headings) + 1)]
    pairs = list(zip(headings, places, strict=True))
    return Outline(
        tuple(Entry(min(block.level, DEEPEST), block.content, place) for block, place in pairs),
        {block.anchor: place for block, place in reversed(pairs) if block.anchor},
    )
