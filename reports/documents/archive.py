"""A zip archive that is the same bytes whenever the same parts are packed."""

import io
import zipfile
from collections.abc import Mapping

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip archive can hold; every part carries it."""
UNIX = 3


def packed(parts: Mapping[str, bytes], *, stored: str = "") -> bytes:
    """The parts in the order of their names; `stored` names one that goes first and unpacked."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as entries:
        for name in sorted(parts, key=lambda name: (name != stored, name)):
            entry = zipfile.ZipInfo(name, FIRST_DAY)
            entry.create_system = UNIX
            entry.compress_type = zipfile.ZIP_STORED if name == stored else zipfile.ZIP_DEFLATED
            entries.writestr(entry, parts[name])
    return archive.getvalue()


def unpacked(content: bytes) -> dict[str, bytes]:
    """Every part by its name; for archives of our own, or that were checked."""
    with zipfile.ZipFile(io.BytesIO(content)) as entries:
        return {name: entries.read(name) for name in entries.namelist() if not name.endswith("/")}
