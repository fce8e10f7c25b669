from portal.web.room import Hearing, Room


class WebConfig(Room):
    name = "portal.web"
    label = "web"
    verbose_name = "Web plumbing"
    hears = (Hearing("django.db.models.signals.post_migrate", "portal.web.statistics.refresh_once"),)
    retention = (
        "portal.web.task_results.RETENTION",
        "portal.web.sessions.RETENTION",
    )
