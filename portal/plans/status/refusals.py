"""The meaning of a refusal by the office's system, in our own words, never the system's."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.integrations.tagor.values.account import PlanCriteria
from portal.plans.models import Proposal
from portal.plans.rules.weighing import foresee_refusal
from portal.web import formats

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


def foresee(proposal: Proposal, criteria: PlanCriteria | None) -> tuple[str, ...]:
    """That the office's system surely takes no such plan, and what that means; () when it may take it.

    ``criteria``: the limits that Tagor tells, None when not known.
    """
    if criteria is None:
        return ()
    balance = proposal.balance_cents
    code = foresee_refusal(proposal, criteria=criteria, balance_cents=balance)
    told = {
        "plan-too-low": gettext("The office’s system takes no plan below %(amount)s a month.")
        % {"amount": formats.money(min(criteria.minimum_cents, balance))},
        "plan-too-long": gettext("The office’s system takes no plan of more than %(months)s.")
        % {"months": formats.months(criteria.longest_months)},
    }
    if code not in told:
        return ()
    return told[code], gettext("So the office can only answer with another plan, or in another way.")


def describe_refusal(code: str) -> str:
    """The sentence for a refusal, in the active language."""
    return str(_SENTENCES.get(code, _OTHER))
