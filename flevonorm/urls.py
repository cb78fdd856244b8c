"""All addresses; each app names its own."""

from django.contrib import admin
from django.urls import include, path, register_converter

from ambitions.converters import CodeConverter
from flevonorm.availability import health

register_converter(CodeConverter, "code")

urlpatterns = [
    path("", include("reports.urls")),
    path("", include("monitoring.urls")),
    path("", include("accounts.urls")),
    path("admin/", admin.site.urls),
    path("gezond/", health, name="health"),
]
