from portal.web.room import Room


class PortalConfig(Room):
    name = "portal"
    verbose_name = "Portal"
    checks = ("portal.checks",)
