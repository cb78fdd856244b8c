"""All addresses; each app names its own."""

from django.contrib import admin
from django.urls import include, path

from flevonorm.availability import health

urlpatterns = [
    path("", include("reports.urls")),
    path("", include("monitoring.urls")),
    path("", include("accounts.urls")),
    path("admin/", admin.site.urls),
    path("gezond/", health, name="health"),
]
