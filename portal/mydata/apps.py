from portal.web.room import Room, Sealed


class MyDataConfig(Room):
    name = "portal.mydata"
    label = "mydata"
    verbose_name = "My data here"
    kept = ("portal.mydata.debts.personal_data.KeptDebts",)
    retention = ("portal.mydata.debts.retention.RETENTION",)
    sealed = (
        Sealed(
            "mydata.DebtList",
            ("sealed",),
            purpose="portal.mydata.debts.store.PURPOSE",
            what="a person's own list of debts elsewhere",
            kept="30 days",
        ),
    )
