from portal.web.room import Room


class ReceiptsConfig(Room):
    name = "portal.receipts"
    label = "receipts"
    verbose_name = "Receipts"
    searches = ("portal.receipts.search.Receipts",)
    kept = ("portal.receipts.kept.KeptReceipts",)
