from portal.web.room import Room


class ReceiptsConfig(Room):
    name = "portal.receipts"
    label = "receipts"
    verbose_name = "Receipts"
    retention = ("portal.receipts.retention.KEEPING",)
    searches = ("portal.receipts.search.Receipts",)
    kept = ("portal.receipts.kept.KeptReceipts",)
