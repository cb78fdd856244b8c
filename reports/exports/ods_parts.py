"""What an OpenDocument spreadsheet of a round holds beside its cells and their looks."""

from html import escape

from reports.exports.about import CREATOR, About
from reports.exports.explanation import NAME as EXPLANATION
from reports.exports.figure_sheets import HEAD, SHEETS
from reports.exports.layout import RESULTS

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{address}:1.0"'
    for name, address in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "fo": "xsl-fo-compatible",
        "number": "datastyle",
        "meta": "meta",
        "config": "config",
    }.items()
)
NAMESPACES += ' xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"'
NAMESPACES += ' xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"'
MANIFEST = (
    f'{XML}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    ' manifest:version="1.3">'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (
            ("/", MEDIA_TYPE),
            ("content.xml", "text/xml"),
            ("styles.xml", "text/xml"),
            ("meta.xml", "text/xml"),
            ("settings.xml", "text/xml"),
        )
    )
    + "</manifest:manifest>\n"
)


def meta(about: About) -> str:
    """The properties of the file."""
    moment = f"{about.moment.isoformat()}Z"
    own = "".join(
        f'<meta:user-defined meta:name="{escape(name)}" meta:value-type="string">{escape(value)}'
        "</meta:user-defined>"
        for name, value in about.properties.items()
    )
    return (
        f"{XML}<office:document-meta {NAMESPACES}><office:meta>"
        f"<meta:generator>{CREATOR}</meta:generator><dc:title>{escape(about.title)}</dc:title>"
        f"<dc:subject>{escape(about.subject)}</dc:subject>"
        f"<meta:keyword>{escape(about.mark)}</meta:keyword><dc:language>nl-NL</dc:language>"
        f"<meta:creation-date>{moment}</meta:creation-date><dc:date>{moment}</dc:date>{own}"
        "</office:meta></office:document-meta>\n"
    )


def settings() -> str:
    """What opens first, and which rows stay in sight."""
    frozen = {RESULTS: 1, **dict.fromkeys(SHEETS, HEAD)}
    tables = "".join(
        f'<config:config-item-map-entry config:name="{escape(name)}">'
        f"{_item('VerticalSplitMode', 'short', 2)}{_item('VerticalSplitPosition', 'int', rows)}"
        f"{_item('ActiveSplitRange', 'short', 2)}{_item('PositionBottom', 'int', rows)}"
        "</config:config-item-map-entry>"
        for name, rows in frozen.items()
    )
    return (
        f"{XML}<office:document-settings {NAMESPACES}><office:settings>"
        '<config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        f"{_item('ViewId', 'string', 'view1')}"
        f'<config:config-item-map-named config:name="Tables">{tables}'
        f"</config:config-item-map-named>{_item('ActiveTable', 'string', EXPLANATION)}"
        "</config:config-item-map-entry></config:config-item-map-indexed>"
        "</config:config-item-set></office:settings></office:document-settings>\n"
    )


def _item(name: str, kind: str, value: str | int) -> str:
    opened = f'<config:config-item config:name="{name}" config:type="{kind}">'
    return f"{opened}{value}</config:config-item>"
