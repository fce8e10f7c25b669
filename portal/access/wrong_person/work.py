"""The work that reports of a wrong person make."""

from datetime import timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.access.door_settings.file_spelling import spell_file_number
from portal.access.wrong_person.models import WrongPersonReport
from portal.access.wrong_person.services import open_told
from portal.desk.work import Alert, Work, WorkItem


class WrongPersons(Work):
    """Somebody must look at the file that the letter was about; the report itself belongs to none."""

    kind = "wrong-person"
    title = _("Letters for somebody else")
    permission = "access.handle_wrong_person"
    since = "made_at"
    patience = timedelta(days=2)
    file = ""
    language = "language"
    page = "wrong-person:reports"
    done_by = ("wrong-person-closed",)
    alerts = (Alert("wrong-person", _("A letter for somebody else")),)

    def list_rows(self) -> "QuerySet[WrongPersonReport]":
        """Those that nobody dealt with."""
        return WrongPersonReport.objects.filter(state=WrongPersonReport.State.OPEN)

    def make_item(self, row: WrongPersonReport) -> WorkItem:
        """What is wrong, and the number that the sender typed; the rest stays sealed."""
        return WorkItem(
            fact=str(WrongPersonReport.Kind(row.kind).label),
            address=reverse("wrong-person:report", args=[row.pk]),
            file_name=spell_file_number(open_told(row).get("file_number", "")),
        )
