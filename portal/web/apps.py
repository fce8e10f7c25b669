from portal.web.room import Receiver, Room
from portal.web.typed.own_words import use_own_words


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
        """As for every room; and every field of every form says what is wrong in our own words."""
        super().ready()
        use_own_words()
