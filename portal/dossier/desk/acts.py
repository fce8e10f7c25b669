"""Links from the desk's page of a file to the defendant's pages."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.desk.case.contributions import CaseAct, Look


def list_acts(look: Look) -> Iterator[CaseAct]:
    """For staff who may see them."""
    if look.user.has_perm("desk.see_as_debtor"):
        yield CaseAct(
            _("See the pages as the defendant does"), reverse("debtor:balance", args=[look.file_id])
        )
