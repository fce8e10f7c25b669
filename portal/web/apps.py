from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from portal.web.room import Receiver, Room


class WebConfig(Room):
    name = "portal.web"
    label = "web"
    verbose_name = "Web plumbing"
    receivers = (Receiver("django.db.models.signals.post_migrate", "portal.web.statistics.refresh_once"),)
    findings = ("portal.web.sealed.findings.EXAMINATION",)
    retention = (
        "portal.web.task_results.RETENTION",
        "portal.web.sessions.RETENTION",
    )

    def ready(self) -> None:
        """As for every room; and every field of every form is too long in our words, not in Django's."""
        super().ready()
        MaxLengthValidator.message = _("This is too long. Write at most %(limit_value)s characters.")
