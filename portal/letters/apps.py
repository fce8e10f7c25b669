from django.utils.translation import gettext_lazy as _

from portal.web.room import Page, Room

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
