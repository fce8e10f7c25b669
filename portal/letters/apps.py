from django.utils.translation import gettext_lazy as _

from portal.web.room import Page, Room, Sealed

SECTION = _("Letters")


class LettersConfig(Room):
    name = "portal.letters"
    label = "letters"
    verbose_name = "Letters"
    navigation = (
        Page(
            _("Letter kit"),
            "letters:batches",
            "letters.view_batch",
            _("Inserts with a link, a QR code and check words, for many files at once"),
            section=SECTION,
        ),
    )
    case_acts = ("portal.letters.acts.list_acts",)
    files_acts = ("portal.letters.acts.list_files_acts",)
    retention = ("portal.letters.batch.retention.RETENTION",)
    sealed = (
        Sealed(
            "letters.Batch",
            ("table_sealed",),
            purpose="portal.letters.batch.services.PURPOSE",
            what="a list for letters whose columns are not matched yet",
            kept="180 days",
            is_large=True,
        ),
        Sealed(
            "letters.Letter",
            ("given_sealed",),
            purpose="portal.letters.batch.given.PURPOSE",
            what="the rows of such a list",
            kept="180 days after it was given",
        ),
        Sealed(
            "letters.Letter",
            ("address_sealed", "claimant_sealed", "name_sealed"),
            purpose="portal.letters.batch.address.PURPOSE",
            what="the names and addresses of letters",
            kept="180 days after the list was given",
        ),
        Sealed(
            "letters.Letter",
            ("standing_sealed",),
            purpose="portal.letters.batch.standing.PURPOSE",
            what="what a letter says of its file",
            kept="180 days after the list was given",
        ),
    )
