from django.urls import path

from monitoring.views import exemptions

urlpatterns = [
    path("vrijstellingen/", exemptions.exemptions, name="exemption_list"),
    path("vrijstellingen/<int:pk>/beeindigen/", exemptions.end, name="exemption_end"),
    path("vrijstellingen/<int:pk>/verlengen/", exemptions.extend, name="exemption_extend"),
    path("vrijstellingen/aanvragen/<int:pk>/", exemptions.decide, name="exemption_decide"),
    path(
        "vrijstellingen/aanvragen/<int:pk>/intrekken/",
        exemptions.withdraw,
        name="exemption_withdraw",
    ),
    path(
        "rondes/<code:code>/invoer/<code:organisation>/punt/<code:point>/vrijstelling/",
        exemptions.ask,
        name="exemption_ask",
    ),
]
