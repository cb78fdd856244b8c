from django.urls import path

from monitoring.views import rounds

urlpatterns = [
    path("rondes/", rounds.rounds, name="round_list"),
    path("rondes/<code:code>/", rounds.round, name="round_detail"),
]
