"""The meaning of a refusal by the office's system, in our own words, never the system's."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ABOUT_THE_DATE = "plan-bad-date"

_SENTENCES: dict[str, Promise] = {
    "plan-too-low": _("This amount a month is too low for the office. Choose a higher amount."),
    "plan-too-long": _("This takes too long for the office. Choose fewer months."),
    ABOUT_THE_DATE: _("The office cannot use this first date. Choose another date."),
    "plan-active": _("There is already a payment plan in this file. Ask the office to change it."),
    "plan-not-allowed": _(
        "The office does not allow a plan online for this file. You can still ask the office."
    ),
}
_OTHER = _("The office’s system did not take it. Please ask the office.")


def describe_refusal(code: str) -> str:
    """The sentence for a refusal, in the active language."""
    return str(_SENTENCES.get(code, _OTHER))
