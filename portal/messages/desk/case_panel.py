"""A person's needs (what makes it easier), on the page of the file: for all who call or write."""

from django.utils.translation import gettext as _

from portal.desk.case.contributions import CasePanel, Look
from portal.messages.desk.selectors import list_needs


def make_panel(look: Look) -> CasePanel | None:
    """None when there are none, and for staff who may not read messages."""
    needs = list_needs(look.file_id) if look.user.has_perm("talk.view_thread") else []
    if not needs:
        return None
    title = _("What makes it easier for this person")
    return CasePanel("people", title, "messages/desk/_needs.html", {"needs": needs})
