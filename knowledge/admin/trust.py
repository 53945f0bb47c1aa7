"""Who publishes at once, in the administration: looked at here, given and taken back on the site."""

from django.contrib import admin

from kmc.lib.backoffice import ReadOnlyAdmin
from knowledge.models import TrustedAuthor


@admin.register(TrustedAuthor)
class TrustedAuthorAdmin(ReadOnlyAdmin):
    list_display = ["organization", "user", "given_by", "given_at"]
    list_select_related = ["organization", "user", "given_by"]
    search_fields = ["organization__name", "user__given_name", "user__family_name"]
    fields = ["organization", "user", "given_by", "given_at"]
    ordering = ["organization__sort_key", "pk"]
