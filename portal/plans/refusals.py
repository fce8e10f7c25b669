"""What a refusal of the office's system means for the person who asked, beside the field it is about."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from portal.plans.forms import AMOUNT, MONTHS, PlanForm
from portal.plans.models import Proposal


def explain_refusal(form: PlanForm, proposal: Proposal) -> None:
    """Put our own words for the refusal in the form; the system's text is never shown."""
    field = "first_on" if proposal.refusal_code == "plan-bad-date" else None
    if proposal.refusal_code in {"plan-too-low", "plan-too-long"}:
        field = proposal.kind if proposal.kind in {AMOUNT, MONTHS} else "choice"
    say = _SENTENCES.get(proposal.refusal_code, _say_unknown)
    if field is None or field not in form.errors:
        form.add_error(field, say())


def _say_unknown() -> str:
    return _("Your request was not accepted. Nothing was saved. Please ask the office.")


_SENTENCES: dict[str, Callable[[], str]] = {
    "plan-too-low": lambda: _("This amount a month is too low for the office. Choose a higher amount."),
    "plan-too-long": lambda: _("This takes too long for the office. Choose fewer months."),
    "plan-bad-date": lambda: _("The office cannot use this first date. Choose another date."),
    "plan-active": lambda: _("There is already a payment plan in this file. Ask the office to change it."),
    "plan-not-allowed": lambda: _(
        "The office does not allow a plan online for this file. You can still ask the office."
    ),
}
