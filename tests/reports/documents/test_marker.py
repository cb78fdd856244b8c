"""The line inside a file that says from which publication it was made, and finding it again."""

import io
import json
import time
import zipfile
from dataclasses import replace

import pytest

from reports.documents import marker
from reports.documents.blocks import Seal
from reports.documents.marker import Marker, find, of, stamp_zip

SEAL = Seal(
    "fn1-evaluatie-2022", 2, "behaald-1", "0a" * 32, "https://flevonorm.example/controleren/"
)
LINE = "flevonorm-seal:fn1-evaluatie-2022/2/" + "0a" * 32
FOUND = Marker("fn1-evaluatie-2022", 2, "0a" * 32)


def zipped(parts: dict[str, str], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def as_json(code: str, *organisations: str) -> bytes:
    results = [{"organisation": each, "point": "A1"} for each in organisations]
    document = {
        "results": results,
        "round": {"code": code, "name": "x"},
        "schema": "flevonorm.round/1",
    }
    return json.dumps(document, indent=2).encode()


def test_line_is_ascii_and_is_found_again() -> None:
    assert of(SEAL) == LINE
    assert find(f"%PDF-1.7 <pdf:Keywords>een, {LINE}</pdf:Keywords>".encode()) == FOUND


@pytest.mark.parametrize("name", ["docProps/custom.xml", "meta.xml"])
@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_line_is_found_in_the_properties_of_a_zip(name: str, method: int) -> None:
    content = zipped(
        {"a.xml": "x" * 999, name: f"<p><v>{LINE}</v></p>", "b.xml": "y"}, method=method
    )

    assert find(content) == FOUND
    assert find(content[:-60]) == FOUND, "a ZIP of which the end is missing"


def test_comment_of_a_zip_survives_and_is_replaced() -> None:
    content = stamp_zip(zipped({"a.xml": "x"}), LINE)

    assert find(content) == FOUND
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    assert zipfile.ZipFile(io.BytesIO(content)).comment == LINE.encode()
    assert stamp_zip(content, LINE) == content
    other = of(replace(SEAL, publication=3))
    assert zipfile.ZipFile(io.BytesIO(stamp_zip(content, other))).comment == other.encode()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x05\x06", b"PK\x05\x06" + b"\0" * 10])
def test_what_is_no_zip_is_not_stamped(content: bytes) -> None:
    with pytest.raises(ValueError, match="ZIP"):
        stamp_zip(content, LINE)


def test_json_names_its_round() -> None:
    assert find(as_json("fn1-meting-1", "GM0034", "GM0050")) == Marker("fn1-meting-1", 0, "")


@pytest.mark.parametrize(
    "content",
    [
        as_json("fn1-meting-1", "GM0034", "GM0034"),
        as_json("fn1-meting-1"),
        as_json("fn1\x00meting", "GM0034", "GM0050"),
        as_json("fn1-meting-1", "GM0034", "GM0050").replace(b"round/1", b"round/9"),
    ],
    ids=["part of one organisation", "no results", "no code", "another schema"],
)
def test_json_that_names_no_whole_round_says_nothing(content: bytes) -> None:
    assert find(content) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 4096,
        bytes(range(256)) * 64,
        b"PK\x03\x04",
        b"PK\x03\x04" + b"\xff" * 26 + b"meta.xml",
        b"PK\x03\x04" + b"\0" * 4 + b"\x08\0" + b"\0" * 20 + b"meta.xml" + b"\xff" * 50,
        b"PK\x03\x04" + b"\0" * 4 + b"\x63\0" + b"\0" * 20 + b"meta.xml" + b"\xff" * 50,
        b"meta.xml" * 50,
        LINE.encode()[:-1],
        LINE.encode() + b"0",
        LINE.encode().replace(b"/2/", b"/0/"),
        LINE.encode("utf-16"),
    ],
)
def test_hostile_bytes_say_nothing(content: bytes) -> None:
    assert find(content) is None


def test_bomb_is_unpacked_no_further_than_the_limit() -> None:
    bomb = zipped({"meta.xml": "0" * (marker.MAX_PART + 1) + LINE})

    assert find(bomb) is None


@pytest.mark.parametrize(
    "piece", [b'"round":{', b"meta.xml", b'{"code" : "', b"flevonorm-seal:a/1/"]
)
def test_many_beginnings_take_no_time(piece: bytes) -> None:
    content = b'{"schema": "flevonorm.round/1"' + piece * (2 * 1024 * 1024 // len(piece))
    began = time.process_time()

    assert find(content) is None
    assert time.process_time() - began < 5
