"""The wish for reminders among what the portal keeps about a person."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.file.personal_data import MOST_TOLD, KeptThing, PersonalData
from portal.plans.reminders.models import Reminder, Subscription
from portal.plans.reminders.services import record_off
from portal.web.formats import day


class KeptReminders(PersonalData):
    """Who wants to be reminded, and how; and of which payments."""

    code = "reminders"
    title = gettext_lazy("Your reminders")
    is_removable = True

    def list_things(self, *, file_id: str, party_id: str) -> list[KeptThing]:
        """As ``PersonalData``."""
        own = {"file_id": file_id, "party_id": party_id}
        wishes = [
            KeptThing(
                _("That you want to be reminded of payments"),
                one.since,
                _("Until your plan ends, or until you delete it."),
                {"channel": one.channel, "days_before": one.days_before},
            )
            for one in Subscription.objects.filter(**own)
        ]
        reminders = [
            KeptThing(
                _("A reminder of the payment of %(day)s") % {"day": day(one.due_on)},
                one.created_at,
                _("60 days, until your plan ends, or until you delete it."),
                {
                    "payment": one.due_on,
                    "channel": one.channel,
                    "state": one.state,
                    "sent": one.sent_at.isoformat() if one.sent_at else None,
                },
            )
            for one in Reminder.objects.filter(**own)[:MOST_TOLD]
        ]
        return [*wishes, *reminders]

    @transaction.atomic
    def remove(self, *, file_id: str, party_id: str) -> int:
        """As ``PersonalData``. One that waits to be sent is not sent any more."""
        own = {"file_id": file_id, "party_id": party_id}
        wishes = Subscription.objects.filter(**own).delete()[0]
        if wishes:
            record_off(file_id=file_id, party_id=party_id)
        return wishes + Reminder.objects.filter(**own).delete()[0]
