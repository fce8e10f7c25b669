from portal.web.room import Room


class FileConfig(Room):
    name = "portal.file"
    label = "file"
    verbose_name = "Facts of a file"
    news = ("portal.file.respite.tell_pause",)
    ahead = ("portal.file.respite.tell_end_of_pause",)
    retention = ("portal.file.respite.RETENTION",)
