from django.apps import AppConfig


class DoctorConfig(AppConfig):
    name = "portal.doctor"
    label = "doctor"
    verbose_name = "Doctor"

    def ready(self) -> None:
        from portal.doctor import checks  # noqa: F401, PLC0415 - registers the system checks
