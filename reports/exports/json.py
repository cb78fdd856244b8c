"""A round as JSON, schema `flevonorm.round/1`."""

from collections.abc import Iterator

from monitoring.published import part_of
from monitoring.snapshot import as_document, as_json, take
from reports.exports.extract import Extract


def parts(extract: Extract) -> Iterator[bytes]:
    """Of a published round its publication, byte for byte, or one organisation's part of it."""
    if extract.publication is None:
        text = as_json(as_document(take(extract.round, extract.organisation)))
    elif extract.organisation is None:
        text = extract.publication.content
    else:
        text = as_json(part_of(extract.publication.content, extract.organisation.code))
    yield text.encode()
