from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "portal.desk"
    label = "desk"
    verbose_name = "Desk"

    def ready(self) -> None:
        """Guard every change of people and groups, and tell the trail of it."""
        from portal.desk.people import guard, trail  # noqa: PLC0415 - models are ready only now

        guard.connect()
        trail.connect()
