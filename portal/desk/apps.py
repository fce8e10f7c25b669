from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "portal.desk"
    label = "desk"
    verbose_name = "Desk"

    def ready(self) -> None:
        """Guard every change of people and groups."""
        from portal.desk.people import guard  # noqa: PLC0415 - models are ready only now

        guard.connect()
