"""Own debts among what the portal keeps about a person."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.file.personal_data import KeptThing, PersonalData
from portal.file.visit import Visit
from portal.mydata.debts.store import SESSION_NAME, find_row, forget_debts, open_list
from portal.web.formats import day
from portal.web.sealed.words import explain_locked


class KeptDebts(PersonalData):
    """The list that somebody made for themselves."""

    code = "own-debts"
    title = gettext_lazy("Your list of debts")
    is_removable = True

    def list_things(self, *, file_id: str, party_id: str) -> list[KeptThing]:
        """As ``PersonalData``."""
        row = find_row(file_id=file_id, party_id=party_id)
        if row is None:
            return []
        rule = _("Until %(day)s, or until you delete it.") % {"day": day(timezone.localdate(row.keep_until))}
        data = {"debts": [one.as_dict() for one in open_list(row.sealed)] or explain_locked(row)}
        return [KeptThing(_("The debts that you wrote down"), row.kept_since, rule, data)]

    def list_of_session(self, visit: Visit) -> list[KeptThing]:
        """As ``PersonalData``."""
        debts = open_list(visit.session.get(SESSION_NAME, ""))
        if not debts:
            return []
        data = {"debts": [one.as_dict() for one in debts]}
        rule = _("Until you sign out.")
        return [KeptThing(_("The debts that you wrote down"), timezone.now(), rule, data)]

    def remove(self, *, file_id: str, party_id: str) -> int:
        """As ``PersonalData``."""
        return forget_debts(file_id=file_id, party_id=party_id)

    def remove_of_session(self, visit: Visit) -> int:
        """As ``PersonalData``."""
        return int(visit.session.pop(SESSION_NAME, None) is not None)
