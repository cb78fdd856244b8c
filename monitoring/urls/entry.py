from django.urls import path

from monitoring.views import entry, entry_point

BASE = "rondes/<code:code>/invoer/<code:organisation>"

urlpatterns = [
    path(f"{BASE}/", entry.entry, name="entry"),
    path(f"{BASE}/aanwezig/", entry.present, name="entry_present"),
    path(f"{BASE}/punt/<code:point>/", entry_point.point, name="entry_point"),
]
