from django.apps import AppConfig


class ServiceCallsConfig(AppConfig):
    name = "portal.service_calls"
    label = "service_calls"
    verbose_name = "Service calls"
