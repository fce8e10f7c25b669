from portal.web.room import Room


class MyDataConfig(Room):
    name = "portal.mydata"
    label = "mydata"
    verbose_name = "My data here"
