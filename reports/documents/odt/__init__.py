"""Writes a document as OpenDocument text, on the template of a region or on our own."""

from reports.documents.odt.standard import standard_template
from reports.documents.odt.writer import write

__all__ = ["standard_template", "write"]
