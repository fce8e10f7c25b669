"""The audit trail of a payment, in words."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.payments.models import Alert, Oddity, State
from portal.payments.settling.review import Outcome, Reason
from portal.web.formats import money

ACTS: dict[str, Any] = {
    "payment-created": gettext_lazy("The payment began."),
    "payment-alert-raised": gettext_lazy("Alert: %(alert)s."),
    "payment-alert-closed": gettext_lazy("The alert does not hold any more: %(alert)s."),
    "payment-alert-decided": gettext_lazy("Alert seen to (%(alert)s): %(decision)s."),
    "payment-resolved": gettext_lazy("Decided: %(outcome)s, because %(reason)s."),
    "payment-line-recognised": gettext_lazy("A line of Tagor was named as this payment."),
    "payment-report-sent": gettext_lazy("Reported to Tagor: %(amount)s."),
    "payment-report-hastened": gettext_lazy("Staff asked to report it at once."),
    "payment-report-decided": gettext_lazy("Staff said whether the report arrived: %(arrived)s."),
    "payment-refund-asked": gettext_lazy("Accounting was asked to pay back %(amount)s."),
    "payment-refund-done": gettext_lazy("%(amount)s was paid back."),
    "payment-refund-dropped": gettext_lazy("%(amount)s is not paid back after all."),
    "payment-reversed": gettext_lazy("%(amount)s went back to the payer."),
    "payment-oddity": gettext_lazy("The bank sent something unusual: %(oddity)s."),
    "payment-looked": gettext_lazy("Staff asked how it stands."),
}


def describe_event(event: Any) -> str:
    """One event of the trail; its bare name when there are no words for it."""
    details = event.details
    if "from" in details and "to" in details:
        values = {"before": _label(State, details["from"]), "after": _label(State, details["to"])}
        return _("From “%(before)s” to “%(after)s”.") % values
    words = ACTS.get(event.act)
    if words is None:
        return str(event.act)
    return str(words) % {
        "alert": _label(Alert.Kind, details.get("alert", "")),
        "decision": _label(Alert.Decision, details.get("decision", "")),
        "outcome": _label(Outcome, details.get("outcome", "")),
        "reason": _label(Reason, details.get("reason", "")),
        "amount": money(details.get("amount_cents", 0)),
        "oddity": _label(Oddity, details.get("oddity", "")),
        "arrived": _("yes") if details.get("has_arrived") else _("no"),
    }


def _label(choices: Any, value: str) -> str:
    return str(choices(value).label) if value in choices.values else str(value)
