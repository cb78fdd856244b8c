from django.urls import path

from monitoring.views import errata, progress, round_steps, rounds

ROUND = "rondes/<code:code>"
ASSESSMENT = f"{ROUND}/invoer/<code:organisation>"

urlpatterns = [
    path("rondes/", rounds.rounds, name="round_list"),
    # Before the address of one round: no round has this code.
    path("rondes/nieuw/", rounds.plan, name="round_plan"),
    path(f"{ROUND}/", rounds.round, name="round_detail"),
    path(f"{ROUND}/wijzigen/", rounds.change_plan, name="round_change"),
    path(f"{ROUND}/verwijderen/", rounds.drop, name="round_drop"),
    path(f"{ROUND}/openen/", round_steps.open_, name="round_open"),
    path(f"{ROUND}/sluiten/", round_steps.close, name="round_close"),
    path(f"{ROUND}/publiceren/", round_steps.publish, name="round_publish"),
    path(f"{ROUND}/herinneren/", progress.send_reminder, name="round_remind"),
    path(f"{ROUND}/erratum/", errata.organisations, name="round_erratum"),
    path(f"{ROUND}/erratum/<code:organisation>/", errata.erratum, name="organisation_erratum"),
    path(f"{ROUND}/publicaties/<int:number>/", errata.publication, name="publication_detail"),
    path(f"{ASSESSMENT}/heropenen/", progress.reopen, name="assessment_reopen"),
    path(
        f"{ASSESSMENT}/heropening-beeindigen/",
        progress.end_reopening,
        name="assessment_close_again",
    ),
]
