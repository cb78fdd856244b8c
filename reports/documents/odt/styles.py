"""The styles that a report uses, by the names that OpenDocument keeps in every language."""

from dataclasses import dataclass, field

from reports.documents.blocks import Voice
from reports.documents.odt.markup import Node, node

TITLE, SUBTITLE, CAPTION = "Title", "Subtitle", "Caption"
HEADINGS = ("Heading_20_1", "Heading_20_2", "Heading_20_3", "Heading_20_4")
VOICES = {
    Voice.BODY: "Text_20_body",
    Voice.LEAD: "Rapport_20_inleiding",
    Voice.NOTE: "Rapport_20_noot",
    Voice.QUOTE: "Quotations",
    Voice.WARNING: "Rapport_20_waarschuwing",
}
BODY = VOICES[Voice.BODY]
ITEM = "Rapport_20_lijst"
CELL, CELL_HEAD = "Rapport_20_tabeltekst", "Rapport_20_tabelkop"
HEADER, FOOTER = "Header", "Footer"
CONTENTS_HEAD = "Contents_20_Heading"
CONTENTS = ("Contents_20_1", "Contents_20_2", "Contents_20_3", "Contents_20_4")
STRONG, SLANTED, LINK = "Strong_20_Emphasis", "Emphasis", "Internet_20_link"
CONTENTS_LINK = "Index_20_Link"
BULLETS, NUMBERS = "Rapport_20_opsomming", "Rapport_20_nummering"

PARAGRAPHS = (
    TITLE,
    SUBTITLE,
    *HEADINGS,
    *VOICES.values(),
    ITEM,
    CELL,
    CELL_HEAD,
    CAPTION,
    HEADER,
    FOOTER,
    CONTENTS_HEAD,
    *CONTENTS,
)
NEEDED = {
    **dict.fromkeys(PARAGRAPHS, "paragraph"),
    **dict.fromkeys((STRONG, SLANTED, LINK, CONTENTS_LINK), "text"),
    **dict.fromkeys((BULLETS, NUMBERS), "list"),
}
"""Every style that a template has to have, with its family."""
IN_DUTCH = {
    TITLE: "Titel",
    SUBTITLE: "Ondertitel",
    **{heading: f"Kop {level}" for level, heading in enumerate(HEADINGS, start=1)},
    "Text_20_body": "Plattetekst",
    "Quotations": "Citaten",
    CAPTION: "Bijschrift",
    HEADER: "Koptekst",
    FOOTER: "Voettekst",
    CONTENTS_HEAD: "Kop inhoudsopgave",
    **{line: f"Inhoudsopgave {level}" for level, line in enumerate(CONTENTS, start=1)},
    STRONG: "Sterke nadruk",
    SLANTED: "Nadruk",
    LINK: "Internetkoppeling",
    CONTENTS_LINK: "Indexkoppeling",
}
"""What the Dutch LibreOffice calls them, where that is not the name itself."""


def in_dutch(style: str) -> str:
    return IN_DUTCH.get(style, style.replace("_20_", " "))


@dataclass(frozen=True, slots=True)
class Variant:
    """A paragraph style with what only one place needs of it."""

    parent: str
    breaks: bool = False
    changed: bool = False
    align: str = ""
    before: str = ""
    stays: bool = False
    """On the page of the paragraph after it."""


@dataclass(slots=True)
class Variants:
    """The variants that a document uses, each made once and named in the order of use."""

    made: dict[Variant, str] = field(default_factory=dict)

    def name(self, variant: Variant) -> str:
        if variant == Variant(variant.parent):
            return variant.parent
        return self.made.setdefault(variant, f"P{len(self.made) + 1}")

    def elements(self, bar: str) -> list[Node]:
        return [_element(name, variant, bar) for variant, name in self.made.items()]


def _element(name: str, variant: Variant, bar: str) -> Node:
    properties = {}
    if variant.breaks:
        properties["fo:break-before"] = "page"
    if variant.changed:
        properties |= {"fo:border-left": f"2.5pt double #{bar}", "fo:padding-left": "2mm"}
    if variant.stays:
        properties["fo:keep-with-next"] = "always"
    if variant.align:
        properties["fo:text-align"] = variant.align
    if variant.before:
        properties["fo:margin-top"] = variant.before
    return node(
        "style:style",
        {
            "style:name": name,
            "style:family": "paragraph",
            "style:parent-style-name": variant.parent,
        },
        node("style:paragraph-properties", properties),
    )
