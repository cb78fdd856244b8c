from reports.querysets.house_styles import HouseStyleQuerySet

__all__ = ["HouseStyleQuerySet"]
