"""Charts as pictures, for files that hold no SVG."""

import struct
from dataclasses import dataclass

import resvg_py

from reports.documents import fonts
from reports.documents.blocks import Chart

DOTS_PER_MM = 200 / 25.4
"""Sharp on paper; twice as fine makes the file four times as large."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG and how large it is shown, in millimetres."""

    content: bytes
    width: float
    height: float


def picture(chart: Chart, most: float) -> Picture:
    """The chart at its width, or at `most` millimetres where that is less.

    Only our own fonts are used, so that the picture is the same on every machine.
    """
    width = min(chart.width, most)
    content = resvg_py.svg_to_bytes(
        svg_string=chart.svg,
        width=round_up(width * DOTS_PER_MM),
        background="#ffffff",
        skip_system_fonts=True,
        font_files=fonts.files(),
        font_family=fonts.SANS,
        sans_serif_family=fonts.SANS,
        languages=["nl"],
    )
    across, down = struct.unpack(">II", content[16:24])
    return Picture(content, width, width * down / across)


def round_up(dots: float) -> int:
    return -int(-dots // 1)
