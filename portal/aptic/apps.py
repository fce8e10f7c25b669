from django.utils.translation import gettext_lazy as _

from portal.web.room import Page, Receiver, Room, Sealed


class ServiceCallsConfig(Room):
    name = "portal.aptic"
    label = "service_calls"
    verbose_name = "Service calls"
    navigation = tuple(
        Page(title, f"service_calls:{name}", f"service_calls.{permission}", text, section="Aptic")
        for title, name, permission, text in (
            (_("Actions"), "actions", "run_actions", _("Run what the office has defined in Aptic")),
            (_("Runs"), "runs", "run_actions", _("What was run, by whom, and what came back")),
            (_("Persons"), "persons", "search_persons", _("Search persons and companies in Aptic")),
            (_("Webhooks"), "webhooks", "view_webhooks", _("What Aptic tells the portal by itself")),
            (_("Define actions"), "define", "define_actions", _("Names, input and who may run them")),
        )
    )
    work = ("portal.aptic.webhooks.work.WebhookDrifts",)
    deliveries = ("portal.aptic.actions.delivery.ServiceHandler",)
    retention = ("portal.aptic.actions.retention.RETENTION",)
    receivers = (Receiver("portal.aptic.events.signals.job_ended", "portal.aptic.actions.listening.end_run"),)
    findings = ("portal.aptic.findings.EXAMINATION",)
    openings = ("portal.aptic.actions.selectors.OPENING",)
    sealed = (
        Sealed(
            "service_calls.ServiceRun",
            ("input", "answer"),
            purpose="portal.aptic.actions.calling.PURPOSE",
            what="what an action at Aptic was run with, and its answer",
            kept="`EVENT_RETENTION_DAYS` after it ended",
        ),
    )
