from reports.models.house_style import HouseStyle

__all__ = ["HouseStyle"]
