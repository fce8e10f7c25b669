from django.utils.translation import gettext_lazy as _

from portal.web.room import Page, Room


class RemindersConfig(Room):
    name = "portal.plans.reminders"
    label = "reminders"
    verbose_name = "Reminders"
    kept = ("portal.plans.reminders.personal_data.KeptReminders",)
    history = ("portal.plans.reminders.history.list_history_entries",)
    retention = ("portal.plans.reminders.retention.RETENTION",)
    deliveries = ("portal.plans.reminders.handler.ReminderHandler",)
    settings_pages = (
        Page(
            _("Reminders of payments"),
            "reminder-settings:change",
            "reminders.change_reminderrules",
            _("Whether and when the office reminds people of a payment"),
            section="plans",
        ),
    )
