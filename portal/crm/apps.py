from django.apps import AppConfig


class CrmConfig(AppConfig):
    name = "portal.crm"
    label = "crm"
    verbose_name = "CRM systems"

    def ready(self) -> None:
        from portal.crm import checks  # noqa: F401, PLC0415 - registers itself
