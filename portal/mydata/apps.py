from portal.web.room import Room


class MyDataConfig(Room):
    name = "portal.mydata"
    label = "mydata"
    verbose_name = "My data here"
    kept = ("portal.mydata.debts.personal_data.KeptDebts",)
    retention = ("portal.mydata.debts.retention.RETENTION",)
