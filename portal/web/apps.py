from portal.web.room import Receiver, Room


class WebConfig(Room):
    name = "portal.web"
    label = "web"
    verbose_name = "Web plumbing"
    receivers = (Receiver("django.db.models.signals.post_migrate", "portal.web.statistics.refresh_once"),)
    retention = (
        "portal.web.task_results.RETENTION",
        "portal.web.sessions.RETENTION",
    )
