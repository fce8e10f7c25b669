from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "portal.office"
    label = "office"
    verbose_name = "Office"

    def ready(self) -> None:
        from portal.office import signals  # noqa: F401, PLC0415 - connects the receivers
