"""What staff can do for a file: write a note in it, or to its person."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.desk.case.contributions import CaseAct, Look


def list_acts(look: Look) -> Iterator[CaseAct]:
    """For those who may act on a file, and may answer people."""
    if not look.user.has_perm("desk.act_on_case"):
        return
    yield CaseAct(_("Write a note in the file"), reverse("file-notes:note", args=[look.file_id]))
    if look.user.has_perm("talk.answer_thread"):
        yield CaseAct(_("Write a message to the person"), reverse("file-messages:begin", args=[look.file_id]))
