"""The template that a report is written on when a region has none of its own.

Built here and in Dutch from its first line: what comes with the library speaks French.
"""

from functools import cache
from xml.sax.saxutils import escape

from reports.documents import looks
from reports.documents.archive import packed
from reports.documents.looks import Look
from reports.documents.odt import styles
from reports.documents.odt.markup import NAMES, VERSION

MIMETYPE = "application/vnd.oasis.opendocument.text"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACES = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMES.items())
WIDTH = 170.0
"""Of the text in millimetres: A4 with 20 mm at the left and right."""

LOOKS: dict[str, Look] = {
    styles.TITLE: looks.TITLE,
    styles.SUBTITLE: looks.SUBTITLE,
    **dict(zip(styles.HEADINGS, looks.HEADINGS, strict=True)),
    **{name: looks.VOICES[voice] for voice, name in styles.VOICES.items()},
    styles.ITEM: looks.ITEM,
    styles.CAPTION: looks.CAPTION,
    styles.CELL: looks.CELL,
    styles.CELL_HEAD: looks.CELL_HEAD,
    styles.HEADER: looks.MARGIN,
    styles.FOOTER: looks.MARGIN,
    styles.CONTENTS_HEAD: looks.CONTENTS_HEAD,
    **dict(zip(styles.CONTENTS, looks.CONTENTS, strict=True)),
}


@cache
def standard_template() -> bytes:
    """The template as a file; the same bytes every time."""
    parts = {"content.xml": _content(), "styles.xml": _styles(), "meta.xml": _meta()}
    return archive(parts)


def archive(parts: dict[str, bytes]) -> bytes:
    """A text document of its parts; what it is stands first in the file and unpacked."""
    files = {
        "mimetype": MIMETYPE.encode(),
        "META-INF/manifest.xml": _manifest(sorted(parts)),
        **parts,
    }
    return packed(files, stored="mimetype")


def _manifest(names: list[str]) -> bytes:
    kinds = {"xml": "text/xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg"}
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{escape(name)}" manifest:media-type='
        f'"{kinds.get(name.rpartition(".")[2].lower(), "")}"/>'
        for name in names
    )
    return (
        f'{HEAD}<manifest:manifest xmlns:manifest="{NAMES["manifest"]}" '
        f'manifest:version="{VERSION}"><manifest:file-entry manifest:full-path="/" '
        f'manifest:version="{VERSION}" manifest:media-type="{MIMETYPE}"/>'
        f"{entries}</manifest:manifest>"
    ).encode()


def _part(root: str, content: str) -> bytes:
    return (
        f'{HEAD}<office:{root} {SPACES} office:version="{VERSION}">{content}</office:{root}>'
    ).encode()


def _meta() -> bytes:
    return _part(
        "document-meta",
        "<office:meta><meta:generator>flevonorm</meta:generator>"
        "<dc:language>nl-NL</dc:language></office:meta>",
    )


def _content() -> bytes:
    """A paragraph in each style that says what it is for; replaced by the report."""
    shown = "".join(
        f'<text:p text:style-name="{name}">Zo ziet de stijl '
        f"‘{escape(styles.in_dutch(name))}’ eruit.</text:p>"
        for name in styles.PARAGRAPHS
        if name not in (styles.HEADER, styles.FOOTER)
    )
    lists = "".join(
        f'<text:list text:style-name="{name}"><text:list-item><text:p text:style-name='
        f'"{styles.ITEM}">Zo ziet de lijst ‘{styles.in_dutch(name)}’ eruit.</text:p>'
        "</text:list-item></text:list>"
        for name in (styles.BULLETS, styles.NUMBERS)
    )
    spoken = "".join(
        f'<text:span text:style-name="{name}">{styles.in_dutch(name)}</text:span> '
        for name in (styles.STRONG, styles.SLANTED, styles.LINK, styles.CONTENTS_LINK)
    )
    words = f'<text:p text:style-name="Text_20_body">In een zin: {spoken}</text:p>'
    body = f"<office:body><office:text>{shown}{lists}{words}</office:text></office:body>"
    return _part("document-content", body)


def _styles() -> bytes:
    font = (
        f'<office:font-face-decls><style:font-face style:name="{looks.FONT}" '
        f"svg:font-family=\"{looks.FONT}, Carlito, 'Liberation Sans', sans-serif\"/>"
        "</office:font-face-decls>"
    )
    paragraphs = "".join(_paragraph_style(name, look) for name, look in LOOKS.items())
    named = f"<office:styles>{_defaults()}{paragraphs}{_words()}{LISTS}</office:styles>"
    return _part("document-styles", f"{font}{named}{PAGE}")


def _defaults() -> str:
    font = looks.FONT
    return (
        '<style:default-style style:family="paragraph"><style:paragraph-properties '
        'fo:line-height="115%" fo:orphans="2" fo:widows="2" style:tab-stop-distance="12.5mm"/>'
        f'<style:text-properties style:font-name="{font}" style:font-name-asian="{font}" '
        f'style:font-name-complex="{font}" fo:font-size="{looks.SIZE}pt" '
        f'fo:color="#{looks.INK}" fo:language="nl" fo:country="NL" '
        'style:language-asian="none" style:country-asian="none" '
        'style:language-complex="none" style:country-complex="none" fo:hyphenate="false"/>'
        "</style:default-style>"
        '<style:default-style style:family="table"><style:table-properties '
        'table:border-model="collapsing"/></style:default-style>'
        '<style:style style:name="Standard" style:family="paragraph" style:class="text"/>'
    )


def _paragraph_style(name: str, look: Look) -> str:
    level = styles.HEADINGS.index(name) + 1 if name in styles.HEADINGS else 0
    outline = f' style:default-outline-level="{level}"' if level else ""
    following = f' style:next-style-name="{styles.BODY}"' if level else ""
    return (
        f'<style:style style:name="{name}" style:display-name="{name.replace("_20_", " ")}" '
        f'style:family="paragraph" style:parent-style-name="Standard"{following}{outline}>'
        f"<style:paragraph-properties {_paragraph_properties(look)}>{_tabs(name)}"
        f"</style:paragraph-properties><style:text-properties {_letters(look)}/></style:style>"
    )


def _paragraph_properties(look: Look) -> str:
    parts = [
        f'fo:margin-top="{look.before}pt" fo:margin-bottom="{look.after}pt" '
        f'fo:margin-left="{look.indent}mm" fo:margin-right="0mm" '
        f'fo:line-height="{look.line * 100:.0f}%"'
    ]
    if look.stays:
        parts.append('fo:keep-with-next="always" fo:keep-together="always"')
    if look.bar:
        parts.append(f'fo:border-left="2.25pt solid #{look.bar}" fo:padding-left="3mm"')
    if look.surface:
        parts.append(f'fo:background-color="#{look.surface}"')
    return " ".join(parts)


def _tabs(name: str) -> str:
    if name not in (*styles.CONTENTS, styles.HEADER, styles.FOOTER):
        return ""
    at = WIDTH - LOOKS[name].indent
    return (
        f'<style:tab-stops><style:tab-stop style:position="{at}mm" style:type="right"/>'
        "</style:tab-stops>"
    )


def _letters(look: Look) -> str:
    weight = "bold" if look.strong else "normal"
    slant = "italic" if look.slanted else "normal"
    return (
        f'fo:font-size="{look.size}pt" fo:color="#{look.ink}" fo:font-weight="{weight}" '
        f'fo:font-style="{slant}" fo:hyphenate="{"true" if look.divides else "false"}"'
    )


def _words() -> str:
    properties = {
        styles.CONTENTS_LINK: "",
        styles.STRONG: 'fo:font-weight="bold"',
        styles.SLANTED: 'fo:font-style="italic"',
        styles.LINK: 'fo:color="#0F5488" style:text-underline-style="solid" '
        'style:text-underline-width="auto" style:text-underline-color="font-color"',
    }
    return "".join(
        f'<style:style style:name="{name}" style:display-name="{name.replace("_20_", " ")}" '
        f'style:family="text"><style:text-properties {said}/></style:style>'
        for name, said in properties.items()
    )


def _list_level(tag: str, sign: str) -> str:
    return (
        f'<text:{tag} text:level="1" {sign}><style:list-level-properties '
        'text:list-level-position-and-space-mode="label-alignment">'
        '<style:list-level-label-alignment text:label-followed-by="listtab" '
        'text:list-tab-stop-position="7mm" fo:text-indent="-7mm" fo:margin-left="7mm"/>'
        f"</style:list-level-properties></text:{tag}>"
    )


LISTS = "".join(
    f'<text:list-style style:name="{name}" style:display-name="{name.replace("_20_", " ")}">'
    f"{level}</text:list-style>"
    for name, level in (
        (styles.BULLETS, _list_level("list-level-style-bullet", 'text:bullet-char="•"')),
        (
            styles.NUMBERS,
            _list_level("list-level-style-number", 'style:num-format="1" style:num-suffix="."'),
        ),
    )
)
PAGE = (
    '<office:automatic-styles><style:page-layout style:name="pm1"><style:page-layout-properties '
    'fo:page-width="210mm" fo:page-height="297mm" style:print-orientation="portrait" '
    'fo:margin-top="10mm" fo:margin-bottom="10mm" fo:margin-left="20mm" fo:margin-right="20mm"/>'
    '<style:header-style><style:header-footer-properties fo:min-height="10mm" '
    'fo:margin-bottom="8mm" style:dynamic-spacing="false"/></style:header-style>'
    '<style:footer-style><style:header-footer-properties fo:min-height="10mm" '
    'fo:margin-top="6mm" style:dynamic-spacing="false"/></style:footer-style>'
    "</style:page-layout></office:automatic-styles><office:master-styles>"
    '<style:master-page style:name="Standard" style:page-layout-name="pm1">'
    '<style:header><text:p text:style-name="Header"/></style:header>'
    '<style:footer><text:p text:style-name="Footer"/></style:footer>'
    "</style:master-page></office:master-styles>"
)
