"""The application with two pages more: one that fails, and one that finds no database."""

from typing import NoReturn

from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import HttpRequest
from django.urls import path

from flevonorm.urls import urlpatterns as pages


@login_not_required
def broken(_request: HttpRequest) -> NoReturn:
    raise ValueError("geheim")


@login_not_required
def without_database(_request: HttpRequest) -> NoReturn:
    raise OperationalError("geheim")


urlpatterns = [*pages, path("kapot/", broken), path("zonder-database/", without_database)]
