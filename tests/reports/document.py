"""A page as a tree of elements, and the few questions that tests ask of it.

Reading is strict: tags that are not closed in the order in which they were opened are an error.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response
else:
    Response = object

__all__ = ["Element", "Response", "document", "read"]

VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
NO_SPACE = frozenset({"a", "abbr", "b", "code", "em", "i", "mark", "small", "span", "strong"})


class Getter(Protocol):
    """The part of a test client that reading a page needs."""

    def get(self, path: str) -> Response: ...


@dataclass(slots=True, eq=False)
class Element:
    tag: str
    attributes: dict[str, str]
    children: list["Element | str"] = field(default_factory=list)

    @property
    def classes(self) -> frozenset[str]:
        return frozenset(self.attributes.get("class", "").split())

    @property
    def raw_text(self) -> str:
        """All text, as it stands in the source."""
        return "".join(self._pieces())

    @property
    def text(self) -> str:
        """The text as it is read: runs of white space, no-break spaces too, are one space."""
        return " ".join(self.raw_text.split())

    def _pieces(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child._pieces()
                if child.tag not in NO_SPACE:
                    yield " "

    def walk(self) -> Iterator["Element"]:
        """Every element below this one, in the order of the source."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.walk()

    def all(self, tag: str = "", css: str = "", **attributes: str) -> list["Element"]:
        """The elements below with this tag, this class and these attributes."""
        return [
            element
            for element in self.walk()
            if (not tag or element.tag == tag)
            and (not css or css in element.classes)
            and all(element.attributes.get(key) == value for key, value in attributes.items())
        ]

    def one(self, tag: str = "", css: str = "", **attributes: str) -> "Element":
        """The only such element; an AssertionError when there are none or more."""
        found = self.all(tag, css, **attributes)
        assert len(found) == 1, f"{len(found)} elements {tag}.{css} {attributes}"
        return found[0]

    def captioned(self, caption: str) -> "Element":
        """The table with this caption."""
        found = [
            table
            for table in self.all("table")
            if any(element.text == caption for element in table.all("caption"))
        ]
        assert len(found) == 1, f"{len(found)} tables called '{caption}'"
        return found[0]

    def hrefs(self) -> list[str]:
        return [element.attributes["href"] for element in self.all("a") if element.attributes]


class _TreeBuilder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {key: value or "" for key, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {key: value or "" for key, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def document(response: Response) -> Element:
    """The page that came back."""
    builder = _TreeBuilder()
    builder.feed(response.content.decode())
    builder.close()
    assert builder.open == [builder.root], f"<{builder.open[-1].tag}> is not closed"
    return builder.root


def read(client: Getter, path: str) -> Element:
    """The page at an address that must answer 200."""
    response = client.get(path)
    assert response.status_code == 200, f"{response.status_code} for {path}"
    return document(response)
