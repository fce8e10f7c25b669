from django.apps import AppConfig


class SandboxConfig(AppConfig):
    """Only exists so that Django finds ``manage.py sandbox``; the practice office itself uses no Django."""

    name = "portal.sandbox"
    label = "sandbox"
    verbose_name = "Practice office"
