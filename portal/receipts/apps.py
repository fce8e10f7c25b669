from portal.web.room import Room


class ReceiptsConfig(Room):
    name = "portal.receipts"
    label = "receipts"
    verbose_name = "Receipts"
    retention = ("portal.receipts.retention.RETENTION",)
    searches = ("portal.receipts.search.Receipts",)
    kept = ("portal.receipts.personal_data.KeptReceipts",)
