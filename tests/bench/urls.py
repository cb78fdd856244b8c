"""The application's addresses, and the floor: its page without content, for who is signed in."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from flevonorm.urls import urlpatterns as application_urlpatterns

EMPTY = engines["django"].from_string('{% extends "base.html" %}')


def floor(request: HttpRequest) -> HttpResponse:
    return HttpResponse(EMPTY.render({}, request))


urlpatterns = [path("meting/bodem/", floor, name="bench_floor"), *application_urlpatterns]
