from portal.web.room import Room


class AccessConfig(Room):
    name = "portal.access"
    label = "access"
    verbose_name = "Access"
