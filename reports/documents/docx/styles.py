"""The styles that a report uses, by the names that Word keeps whatever language it speaks."""

from collections.abc import Mapping
from dataclasses import dataclass

from docx.document import Document as Word
from docx.oxml.ns import qn

from reports.documents.blocks import Voice

TITLE, SUBTITLE, CAPTION = "title", "subtitle", "caption"
HEADINGS = ("heading 1", "heading 2", "heading 3", "heading 4")
VOICES = {
    Voice.BODY: "body text",
    Voice.LEAD: "rapport inleiding",
    Voice.NOTE: "rapport noot",
    Voice.QUOTE: "quote",
    Voice.WARNING: "rapport waarschuwing",
}
BODY = VOICES[Voice.BODY]
BULLET, NUMBER = "list bullet", "list number"
TABLE, CELL, CELL_HEAD = "rapport tabel", "rapport tabeltekst", "rapport tabelkop"
HEADER, FOOTER = "header", "footer"
CONTENTS_HEAD = "toc heading"
CONTENTS = ("toc 1", "toc 2", "toc 3", "toc 4")
LINK = "hyperlink"

PARAGRAPHS = (
    TITLE,
    SUBTITLE,
    *HEADINGS,
    *VOICES.values(),
    BULLET,
    NUMBER,
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
    TABLE: "table",
    LINK: "character",
}
"""Every style that a template has to have, with its kind."""
IN_DUTCH = {
    TITLE: "Titel",
    SUBTITLE: "Ondertitel",
    **{name: f"Kop {level}" for level, name in enumerate(HEADINGS, start=1)},
    "body text": "Platte tekst",
    "rapport inleiding": "Rapport inleiding",
    "rapport noot": "Rapport noot",
    "quote": "Citaat",
    "rapport waarschuwing": "Rapport waarschuwing",
    BULLET: "Lijst opsom.teken",
    NUMBER: "Lijstnummering",
    TABLE: "Rapport tabel",
    CELL: "Rapport tabeltekst",
    CELL_HEAD: "Rapport tabelkop",
    CAPTION: "Bijschrift",
    HEADER: "Koptekst",
    FOOTER: "Voettekst",
    CONTENTS_HEAD: "Kop van inhoudsopgave",
    **{name: f"Inhopg {level}" for level, name in enumerate(CONTENTS, start=1)},
    LINK: "Hyperlink",
}
"""What the Dutch Word calls them, for whoever has to mend a template."""


@dataclass(frozen=True, slots=True)
class Styles:
    """The identifiers of the styles in one template; a Dutch Word gives others than an English."""

    ids: Mapping[str, str]
    kinds: Mapping[str, str]

    @classmethod
    def of(cls, word: Word) -> "Styles":
        ids, kinds = {}, {}
        for style in word.styles.element.findall(qn("w:style")):
            named = style.find(qn("w:name"))
            if named is not None:
                name = (named.get(qn("w:val")) or "").lower()
                ids[name] = style.get(qn("w:styleId")) or ""
                kinds[name] = style.get(qn("w:type")) or "paragraph"
        return cls(ids, kinds)

    def missing(self) -> list[str]:
        """The needed styles that are not there, or are of another kind, by their Dutch names."""
        return [IN_DUTCH[name] for name, kind in NEEDED.items() if self.kinds.get(name) != kind]

    def __getitem__(self, name: str) -> str:
        return self.ids[name]
