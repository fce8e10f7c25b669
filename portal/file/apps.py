from portal.web.room import Room


class FileConfig(Room):
    name = "portal.file"
    label = "file"
    verbose_name = "Facts of a file"
    news = ("portal.file.respite.news.find_pause_news",)
    ahead = ("portal.file.respite.ahead.list_dates_ahead",)
    retention = ("portal.file.respite.retention.RETENTION",)
