"""What the parts of a change are called, and the rights to make one."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

VIEW = "office.view_moneychange"
PROPOSE, CONFIRM = "office.propose_money_change", "office.confirm_money_change"

LABELS: dict[str, Any] = {
    "account_holder": _("Account holder"),
    "iban": _("Account number (IBAN)"),
    "bic": _("Bank code (BIC)"),
    "communication": _("Payment reference"),
    "online_payment": _("Online payments"),
    "channels": _("Who takes online payments"),
    "planned": _("Planned change of who takes online payments"),
    "merchants": _("Merchant at the payment service"),
}


def name_missing(unset: Sequence[str]) -> str:
    """What has to be filled in before a payment service works, and by whom."""
    words = gettext("The person who runs the portal has to fill in first: %(settings)s.")
    return words % {"settings": ", ".join(unset)}
