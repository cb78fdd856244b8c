"""A round as JSON, schema `flevonorm.round/1`."""

from collections.abc import Iterator

from monitoring.models import Publication
from monitoring.published import newest_publication, part_of
from monitoring.snapshot import as_document, as_json, take
from reports.exports.extract import Extract


def parts(extract: Extract) -> Iterator[bytes]:
    """Of a published round its publication, byte for byte, or one organisation's part of it."""
    publication = newest_publication(extract.round)
    if publication is None:
        yield as_json(as_document(take(extract.round, extract.organisation))).encode()
    else:
        yield _published(publication, extract)


def _published(publication: Publication, extract: Extract) -> bytes:
    if extract.organisation is None:
        return publication.content.encode()
    return as_json(part_of(publication, extract.organisation.code)).encode()
