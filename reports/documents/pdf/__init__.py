"""A document as PDF: the template, its data, and what is added to what typst makes of them."""

from reports.documents.pdf.writer import PdfFailed, write

__all__ = ["PdfFailed", "write"]
