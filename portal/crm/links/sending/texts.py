"""The texts of portal events in a CRM system, in the office's language. No names, no secrets."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from portal.web.formats import money

Params = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Text:
    """A short title and one or two sentences."""

    title: str
    body: str


def write_text(text_code: str, params: Params) -> Text | None:
    """The text of an event; None for one that is not reported."""
    writer = WRITERS.get(text_code)
    if writer is None:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        title, body = writer(params)
        return Text(title, body)


def _request(sentence: Callable[[], str]) -> Callable[[Params], tuple[str, str]]:
    def write(params: Params) -> tuple[str, str]:
        body = [sentence(), _("Number of the request: %(number)s.") % {"number": params["request"]}]
        if params.get("monthly_cents") and params.get("months"):
            plan = {"amount": money(params["monthly_cents"]), "months": params["months"]}
            body.append(_("Plan: %(amount)s a month, %(months)s times.") % plan)
        return _("Payment plan"), " ".join(body)

    return write


def _payment(sentence: Callable[[], str]) -> Callable[[Params], tuple[str, str]]:
    def write(params: Params) -> tuple[str, str]:
        amount = _("Amount: %(amount)s.") % {"amount": money(params["amount_cents"])}
        return _("Payment"), f"{sentence()} {amount}"

    return write


def _plain(title: Callable[[], str], sentence: Callable[[], str]) -> Callable[[Params], tuple[str, str]]:
    return lambda _params: (title(), sentence())


WRITERS: Mapping[str, Callable[[Params], tuple[str, str]]] = {
    "plan-review": _request(lambda: _("A request for a payment plan waits for the office.")),
    "plan-held": _request(lambda: _("A request for a payment plan waits: a plan runs already.")),
    "plan-sent": _request(lambda: _("A request for a payment plan stands in the file.")),
    "plan-accepted": _request(lambda: _("The office agreed to the payment plan.")),
    "plan-countered": _request(lambda: _("The office proposed another payment plan.")),
    "plan-declined": _request(lambda: _("The office said no to the payment plan.")),
    "plan-refused": _request(lambda: _("The file does not take this payment plan.")),
    "plan-withdrawn": _request(lambda: _("The person took the request for a payment plan back.")),
    "payment-bank_paid": _payment(lambda: _("The bank says that a payment was made through the portal.")),
    "payment-seen": _payment(lambda: _("The office sees a payment made through the portal.")),
    "payment-booked": _payment(lambda: _("A payment made through the portal is booked.")),
    "payment-needs_review": _payment(lambda: _("A payment through the portal needs a look by a person.")),
    "dispute-opened": _plain(
        lambda: _("Not agreed"), lambda: _("A person told the portal not to agree. Look in the file.")
    ),
    "message-received": _plain(
        lambda: _("Message"), lambda: _("A person wrote a message in the portal. Look in the file.")
    ),
}
"""By the code of the event; other codes do not matter outside the portal."""
