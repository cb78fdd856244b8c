"""Addresses of the region's administration."""

from django.urls import path

from ambitions.views import audit_log, person, rights, roles, users

urlpatterns = [
    path("beheer/", users.administration, name="administration"),
    path("beheer/gebruikers/", users.users, name="user_list"),
    path("beheer/gebruikers/uitnodigen/", users.invite, name="user_invite"),
    path("beheer/gebruikers/<int:pk>/", users.user_detail, name="user_detail"),
    path("beheer/gebruikers/<int:pk>/naam/", person.rename, name="user_rename"),
    path("beheer/gebruikers/<int:pk>/rol/", users.give, name="role_give"),
    path(
        "beheer/gebruikers/<int:pk>/rol/<int:role>/laatste-dag/",
        roles.change_last_day,
        name="role_last_day",
    ),
    path("beheer/gebruikers/<int:pk>/rol/<int:role>/beeindigen/", roles.end, name="role_end"),
    path(
        "beheer/gebruikers/<int:pk>/uitnodiging/", person.send_again, name="invitation_send_again"
    ),
    path(
        "beheer/gebruikers/<int:pk>/uitnodiging/intrekken/",
        person.withdraw,
        name="invitation_withdraw",
    ),
    path(
        "beheer/gebruikers/<int:pk>/tweede-stap/", person.reset_factor, name="second_factor_reset"
    ),
    path("beheer/gebruikers/<int:pk>/account/<slug:way>/", person.switch, name="user_switch"),
    path("beheer/rechten/", rights.rights, name="rights_list"),
    path("beheer/rechten/beoordelen/", rights.review, name="rights_review"),
    path("beheer/rechten/export/", rights.export, name="rights_export"),
    path("beheer/logboek/", audit_log.log, name="audit_log"),
    path("beheer/logboek/export/", audit_log.export, name="audit_export"),
]
