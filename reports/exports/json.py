"""A round as JSON, schema `flevonorm.round/1`."""

from monitoring.models import Publication
from monitoring.published import part_of
from monitoring.snapshot import Snapshot, as_document, as_json


def render(snapshot: Snapshot) -> bytes:
    return as_json(as_document(snapshot)).encode()


def render_published(publication: Publication, organisation: str | None) -> bytes:
    """The publication itself, byte for byte, or one organisation's part of it (its code)."""
    if organisation is None:
        return publication.content.encode()
    return as_json(part_of(publication, organisation)).encode()
