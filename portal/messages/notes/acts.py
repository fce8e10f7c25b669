"""What staff can do for a file: write a note in it."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.desk.case.gifts import CaseAct, Look


def list_acts(look: Look) -> Iterator[CaseAct]:
    """For those who may act on a file."""
    if look.user.has_perm("desk.act_on_case"):
        yield CaseAct(_("Write a note in the file"), reverse("file-notes:note", args=[look.file_id]))
