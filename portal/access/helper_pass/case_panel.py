"""The passes of a file, for the desk's view of it."""

from django.utils.translation import gettext as _

from portal.access.helper_pass.models import HelperPass
from portal.access.helper_pass.presenters import present_for_staff
from portal.desk.case.contributions import CasePanel, Look

MOST_SHOWN = 5


def make_panel(look: Look) -> CasePanel | None:
    """Who has a pass of people of this file, newest first; None when nobody has."""
    if not look.user.has_perm("access.view_helperpass"):
        return None
    found = HelperPass.objects.filter(file_id=look.file_id).order_by("-made_at")[:MOST_SHOWN]
    rows = [present_for_staff(one) for one in found]
    title = _("Passes of helpers")
    return CasePanel("people", title, "access/_case-passes.html", {"rows": rows}) if rows else None
