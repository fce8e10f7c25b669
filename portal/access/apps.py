from django.apps import AppConfig
from django.contrib import admin


class AccessConfig(AppConfig):
    name = "portal.access"
    label = "access"
    verbose_name = "Access"

    def ready(self) -> None:
        from portal.access.staff import StaffSignInForm  # noqa: PLC0415 - its models load after the apps

        admin.site.login_form = StaffSignInForm
