"""What each kind of a code is called, for staff."""

from django.utils.translation import pgettext_lazy

from portal.file.kinds import Kind

KIND_WORDS = {
    Kind.PRINCIPAL: pgettext_lazy("kind of a code", "principal"),
    Kind.INTEREST: pgettext_lazy("kind of a code", "interest"),
    Kind.PENALTY: pgettext_lazy("kind of a code", "penalty clause"),
    Kind.COURT: pgettext_lazy("kind of a code", "court costs"),
    Kind.BAILIFF: pgettext_lazy("kind of a code", "costs of the bailiff"),
    Kind.EXPENSES: pgettext_lazy("kind of a code", "disbursements"),
    Kind.DUTIES: pgettext_lazy("kind of a code", "duties"),
    Kind.VAT: pgettext_lazy("kind of a code", "VAT"),
    Kind.PAYMENT: pgettext_lazy("kind of a code", "payment"),
    Kind.EXPECTED: pgettext_lazy("kind of a code", "payment, not booked yet"),
}
NOT_KNOWN = pgettext_lazy("kind of a code", "not known")


def say_kind(kind: str) -> str:
    """What a stored kind is called; "" is not known."""
    return str(KIND_WORDS[Kind(kind)] if kind else NOT_KNOWN)
