"""What the pages of figures ask of a request."""

from django.http import Http404, HttpRequest

from accounts.requests import signed_in
from ambitions.access import regions_of
from ambitions.models import Region


def chosen_region(request: HttpRequest) -> tuple[Region, list[Region]]:
    """The region that `?regio=` names, else the first, and all in which the user holds a role.

    404 for another region, and for a user without a role.
    """
    regions = regions_of(signed_in(request))
    code = request.GET.get("regio")
    for region in regions:
        if code in (None, region.code):
            return region, regions
    raise Http404
