from portal.web.room import Room


class RemindersConfig(Room):
    name = "portal.plans.reminders"
    label = "reminders"
    verbose_name = "Reminders"
    deliveries = ("portal.plans.reminders.handler.ReminderHandler",)
