from django.urls import path

from monitoring.views import work

BASE = "rondes/<code:code>/invoer/<code:organisation>"

urlpatterns = [
    path(f"{BASE}/verdelen/", work.divide, name="divide"),
    path(f"{BASE}/verdelen/doorgeven/<int:person>/", work.give_all, name="give_all"),
    path(f"{BASE}/punt/<code:point>/toewijzen/", work.assign_point, name="assign_point"),
]
