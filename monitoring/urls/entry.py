from django.urls import path

from monitoring.views import entry

urlpatterns = [
    path("rondes/<code:code>/invoer/<code:organisation>/", entry.entry, name="entry"),
]
