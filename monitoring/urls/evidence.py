from django.urls import path

from monitoring.views import evidence, evidence_reading

ASSESSMENT = "rondes/<code:code>/invoer/<code:organisation>/onderbouwing"
POINT = "rondes/<code:code>/invoer/<code:organisation>/punt/<code:point>/onderbouwing"

urlpatterns = [
    path(f"{ASSESSMENT}/", evidence_reading.evidence_list, name="evidence_list"),
    path(f"{ASSESSMENT}/zip/", evidence_reading.archive, name="evidence_archive"),
    path(
        f"{ASSESSMENT}/<int:pk>/versie/<int:number>/",
        evidence_reading.file,
        name="evidence_file",
    ),
    path(f"{POINT}/toevoegen/", evidence.add, name="evidence_add"),
    path(f"{POINT}/kiezen/", evidence.choose, name="evidence_choose"),
    path(f"{POINT}/<int:pk>/wijzigen/", evidence.edit, name="evidence_edit"),
    path(f"{POINT}/<int:pk>/nieuwe-versie/", evidence.revise, name="evidence_revise"),
    path(f"{POINT}/<int:pk>/losmaken/", evidence.unlink, name="evidence_unlink"),
    path(f"{POINT}/<int:pk>/verwijderen/", evidence.remove, name="evidence_remove"),
]
