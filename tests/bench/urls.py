"""The application's addresses, and two floors for who is signed in: an empty page and save."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django.views.decorators.http import require_POST

from flevonorm.urls import urlpatterns as application_urlpatterns

EMPTY = engines["django"].from_string('{% extends "base.html" %}')


def floor(request: HttpRequest) -> HttpResponse:
    return HttpResponse(EMPTY.render({}, request))


@require_POST
def floor_post(request: HttpRequest) -> HttpResponse:
    """Reads the session, the user and the form, as every save does, and does nothing."""
    return HttpResponse(str(len(request.POST)))


urlpatterns = [
    path("meting/bodem/", floor, name="bench_floor"),
    path("meting/bodem/opslaan/", floor_post, name="bench_floor_post"),
    *application_urlpatterns,
]
