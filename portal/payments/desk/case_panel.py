"""The payments of a file, for the desk's view of it."""

from django.utils.translation import gettext as _

from portal.desk.case.contributions import CasePanel, Look
from portal.payments.desk.presenters import present_row
from portal.payments.models import Attempt

MOST_SHOWN = 5


def make_panel(look: Look) -> CasePanel | None:
    """The newest payments that were started."""
    if not look.user.has_perm("payments.view_attempt"):
        return None
    found = Attempt.objects.filter(file_id=look.file_id).order_by("-created_at", "-pk")[:MOST_SHOWN]
    rows = [present_row(attempt) for attempt in found]
    if not rows:
        return None
    return CasePanel("people", _("Payments"), "payments/desk/_case.html", {"rows": rows})
