from django.urls import path

from monitoring.views import help_requests

POINT = "ambitiepunten/<code:norm>/<code:version>/<code:point>"

urlpatterns = [
    path(f"{POINT}/hulp/<code:organisation>/", help_requests.ask, name="help_ask"),
    path("vragen/<int:pk>/", help_requests.asked, name="help_request"),
]
