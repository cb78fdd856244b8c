"""Look-up of accounts, regions, organisations, norms and roles; the last three come from files."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest

from accounts.models import User
from accounts.refusals import Refused
from accounts.requests import signed_in
from ambitions.actions.people import switch_account_of_anybody
from ambitions.models import AmbitionPoint, Membership, Norm, Organisation, Region, Theme


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Shows, never writes: an admin save would go round the actions."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(User)
class UserAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Look up accounts, and switch one off or on: by the action, so that it is recorded."""

    list_display = ("email", "name", "is_active", "is_staff", "last_seen_at")
    search_fields = ("email", "name")
    fields = ("email", "name", "is_active", "is_staff", "last_seen_at", "date_joined")
    readonly_fields = ("email", "name", "is_staff", "last_seen_at", "date_joined")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if "is_active" not in form.changed_data:
            return
        try:
            switch_account_of_anybody(user=obj, active=obj.is_active, by=signed_in(request))
        except Refused as refused:
            for line in refused.lines:
                self.message_user(request, line, messages.ERROR)


@admin.register(Region)
class RegionAdmin(ReadOnlyAdmin):
    list_display = ("code", "title")


@admin.register(Organisation)
class OrganisationAdmin(ReadOnlyAdmin):
    list_display = ("code", "name", "kind", "region", "inhabitants")
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
