"""Which letters a font file can draw: a reader of its character map, and of nothing else in it."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from struct import unpack_from

from reports.documents import fonts

UNICODE = {(0, 3), (0, 4), (0, 6), (3, 1), (3, 10)}
"""Platform and encoding of the tables that go from Unicode to a glyph."""


@lru_cache(maxsize=1)
def families() -> tuple[frozenset[int], ...]:
    """The code points of each family, Source Sans last; of its weights what all of them have."""
    by_family = groupby(map(Path, fonts.files()), key=lambda file: file.name.partition("_")[0])
    return tuple(
        frozenset.intersection(*(code_points(file.read_bytes()) for file in files))
        for _, files in by_family
    )


def code_points(font: bytes) -> frozenset[int]:
    """What stands in the character map and leads to a glyph other than the empty one."""
    table = _table(font, b"cmap")
    (count,) = unpack_from(">H", font, table + 2)
    records = (unpack_from(">HHI", font, table + 4 + 8 * number) for number in range(count))
    found: frozenset[int] = frozenset()
    for platform, encoding, offset in records:
        if (platform, encoding) in UNICODE:
            found |= frozenset(_mapped(font, table + offset))
    return found


def _table(font: bytes, tag: bytes) -> int:
    (count,) = unpack_from(">H", font, 4)
    for number in range(count):
        name, _, offset, _ = unpack_from(">4sIII", font, 12 + 16 * number)
        if name == tag:
            return int(offset)
    raise ValueError(f"a font without a table {tag!r}")


def _mapped(font: bytes, start: int) -> Iterator[int]:
    (format,) = unpack_from(">H", font, start)
    if format == 4:
        return _segments(font, start)
    if format == 12:
        return _groups(font, start)
    return iter(())


def _segments(font: bytes, start: int) -> Iterator[int]:
    """Format 4: segments of the first 65,536, by a difference or by a list of glyphs."""
    (double,) = unpack_from(">H", font, start + 6)
    words = f">{double // 2}H"
    ends = unpack_from(words, font, start + 14)
    starts = unpack_from(words, font, start + 16 + double)
    deltas = unpack_from(words, font, start + 16 + 2 * double)
    offsets_at = start + 16 + 3 * double
    offsets = unpack_from(words, font, offsets_at)
    for number, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offsets[number]:
                at = offsets_at + 2 * number + offsets[number] + 2 * (code - first)
                (glyph,) = unpack_from(">H", font, at)
                if not glyph:
                    continue
            if (glyph + deltas[number]) % 0x10000:
                yield code


def _groups(font: bytes, start: int) -> Iterator[int]:
    """Format 12: groups of code points with glyphs that follow one another."""
    (count,) = unpack_from(">I", font, start + 12)
    for number in range(count):
        first, last, glyph = unpack_from(">III", font, start + 16 + 12 * number)
        yield from range(first if glyph else first + 1, last + 1)
