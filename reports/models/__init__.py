"""What the reports themselves keep."""

from reports.models.house_style import HouseStyle
from reports.models.made_file import MadeFile
from reports.models.report import Report, ReportApproval, ReportState, ReportVersion

__all__ = ["HouseStyle", "MadeFile", "Report", "ReportApproval", "ReportState", "ReportVersion"]
