"""Actions of staff on one or more files: make letters with a link and a QR code."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.desk.case.contributions import CaseAct, Look


def list_acts(look: Look) -> Iterator[CaseAct]:
    """For those who may make letters: a batch of this one file, a sheet to reply on; and what came back."""
    if look.user.has_perm("letters.make_batch"):
        yield CaseAct(
            _("Make a letter with its link and QR code"), f"{reverse('letters:new')}?file={look.file_id}"
        )
        yield CaseAct(_("Make a sheet to reply on"), reverse("letters:reply", args=[look.file_id]))
    if look.user.has_perm("letters.type_reply"):
        href = reverse("letters:reply-typed", args=[look.file_id])
        yield CaseAct(_("Type in what came back on paper"), href)


def list_files_acts(user: Any) -> Iterator[CaseAct]:
    """A batch of the files that were ticked."""
    if user.has_perm("letters.make_batch"):
        yield CaseAct(_("Make letters"), reverse("letters:chosen"))
