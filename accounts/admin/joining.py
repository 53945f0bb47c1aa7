"""Administration of codes that were handed out, and of moves: looked at, never written here."""

from django.contrib import admin

from accounts.models import Invitation, StaffMove
from kmc.lib.backoffice import ReadOnlyAdmin


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    list_display = ["user", "created_at", "expires_at", "used_at", "is_mailed", "created_by"]
    list_filter = ["is_mailed"]
    list_select_related = ["user", "created_by"]
    search_fields = ["user__given_name", "user__family_name", "user__username"]
    exclude = ["code_hash"]
    ordering = ["-created_at", "-pk"]


@admin.register(StaffMove)
class StaffMoveAdmin(ReadOnlyAdmin):
    list_display = ["user", "from_organization", "to_organization", "moved_on", "moved_by"]
    list_select_related = ["user", "from_organization", "to_organization", "moved_by"]
    search_fields = ["user__given_name", "user__family_name"]
    ordering = ["-moved_on", "-pk"]
