"""The wish for reminders among what the portal keeps about a person."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.audit.actors import DEFENDANT
from portal.audit.services import record
from portal.file.personal_data import KeptThing, PersonalData
from portal.plans.reminders.models import Subscription


class KeptReminders(PersonalData):
    """Who wants to be reminded, and how."""

    code = "reminders"
    title = gettext_lazy("Your reminders")
    is_removable = True

    def list_things(self, *, file_id: str, party_id: str) -> list[KeptThing]:
        """As ``PersonalData``."""
        rule = _("Until your plan ends, or until you delete it.")
        return [
            KeptThing(
                _("That you want to be reminded of payments"),
                one.since,
                rule,
                {"channel": one.channel, "days_before": one.days_before},
            )
            for one in Subscription.objects.filter(file_id=file_id, party_id=party_id)
        ]

    @transaction.atomic
    def remove(self, *, file_id: str, party_id: str) -> int:
        """As ``PersonalData``."""
        gone, _kinds = Subscription.objects.filter(file_id=file_id, party_id=party_id).delete()
        if gone:
            record("reminders-off", by=DEFENDANT, file_id=file_id)
        return gone
