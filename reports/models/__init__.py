"""What the reports themselves keep."""

from reports.models.made_file import MadeFile

__all__ = ["MadeFile"]
