"""Links, read-only: they are made and removed at the desk, which records it in the audit trail."""

from django.contrib import admin

from portal.audit.read_only_admin import ReadOnlyAdmin
from portal.crm.links.models import Link


@admin.register(Link)
class LinkAdmin(ReadOnlyAdmin):
    list_display = ("file_id", "party_id", "system", "resource", "record_id", "state", "score", "decided_at")
    list_filter = ("system", "state")
    search_fields = ("file_id", "party_id", "record_id")
