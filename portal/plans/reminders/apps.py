from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "portal.plans.reminders"
    label = "reminders"
    verbose_name = "Reminders"

    def ready(self) -> None:
        """Tell the outbox how a reminder is sent."""
        from portal.outbox.handlers import register  # noqa: PLC0415 - models are ready only now
        from portal.plans.reminders.handler import ReminderHandler  # noqa: PLC0415

        register(ReminderHandler())
