"""A round as an OpenDocument spreadsheet: the same sheets as the Excel workbook, without charts.

Written from front to back, a few rows at a time, so that a large one is made as easily as a small
one. Text of people is in cells of text, which nothing computes. The same data gives the same bytes.
"""

from collections.abc import Iterable
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from reports.exports.about import About
from reports.exports.counting import Counting
from reports.exports.extract import Extract
from reports.exports.ods_parts import MANIFEST, MEDIA_TYPE, meta, settings
from reports.exports.ods_sheets import content
from reports.exports.ods_styles import styles

CONTENT_TYPE = MEDIA_TYPE
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The date of everything in the archive, so that two of the same content are the same file."""


def write(extract: Extract, file: IO[bytes]) -> None:
    about = About.of(extract)
    with ZipFile(file, "w") as archive:
        # First and as it is, so that a file tells what it is by its first bytes.
        _put(archive, "mimetype", [MEDIA_TYPE], ZIP_STORED)
        _put(archive, "META-INF/manifest.xml", [MANIFEST])
        _put(archive, "content.xml", content(Counting(extract), about))
        _put(archive, "styles.xml", [styles(about)])
        _put(archive, "meta.xml", [meta(about)])
        _put(archive, "settings.xml", [settings()])


def _put(
    archive: ZipFile, name: str, texts: Iterable[str], compression: int = ZIP_DEFLATED
) -> None:
    info = ZipInfo(name, LONG_AGO)
    info.compress_type = compression
    with archive.open(info, "w") as entry:
        for text in texts:
            entry.write(text.encode())
