"""The words of the practice payment pages of Worldline and Mollie in four languages."""

from portal.sandbox.sips.texts import bind_marks, texts_for
from portal.sandbox.tables import read_table

METHODS = {
    "worldline": ("Bancontact", "iDEAL | Wero", "Visa", "Mastercard"),
    "mollie": ("Bancontact", "iDEAL | Wero", "KBC/CBC", "Belfius", "Card"),
}
OUTCOMES = (
    *("paid", "refused", "cancelled", "pending", "waiting-long", "uncertain", "reserved", "capture-refused"),
    *("at-bank", "unknown-status", "half-paid", "text-status", "amount-more", "amount-less"),
    *(
        "other-currency",
        "other-reference",
        "no-payment",
        "expired",
        "refunded-in-part",
        "refunded",
        "charged-back",
    ),
)
"""What can become of a payment; a service that has no such state shows its nearest one."""

_WORDS = read_table("checkout", dict[str, dict[str, str]])


def words_for(language: str) -> dict[str, str]:
    """The texts of the page; those shared with the practice SIPS come from its own module."""
    return texts_for(language) | bind_marks(_WORDS.get(language, _WORDS["nl"]))
