"""The sentence of each verdict: what happens with the request now."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise] = {
    "hold-now": _("You already have a plan. It stays while the office looks at your request."),
    "hold-closed": _("You already have a plan. It stays until the office is open and looks."),
    "budget-wanted-now": _("The office looks at this request first. A short budget helps it to decide."),
    "budget-wanted-closed": _("The office looks when it is open again. A short budget helps it to decide."),
    "low-now": _("This amount is below what the office usually takes. A person looks at it first."),
    "low-closed": _(
        "This amount is below what the office usually takes. A person looks when the office is open."
    ),
    "long-now": _("This takes longer than the office usually allows. A person looks at it first."),
    "long-closed": _(
        "This takes longer than the office usually allows. A person looks when the office is open."
    ),
    "low-and-long-now": _(
        "The amount is low and the time is long for the office. A person looks at it first."
    ),
    "low-and-long-closed": _(
        "The amount is low and the time is long. A person looks when the office is open."
    ),
    "protected-now": _(
        "This plan takes income that the law protects. A person at the office looks at it first."
    ),
    "protected-closed": _(
        "This plan takes income that the law protects. A person looks when the office is open."
    ),
    "unjudged-now": _(
        "The office must check that this plan leaves you enough to live on. A person looks at it first."
    ),
    "unjudged-closed": _(
        "The office must check that this plan leaves you enough to live on. It looks when it is open."
    ),
    "large-now": _("The amount you owe is large. A person at the office looks at it first."),
    "large-closed": _("The amount you owe is large. A person looks when the office is open."),
    "accept-now": _("Your plan is within the rules. The office accepts it as soon as it arrives."),
    "accept-away": _(
        "Your plan is within the rules. It goes to the office as soon as its system works again."
    ),
    "request-now": _("Your request goes to the office. It is a plan once the office accepts it."),
    "request-closed": _("Your request goes to the office. The office answers when it is open again."),
    "request-away": _("We keep your request. It goes to the office as soon as its system works again."),
}


DELIVERY_REASONS: dict[str, Promise] = {
    "plan-too-low": _("Tagor finds the amount a month too low."),
    "plan-too-long": _("Tagor finds the plan too long."),
    "plan-not-allowed": _("Tagor allows no plan in this file."),
    "ended": _("The request had ended before it could be sent."),
    "plan-bad-date": _("The first day of the plan has passed."),
    "plan-active": _("The file holds a plan already. The request is held for you."),
    "plan-changed": _("The plan in the file has changed meanwhile."),
    "credential-refused": _("Tagor refuses the key of this person and of the office."),
}
"""For staff: why a request or an approval was not sent."""


def get_sentence(code: str) -> str:
    """The sentence in the active language; "" for a code of an older release."""
    return str(SENTENCES.get(code, ""))
