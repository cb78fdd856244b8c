"""What reports are made on does not change."""

from reports.house_style.guards import GUARDS as HOUSE_STYLE

GUARDS = (*HOUSE_STYLE,)
