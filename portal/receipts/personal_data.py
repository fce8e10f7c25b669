"""Receipts among what the portal keeps about a person."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.file.personal_data import MOST_TOLD, KeptThing, PersonalData
from portal.receipts.models import Receipt
from portal.receipts.presenters import present


class KeptReceipts(PersonalData):
    """What anybody with the code can check."""

    code = "receipts"
    title = gettext_lazy("Your receipts")

    def list_things(self, *, file_id: str, party_id: str) -> list[KeptThing]:
        """As ``PersonalData``."""
        days = settings.RECEIPT_RETENTION_DAYS
        rule = _("It stays, so that your proof can always be checked.")
        if days:
            rule = _("%(num)s days: your proof can be checked that long.") % {"num": days}
        own = Receipt.objects.filter(file_id=file_id, party_id=party_id)
        return [
            KeptThing(
                _("Receipt: %(act)s") % {"act": present(one).act},
                one.issued_at,
                rule,
                {"code": one.code, "kind": one.kind, "facts": one.facts},
            )
            for one in own[:MOST_TOLD]
        ]
