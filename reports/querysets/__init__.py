"""Every read of the rows of `reports`, named by verb; a module per subject."""

from reports.querysets.reports import ReportQuerySet

__all__ = ["ReportQuerySet"]
