"""The template that a report is written on when a region has none of its own.

Built here, so that nothing of anybody else's is in it: no theme, no fonts, no English. A region
takes it, gives the styles its own look, puts its logo in the header, and brings it back.
"""

from functools import cache
from xml.sax.saxutils import escape, quoteattr

from docx.oxml.ns import nsmap

from reports.documents import looks
from reports.documents.archive import packed
from reports.documents.docx import styles
from reports.documents.looks import Look

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W = f'xmlns:w="{nsmap["w"]}" xmlns:r="{nsmap["r"]}"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TWIPS_PER_POINT, TWIPS_PER_MM = 20, 1440 / 25.4
WIDTH = 9638
"""Of the text in twips: A4 with 20 mm at the left and right."""

LOOKS: dict[str, Look] = {
    styles.TITLE: looks.TITLE,
    styles.SUBTITLE: looks.SUBTITLE,
    **dict(zip(styles.HEADINGS, looks.HEADINGS, strict=True)),
    **{name: looks.VOICES[voice] for voice, name in styles.VOICES.items()},
    styles.BULLET: looks.ITEM,
    styles.NUMBER: looks.ITEM,
    styles.CAPTION: looks.CAPTION,
    styles.CELL: looks.CELL,
    styles.CELL_HEAD: looks.CELL_HEAD,
    styles.HEADER: looks.MARGIN,
    styles.FOOTER: looks.MARGIN,
    styles.CONTENTS_HEAD: looks.CONTENTS_HEAD,
    **dict(zip(styles.CONTENTS, looks.CONTENTS, strict=True)),
}
NUMBERED = {styles.BULLET: 1, styles.NUMBER: 2}
OWN = ("rapport",)
"""Names that begin so are ours; all others are known to Word itself."""


@cache
def standard_template() -> bytes:
    """The template as a file; the same bytes every time."""
    return packed(
        {
            "[Content_Types].xml": _content_types(),
            "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
            "word/_rels/document.xml.rels": _relations(
                {
                    "styles": "styles.xml",
                    "settings": "settings.xml",
                    "numbering": "numbering.xml",
                    "header": "header.xml",
                    "footer": "footer.xml",
                }
            ),
            "word/document.xml": _document(),
            "word/styles.xml": _styles(),
            "word/settings.xml": _part("settings", SETTINGS),
            "word/numbering.xml": _part("numbering", NUMBERING),
            "word/header.xml": _part("hdr", _empty(styles.HEADER)),
            "word/footer.xml": _part("ftr", _empty(styles.FOOTER)),
        }
    )


def _part(root: str, content: str) -> bytes:
    return f"{HEAD}<w:{root} {W}>{content}</w:{root}>".encode()


def _empty(name: str) -> str:
    """Room for a region's logo; we write below it."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id(name)}"/></w:pPr></w:p>'


def _content_types() -> bytes:
    kinds = {
        "document": "document.main",
        "styles": "styles",
        "settings": "settings",
        "numbering": "numbering",
        "header": "header",
        "footer": "footer",
    }
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{WORD}.{kind}+xml"/>'
        for part, kind in kinds.items()
    )
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    ).encode()


def _relations(targets: dict[str, str]) -> bytes:
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), start=1)
    )
    return (
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>'
    ).encode()


SETTINGS = """\
<w:zoom w:percent="100"/><w:defaultTabStop w:val="708"/><w:autoHyphenation/>\
<w:characterSpacingControl w:val="doNotCompress"/>\
<w:compat><w:compatSetting w:name="compatibilityMode" \
w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>\
<w:themeFontLang w:val="nl-NL"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>"""


def _level(kind: str, sign: str) -> str:
    return (
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="397" w:hanging="397"/></w:pPr></w:lvl>'
    )


NUMBERING = "".join(
    f'<w:abstractNum w:abstractNumId="{number}">'
    f'<w:multiLevelType w:val="singleLevel"/>{_level(kind, sign)}</w:abstractNum>'
    for number, kind, sign in ((1, "bullet", "•"), (2, "decimal", "%1."))
) + "".join(
    f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in (1, 2)
)


def _document() -> bytes:
    """A paragraph in each style that says what it is for; replaced by the report."""
    shown = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style_id(name)}"/></w:pPr>'
        f"<w:r><w:t>Zo ziet de stijl ‘{escape(styles.IN_DUTCH[name])}’ eruit.</w:t></w:r></w:p>"
        for name in styles.PARAGRAPHS
        if name not in (styles.HEADER, styles.FOOTER)
    )
    cell, column = style_id(styles.CELL), f'<w:tcW w:w="{WIDTH}" w:type="dxa"/>'
    table = (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style_id(styles.TABLE)}"/><w:tblW w:w="{WIDTH}" '
        f'w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="{WIDTH}"/></w:tblGrid><w:tr><w:tc>'
        f'<w:tcPr>{column}</w:tcPr><w:p><w:pPr><w:pStyle w:val="{cell}"/></w:pPr>'
        "<w:r><w:t>Zo ziet een tabel eruit.</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>"
    )
    page = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/>'
        '<w:footerReference w:type="default" r:id="rId5"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1134" '
        'w:bottom="1418" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
    )
    return _part("document", f"<w:body>{shown}{table}{page}</w:body>")


def style_id(name: str) -> str:
    """Such as Heading1 and RapportNoot."""
    return "".join(word.capitalize() for word in name.split())


def _styles() -> bytes:
    default = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_font()}"
        f'<w:color w:val="{looks.INK}"/>{_size(looks.SIZE)}<w:lang w:val="nl-NL" '
        'w:eastAsia="nl-NL" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:spacing w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/><w:qFormat/><w:pPr><w:suppressAutoHyphens/></w:pPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/></w:style>'
    )
    link = (
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        '<w:uiPriority w:val="99"/><w:rPr><w:color w:val="0F5488"/><w:u w:val="single"/></w:rPr>'
        "</w:style>"
    )
    paragraphs = "".join(_paragraph_style(name, look) for name, look in LOOKS.items())
    return _part("styles", default + paragraphs + link + TABLES)


def _font() -> str:
    font = looks.FONT
    return f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}" w:eastAsia="{font}"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{points * 2:.0f}"/><w:szCs w:val="{points * 2:.0f}"/>'


def _paragraph_style(name: str, look: Look) -> str:
    own = name.startswith(OWN)
    shown = styles.IN_DUTCH[name] if own else name
    return (
        f'<w:style w:type="paragraph"{" w:customStyle=" + quoteattr("1") if own else ""} '
        f'w:styleId="{style_id(name)}"><w:name w:val="{shown}"/><w:basedOn w:val="Normal"/>'
        f"{_following(name)}<w:qFormat/><w:pPr>{_paragraph_properties(name, look)}</w:pPr>"
        f"<w:rPr>{_words(look)}</w:rPr></w:style>"
    )


def _following(name: str) -> str:
    body = style_id(styles.BODY)
    return f'<w:next w:val="{body}"/>' if name in styles.HEADINGS else ""


def _paragraph_properties(name: str, look: Look) -> str:
    """In the order that the schema of Word asks for."""
    parts = ["<w:keepNext/><w:keepLines/>" if look.stays else ""]
    if name in NUMBERED:
        parts.append(f'<w:numPr><w:numId w:val="{NUMBERED[name]}"/></w:numPr>')
    if look.bar:
        parts.append(
            f'<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="{look.bar}"/></w:pBdr>'
        )
    if look.surface:
        parts.append(f'<w:shd w:val="clear" w:color="auto" w:fill="{look.surface}"/>')
    if name in styles.CONTENTS or name in (styles.HEADER, styles.FOOTER):
        parts.append(f'<w:tabs><w:tab w:val="right" w:pos="{WIDTH}"/></w:tabs>')
    if look.divides:
        parts.append('<w:suppressAutoHyphens w:val="false"/>')
    before, after = (round(space * TWIPS_PER_POINT) for space in (look.before, look.after))
    parts.append(
        f'<w:spacing w:before="{before}" w:after="{after}" w:line="{round(240 * look.line)}" '
        'w:lineRule="auto"/>'
    )
    if look.indent:
        parts.append(f'<w:ind w:left="{round(look.indent * TWIPS_PER_MM)}"/>')
    if name in styles.HEADINGS:
        parts.append(f'<w:outlineLvl w:val="{styles.HEADINGS.index(name)}"/>')
    return "".join(parts)


def _words(look: Look) -> str:
    strong = "<w:b/><w:bCs/>" if look.strong else ""
    slanted = "<w:i/><w:iCs/>" if look.slanted else ""
    return f'{strong}{slanted}<w:color w:val="{look.ink}"/>{_size(look.size)}'


def _border(side: str, width: int = 4, colour: str = looks.LINE) -> str:
    return f'<w:{side} w:val="single" w:sz="{width}" w:space="0" w:color="{colour}"/>'


TABLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    '<w:style w:type="table" w:customStyle="1" w:styleId="RapportTabel">'
    '<w:name w:val="Rapport tabel"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
    f"<w:tblPr><w:tblBorders>{_border('top', 8, looks.ACCENT)}{_border('bottom', 8, looks.ACCENT)}"
    f"{_border('insideH')}</w:tblBorders><w:tblCellMar>"
    '<w:left w:w="68" w:type="dxa"/><w:right w:w="68" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr>'
    f'<w:shd w:val="clear" w:color="auto" w:fill="{looks.PALE}"/></w:tcPr></w:tblStylePr></w:style>'
)
