from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.samples import samples


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every component in its variants, for who makes screens; only while `DEBUG` is on."""
    if not settings.DEBUG:
        raise Http404
    context = {"samples": samples(), "confidential": True, "example": True}
    return render(request, "reports/components.html", context)
