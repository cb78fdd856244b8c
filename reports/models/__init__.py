from reports.models.report import Report, ReportApproval, ReportState, ReportVersion

__all__ = ["Report", "ReportApproval", "ReportState", "ReportVersion"]
