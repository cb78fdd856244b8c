from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from ambitions.models import Region
from reports.house_style.kinds import Kind

if TYPE_CHECKING:
    from reports.models import HouseStyle


class HouseStyleQuerySet(models.QuerySet["HouseStyle"]):
    """Reads of house styles."""

    def of(self, region: Region, kind: Kind) -> "HouseStyle | None":
        """The newest; None when a region never brought one. Without the file itself."""
        return self._newest(region, kind).select_related("uploaded_by").defer("content").first()

    def template_for(self, region: Region, kind: Kind, at: datetime | None = None) -> bytes | None:
        """The template on which reports of the region are written; None is the standard one.

        That of now, or the one that held at a moment.
        """
        styles = self._newest(region, kind)
        if at is not None:
            styles = styles.filter(uploaded_at__lte=at)
        content = styles.values_list("content", flat=True).first()
        return bytes(content) if content else None

    def _newest(self, region: Region, kind: Kind) -> "HouseStyleQuerySet":
        return self.filter(region=region, kind=kind).order_by("-number")
