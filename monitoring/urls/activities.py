from django.urls import path

from monitoring.views import activities

urlpatterns = [
    path("activiteiten/", activities.activities, name="activity_list"),
    path("activiteiten/toevoegen/", activities.add, name="activity_add"),
    path("activiteiten/<int:pk>/", activities.activity, name="activity_detail"),
    path("activiteiten/<int:pk>/wijzigen/", activities.edit, name="activity_change"),
    path("activiteiten/<int:pk>/verwijderen/", activities.remove, name="activity_remove"),
]
