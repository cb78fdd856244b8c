from django.urls import path

from monitoring.views import entry, rounds

urlpatterns = [
    path("rondes/", rounds.rounds, name="round_list"),
    path("rondes/<str:code>/", rounds.round, name="round_detail"),
    path("rondes/<str:code>/invoer/<str:organisation>/", entry.entry, name="entry"),
]
