from portal.web.room import Room


class WebConfig(Room):
    name = "portal.web"
    label = "web"
    verbose_name = "Web plumbing"
    retention = (
        "portal.web.task_results.RETENTION",
        "portal.web.sessions.RETENTION",
    )
