"""Payments, as part of the data that the portal stores about a person."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.file.personal_data import MOST_TOLD, KeptThing, PersonalData
from portal.payments.models import Attempt
from portal.web.formats import money


class KeptPayments(PersonalData):
    """Payments that were started here. No card number is ever stored here."""

    code = "payments"
    title = gettext_lazy("Your online payments")

    def list_things(self, *, file_id: str, party_id: str) -> list[KeptThing]:
        """As ``PersonalData``."""
        rule = _("%(num)s days, or longer until it is settled: it proves what you paid.") % {
            "num": settings.PAYMENT_RETENTION_DAYS
        }
        own = Attempt.objects.filter(file_id=file_id, party_id=party_id).order_by("-created_at")
        return [
            KeptThing(
                _("Payment of %(amount)s") % {"amount": money(one.amount_cents)},
                one.created_at,
                rule,
                {"reference": one.reference, "amount_cents": one.amount_cents, "state": one.state},
            )
            for one in own[:MOST_TOLD]
        ]
