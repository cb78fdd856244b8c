"""What the reports themselves keep."""

from reports.models.house_style import HouseStyle
from reports.models.made_file import MadeFile

__all__ = ["HouseStyle", "MadeFile"]
