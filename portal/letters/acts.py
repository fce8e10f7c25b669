"""What staff can do for a file: make a letter's link and QR code for it."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.desk.case.gifts import CaseAct, Look


def list_acts(look: Look) -> Iterator[CaseAct]:
    """For those who may make batches: a batch of this one file."""
    if look.user.has_perm("letters.make_batch"):
        yield CaseAct(
            _("Make a letter with its link and QR code"), f"{reverse('letters:new')}?file={look.file_id}"
        )
