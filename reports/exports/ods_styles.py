"""How an OpenDocument spreadsheet of a round looks, on the screen and on paper."""

from html import escape

from monitoring.choices import ResultStatus
from reports.exports.about import About
from reports.exports.csv import WORDS
from reports.exports.explanation import NAME as EXPLANATION
from reports.exports.layout import COLOURS, DARK, INK, PALE, RESULTS, RIGHT, WHITE, WRONG
from reports.exports.ods_parts import NAMESPACES, XML

STATUS_STYLES = {WORDS[status]: f"Status_{status.value}" for status in ResultStatus}


def styles(about: About) -> str:
    """The language and look of every cell, and the paper with its mark and seal."""
    looks = {STATUS_STYLES[WORDS[status]]: COLOURS[status] for status in ResultStatus}
    looks |= {"Klopt": RIGHT, "Verschilt": WRONG}
    named = "".join(
        f'<style:style style:name="{name}" style:family="table-cell"'
        ' style:parent-style-name="Default">'
        f'<style:table-cell-properties fo:background-color="{ground}"/>'
        f'<style:text-properties fo:color="{ink}"/></style:style>'
        for name, (ground, ink) in looks.items()
    )
    return (
        f"{XML}<office:document-styles {NAMESPACES}><office:styles>"
        '<style:default-style style:family="table-cell"><style:text-properties'
        ' style:font-name="Liberation Sans" fo:font-size="10pt" fo:language="nl"'
        ' fo:country="NL"/></style:default-style>'
        '<style:style style:name="Default" style:family="table-cell"/>'
        f"{named}</office:styles><office:automatic-styles>"
        '<style:page-layout style:name="Liggend"><style:page-layout-properties'
        ' fo:page-width="297mm" fo:page-height="210mm" style:print-orientation="landscape"'
        ' fo:margin="10mm" style:scale-to-X="1" style:scale-to-Y="0"/>'
        f"{_EDGES}</style:page-layout></office:automatic-styles>"
        '<office:master-styles><style:master-page style:name="Standaard"'
        ' style:page-layout-name="Liggend">'
        f"<style:header>{_sides(escape(about.mark), '<text:sheet-name>?</text:sheet-name>')}"
        f"</style:header><style:footer>{_sides(escape(about.footing), _PAGE)}</style:footer>"
        "</style:master-page></office:master-styles></office:document-styles>\n"
    )


_EDGES = "".join(
    f'<style:{edge}-style><style:header-footer-properties fo:min-height="8mm"'
    ' fo:margin-left="0mm" fo:margin-right="0mm"/>'
    f"</style:{edge}-style>"
    for edge in ("header", "footer")
)
_PAGE = "Bladzijde <text:page-number>1</text:page-number> van <text:page-count>99</text:page-count>"


def _sides(left: str, right: str) -> str:
    return (
        f"<style:region-left><text:p>{left}</text:p></style:region-left>"
        f"<style:region-right><text:p>{right}</text:p></style:region-right>"
    )


def automatic_styles() -> str:
    """How cells look that are no more than what stands in them."""
    bold, white = 'fo:font-weight="bold"', f'fo:color="{WHITE}"'
    maps = "".join(
        f'<style:map style:condition="cell-content()=&quot;{escape(word)}&quot;"'
        f' style:apply-style-name="{name}" style:base-cell-address="{RESULTS}.G2"/>'
        for word, name in STATUS_STYLES.items()
    )
    differs = (
        '<style:map style:condition="cell-content()!=0" style:apply-style-name="Verschilt"'
        f' style:base-cell-address="{EXPLANATION}.B1"/>'
    )
    ours = f'fo:background-color="{PALE}"'
    return "".join(
        [
            _NUMBERS,
            _cell("title", wrap=False, text=f'{bold} fo:font-size="16pt" fo:color="{INK}"'),
            _cell("part", wrap=False, text=f'{bold} fo:font-size="13pt" fo:color="{DARK}"'),
            _cell("band", wrap=False, text=f'{bold} fo:color="{DARK}"'),
            _cell("head", f'fo:background-color="{DARK}"', f'{bold} {white} fo:font-size="8pt"'),
            _cell("term", text=bold),
            _cell("text"),
            _cell("note", wrap=False),
            _cell("left", paragraph="start"),
            _cell("status", extra=maps),
            _cell("count", number="N_count", paragraph="end"),
            _cell("tenths", number="N_tenths", paragraph="end"),
            _cell("whole", number="N_whole", paragraph="end"),
            _cell("sum", f'fo:background-color="{RIGHT[0]}"', extra=differs, paragraph="start"),
            _cell("control", f'fo:background-color="{RIGHT[0]}"', extra=differs, paragraph="end"),
            _cell("our_count", ours, number="N_count", paragraph="end"),
            _cell("our_tenths", ours, number="N_tenths", paragraph="end"),
            _cell("our_whole", ours, number="N_whole", paragraph="end"),
            '<style:style style:name="sheet" style:family="table"'
            ' style:master-page-name="Standaard"><style:table-properties table:display="true"/>'
            "</style:style>"
            '<style:style style:name="row" style:family="table-row"><style:table-row-properties'
            ' style:use-optimal-row-height="true"/></style:style>',
        ]
    )


def column_style(width: float) -> str:
    """A style for columns of so many characters; its name is `column_name`."""
    return (
        f'<style:style style:name="{column_name(width)}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width * 2.1:.1f}mm"/></style:style>'
    )


def column_name(width: float) -> str:
    return f"co{width:g}".replace(".", "_")


_NUMBERS = (
    '<number:number-style style:name="N_count"><number:number number:decimal-places="0"'
    ' number:min-integer-digits="1"/></number:number-style>'
) + "".join(
    f'<number:percentage-style style:name="{name}" number:language="nl" number:country="NL">'
    f'<number:number number:decimal-places="{places}" number:min-decimal-places="{places}"'
    ' number:min-integer-digits="1"/><number:text>\N{NO-BREAK SPACE}%</number:text>'
    "</number:percentage-style>"
    for name, places in (("N_tenths", 1), ("N_whole", 0))
)


def _cell(
    name: str,
    cell: str = "",
    text: str = "",
    *,
    number: str = "",
    paragraph: str = "",
    extra: str = "",
    wrap: bool = True,
) -> str:
    wrapping = "wrap" if wrap else "no-wrap"
    data = f' style:data-style-name="{number}"' if number else ""
    lines = f'<style:paragraph-properties fo:text-align="{paragraph}"/>' if paragraph else ""
    letters = f"<style:text-properties {text}/>" if text else ""
    return (
        f'<style:style style:name="{name}" style:family="table-cell"'
        f' style:parent-style-name="Default"{data}>'
        '<style:table-cell-properties style:vertical-align="top"'
        f' fo:wrap-option="{wrapping}" {cell}/>'
        f"{lines}{letters}{extra}</style:style>"
    )
