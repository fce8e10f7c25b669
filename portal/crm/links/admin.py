"""Links, read-only: they are made and removed at the desk, which records it in the audit trail."""

from django.contrib import admin
from django.http import HttpRequest

from portal.crm.links.models import Link


@admin.register(Link)
class LinkAdmin(admin.ModelAdmin[Link]):
    list_display = ("file_id", "party_id", "system", "resource", "record_id", "state", "score", "decided_at")
    list_filter = ("system", "state")
    search_fields = ("file_id", "party_id", "record_id")

    def has_add_permission(self, _request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, _request: HttpRequest, _obj: Link | None = None) -> bool:
        return False

    def has_delete_permission(self, _request: HttpRequest, _obj: Link | None = None) -> bool:
        return False
