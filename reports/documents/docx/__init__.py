"""Writes a document as a Word file, on the template of a region or on our own."""

from reports.documents.docx.standard import standard_template
from reports.documents.docx.writer import write

__all__ = ["standard_template", "write"]
