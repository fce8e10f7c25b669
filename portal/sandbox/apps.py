from django.apps import AppConfig


class SandboxConfig(AppConfig):
    """Here only to carry ``manage.py sandbox``; the practice office itself does not use Django."""

    name = "portal.sandbox"
    label = "sandbox"
    verbose_name = "Practice office"
