"""Look-up only: an admin save would go round the actions."""

from django.contrib import admin

from ambitions.admin import ReadOnlyAdmin
from monitoring.models import Assessment, Exemption, Publication, Result, Round


@admin.register(Round)
class RoundAdmin(ReadOnlyAdmin):
    list_display = ("code", "name", "norm", "kind", "state", "reference_date")
    list_select_related = ("norm",)
    search_fields = ("code", "name")


@admin.register(Assessment)
class AssessmentAdmin(ReadOnlyAdmin):
    list_display = ("round", "organisation", "state")
    list_select_related = ("round", "organisation")


@admin.register(Result)
class ResultAdmin(ReadOnlyAdmin):
    """Without explanations and private notes: technical administrators hold no role."""

    list_display = ("round", "organisation", "point", "scope", "version", "changed_at")
    list_select_related = ("round", "organisation", "point")
    fields = ("round", "organisation", "point", "scope", "version", "changed_by", "changed_at")


@admin.register(Exemption)
class ExemptionAdmin(ReadOnlyAdmin):
    list_display = ("organisation", "point", "from_round", "until_round")
    list_select_related = ("organisation", "point", "from_round", "until_round")
    fields = ("organisation", "point", "from_round", "until_round", "granted_by", "granted_at")


@admin.register(Publication)
class PublicationAdmin(ReadOnlyAdmin):
    list_display = ("round", "number", "formula", "sha256", "published_at")
    list_select_related = ("round",)
    fields = ("round", "number", "formula", "sha256", "published_by", "published_at")
