"""The way from the desk's view of a file to its pages as the defendant sees them."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.desk.case.gifts import CaseAct, Look


def list_acts(look: Look) -> Iterator[CaseAct]:
    """For who may see them."""
    if look.user.has_perm("desk.see_as_debtor"):
        yield CaseAct(
            _("See the pages as the defendant does"), reverse("debtor:balance", args=[look.file_id])
        )
