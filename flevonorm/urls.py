"""All addresses; each app names its own."""

from django.contrib import admin
from django.urls import include, path, register_converter

from ambitions.converters import CodeConverter
from flevonorm.availability import health
from flevonorm.statements import accessibility, privacy, robots_txt, security_txt

register_converter(CodeConverter, "code")

handler400 = "flevonorm.errors.bad_request"
urlpatterns = [
    path("", include("reports.urls")),
    path("", include("monitoring.urls")),
    path("", include("ambitions.urls")),
    path("", include("accounts.urls")),
    path("admin/", admin.site.urls),
    path("gezond/", health, name="health"),
    path("privacy/", privacy, name="privacy"),
    path("toegankelijkheid/", accessibility, name="accessibility"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("robots.txt", robots_txt, name="robots_txt"),
]
