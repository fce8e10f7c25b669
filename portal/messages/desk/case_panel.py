"""What makes it easier for the person, on the page of the file: everybody who calls or writes sees it."""

from django.utils.translation import gettext as _

from portal.desk.case.gifts import CasePanel, Look
from portal.messages.desk.selectors import list_needs


def make_panel(look: Look) -> CasePanel | None:
    """None when nobody said anything, and for who may not read messages."""
    needs = list_needs(look.file_id) if look.user.has_perm("talk.view_thread") else []
    if not needs:
        return None
    title = _("What makes it easier for this person")
    return CasePanel("people", title, "messages/desk/_needs.html", {"needs": needs})
