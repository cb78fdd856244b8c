"""A round as JSON, schema `flevonorm.round/1`."""

from monitoring.snapshot import Snapshot, as_document, as_json


def render(snapshot: Snapshot) -> bytes:
    return as_json(as_document(snapshot)).encode()
