from portal.web.room import Room


class FileConfig(Room):
    name = "portal.file"
    label = "file"
    verbose_name = "Facts of a file"
    news = ("portal.file.respite.find_pause_news",)
    ahead = ("portal.file.respite.list_dates_ahead",)
    retention = ("portal.file.respite.RETENTION",)
