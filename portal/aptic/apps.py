from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServiceCallsConfig(AppConfig):
    name = "portal.aptic"
    label = "service_calls"
    verbose_name = "Service calls"

    def ready(self) -> None:
        """Make the deliveries known, listen to the end of work, and give the desk its pages."""
        from portal.aptic.actions.delivery import ServiceHandler  # noqa: PLC0415
        from portal.aptic.actions.listening import end_run  # noqa: PLC0415
        from portal.aptic.actions.selectors import list_opening_groups  # noqa: PLC0415
        from portal.aptic.events.signals import job_ended  # noqa: PLC0415
        from portal.desk.frame import navigation  # noqa: PLC0415 - models are ready only now
        from portal.desk.people import powers  # noqa: PLC0415
        from portal.outbox import handlers  # noqa: PLC0415

        handlers.register(ServiceHandler())
        powers.add_opening("service_calls.define_actions", list_opening_groups)
        job_ended.connect(end_run, dispatch_uid="service_calls.end_run")
        pages = [
            (_("Actions"), "actions", "run_actions", _("Run what the office has defined in Aptic")),
            (_("Runs"), "runs", "run_actions", _("What was run, by whom, and what came back")),
            (_("Persons"), "persons", "search_persons", _("Search persons and companies in Aptic")),
            (_("Webhooks"), "webhooks", "view_webhooks", _("What Aptic tells the portal by itself")),
            (_("Define actions"), "define", "define_actions", _("Names, input and who may run them")),
        ]
        for title, name, permission, text in pages:
            navigation.add("Aptic", title, f"service_calls:{name}", f"service_calls.{permission}", text=text)
