"""Look-up of regions, organisations, norms and roles; norms and organisations come from files."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from ambitions.models import AmbitionPoint, Membership, Norm, Organisation, Region, Theme


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Shows, never writes: an admin save would go round the actions."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Region)
class RegionAdmin(ReadOnlyAdmin):
    list_display = ("code", "title")


@admin.register(Organisation)
class OrganisationAdmin(ReadOnlyAdmin):
    list_display = ("code", "name", "kind", "region")
    list_select_related = ("region",)
    search_fields = ("code", "name")


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    list_display = ("user", "role", "organisation", "region")
    list_select_related = ("user", "organisation", "region")


@admin.register(Norm)
class NormAdmin(ReadOnlyAdmin):
    list_display = ("code", "version", "title", "state", "formula", "example")


@admin.register(Theme)
class ThemeAdmin(ReadOnlyAdmin):
    list_display = ("norm", "code", "title", "position")
    list_select_related = ("norm",)


@admin.register(AmbitionPoint)
class AmbitionPointAdmin(ReadOnlyAdmin):
    list_display = ("norm", "code", "title", "theme")
    list_select_related = ("norm", "theme")
    search_fields = ("code", "title")
