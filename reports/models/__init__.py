"""What the reports themselves keep."""

from reports.models.house_style import HouseStyle
from reports.models.made_file import MadeFile
from reports.models.report import Report, ReportApproval, ReportState, ReportVersion
from reports.models.unsaved_text import UnsavedText

__all__ = [
    "HouseStyle",
    "MadeFile",
    "Report",
    "ReportApproval",
    "ReportState",
    "ReportVersion",
    "UnsavedText",
]
