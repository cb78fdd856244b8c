"""How the OpenDocument spreadsheet is put together."""

import io
import json
import zipfile

from defusedxml import ElementTree

from monitoring.choices import RoundState
from monitoring.models import Publication
from reports.exports.csv import HEADING
from tests.conftest import World
from tests.exporting import exported
from tests.reports.conftest import MakeRound
from tests.reports.exports.reading import SHEETS, ods_cells, ods_document

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def parts_of(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_archive_tells_first_what_it_is(world: World, rich_round: MakeRound) -> None:
    content = exported(rich_round(RoundState.CLOSED), "ods")

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        first, *others = archive.infolist()
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert content[30:].startswith(b"mimetype" + MEDIA_TYPE.encode())
    assert {entry.date_time for entry in (first, *others)} == {(1980, 1, 1, 0, 0, 0)}
    for name, text in parts_of(content).items():
        if name.endswith(".xml"):
            assert ElementTree.fromstring(text) is not None
    assert all(
        f'full-path="{entry.filename}"' in parts_of(content)["META-INF/manifest.xml"]
        for entry in others
        if entry.filename != "META-INF/manifest.xml"
    )


def test_rows_are_those_of_the_csv(world: World, rich_round: MakeRound) -> None:
    round = rich_round(RoundState.PUBLISHED)
    lines = exported(round, "csv").decode("utf-8-sig").splitlines()

    cells = ods_cells(exported(round, "ods"))

    assert list(cells) == ["Resultaten", "Uitleg", *SHEETS]
    rows = [[cell or "" for cell in row] for row in cells["Resultaten"]]
    assert tuple(rows[0]) == HEADING
    assert [";".join([*row, *[""] * (8 - len(row))]) for row in rows] == lines


def test_heads_are_repeated_and_stay_in_sight(world: World, rich_round: MakeRound) -> None:
    parts = parts_of(exported(rich_round(RoundState.CLOSED), "ods"))

    assert parts["content.xml"].count("<table:table-header-rows>") == 6
    assert parts["settings.xml"].count('"VerticalSplitMode" config:type="short">2<') == 6
    assert 'config:name="ActiveTable" config:type="string">Uitleg<' in parts["settings.xml"]
    assert 'table:display-filter-buttons="true"' in parts["content.xml"]


def test_language_paper_mark_and_seal_are_in_the_file(world: World, rich_round: MakeRound) -> None:
    round = rich_round(RoundState.PUBLISHED)
    publication = Publication.objects.get(round=round)

    parts = parts_of(exported(round, "ods"))

    assert 'fo:language="nl"' in parts["styles.xml"]
    assert 'fo:country="NL"' in parts["styles.xml"]
    assert 'style:print-orientation="landscape"' in parts["styles.xml"]
    assert "<text:p>Vertrouwelijk, gepubliceerd</text:p>" in parts["styles.xml"]
    assert publication.sha256 in parts["styles.xml"]
    assert "<dc:language>nl-NL</dc:language>" in parts["meta.xml"]
    assert f"<dc:title>Resultaten {round.name}</dc:title>" in parts["meta.xml"]
    assert '"Vertrouwelijkheid" meta:value-type="string">vertrouwelijk<' in parts["meta.xml"]
    moment = publication.published_at.replace(microsecond=0, tzinfo=None).isoformat()
    assert f"<meta:creation-date>{moment}Z<" in parts["meta.xml"]


def test_percentages_are_written_in_dutch(world: World, rich_round: MakeRound) -> None:
    round = rich_round(RoundState.PUBLISHED)
    percentage = json.loads(exported(round, "json"))["total"]["percentage"]

    cell = ods_document(exported(round, "ods")).body.get_table(name="Totaal").get_cell("H5")

    assert cell.type == "percentage"
    written = f"{percentage.replace('.', ',')}\N{NO-BREAK SPACE}%"
    assert cell.get_elements("text:p")[0].inner_text == written
