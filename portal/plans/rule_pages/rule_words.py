"""What the parts of a rule are called, in people's units, and who may change one."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.plans.rules.decision_table import Outcome

VIEW_RULES, CHANGE_RULES, CONFIRM_RULES = (
    "plans.view_planrule",
    "plans.change_planrule",
    "plans.confirm_planrule",
)
VIEW_FIGURES, CHANGE_FIGURES, CONFIRM_FIGURES = (
    "budget.view_protectedincome",
    "budget.change_protectedincome",
    "budget.confirm_protectedincome",
)

LABELS: dict[str, Any] = {
    "file_type_id": _("File type"),
    "from_cents": _("Debts from"),
    "to_cents": _("Debts below"),
    "minimum_cents": _("Smallest amount a month"),
    "longest_months": _("Longest time, in months"),
    "earliest_days": _("Days until the first payment, at least"),
    "latest_days": _("Days until the first payment, at most"),
    "deposit_cents": _("First payment to suggest, as an amount"),
    "deposit_percent": _("First payment to suggest, in percent of the debt"),
    "second_look_above_cents": _("A person looks first at debts above"),
    "second_look_below_protected": _("A person looks first when a plan takes protected income"),
    "two_people_above_cents": _("Two people must agree for debts above"),
    "two_people_below_protected": _("Two people must agree when a plan takes protected income"),
    "auto_accepts": _("Tagor accepts new plans at once (its parameter 358)"),
    "proven_on": _("The day somebody saw that in Tagor"),
}
OUTCOMES: dict[Outcome, Any] = {
    Outcome.HOLD: _("held: a plan exists"),
    Outcome.BUDGET_WANTED: _("a person looks: outside the rules, no budget"),
    Outcome.LOW: _("a person looks: the amount is low"),
    Outcome.LONG: _("a person looks: the time is long"),
    Outcome.LOW_AND_LONG: _("a person looks: low and long"),
    Outcome.PROTECTED: _("a person looks: protected income"),
    Outcome.UNJUDGED: _("a person looks: protected income cannot be judged"),
    Outcome.LARGE: _("a person looks: a large debt"),
    Outcome.ACCEPT: _("goes to Tagor, and is accepted"),
    Outcome.REQUEST: _("goes to Tagor as a request"),
}
