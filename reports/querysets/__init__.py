"""Every read of the rows of `reports`, named by verb; a module per subject."""

from reports.querysets.house_styles import HouseStyleQuerySet
from reports.querysets.made_files import MadeFileQuerySet
from reports.querysets.reports import ReportQuerySet, ReportVersionQuerySet
from reports.querysets.unsaved import UnsavedTextQuerySet

__all__ = [
    "HouseStyleQuerySet",
    "MadeFileQuerySet",
    "ReportQuerySet",
    "ReportVersionQuerySet",
    "UnsavedTextQuerySet",
]
