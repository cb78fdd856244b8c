from django.urls import path

from monitoring.views import improvements

urlpatterns = [
    path("verbeteracties/", improvements.improvements, name="improvement_list"),
    path("verbeteracties/<int:pk>/", improvements.edit, name="improvement_change"),
    path(
        "rondes/<code:code>/invoer/<code:organisation>/punt/<code:point>/verbeteractie/",
        improvements.add,
        name="improvement_add",
    ),
]
