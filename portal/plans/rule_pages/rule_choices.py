"""The rules for plans, and the figures of protected income, as two people change them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.desk.guarded.guarded_choice import GuardedChoice
from portal.desk.guarded.presenters import Wording, present_notice
from portal.office.models import RuleChange
from portal.office.selectors import get_office
from portal.plans.rule_pages import presenters
from portal.plans.rule_pages.protected_set import read_figures, tidy_figures, write_figures
from portal.plans.rule_pages.rule_set import read_rules, tidy_rules, write_rules
from portal.plans.rule_pages.rule_words import (
    CHANGE_FIGURES,
    CHANGE_RULES,
    CONFIRM_FIGURES,
    CONFIRM_RULES,
    VIEW_FIGURES,
    VIEW_RULES,
)


def _do_nothing(*_told: Any) -> None:
    """Store nothing else and notify nobody: the desk's first page shows that a change waits."""


RULES: GuardedChoice[RuleChange] = GuardedChoice(
    model=RuleChange,
    prefix="plan-rules",
    scope={"topic": "plan-rules"},
    propose_permission=CHANGE_RULES,
    confirm_permission=CONFIRM_RULES,
    read=read_rules,
    write=write_rules,
    tidy=tidy_rules,
    forget=_do_nothing,
    alert=_do_nothing,
    is_first=lambda before: not before,
)
FIGURES: GuardedChoice[RuleChange] = GuardedChoice(
    model=RuleChange,
    prefix="protected-income",
    scope={"topic": "protected-income"},
    propose_permission=CHANGE_FIGURES,
    confirm_permission=CONFIRM_FIGURES,
    read=read_figures,
    write=write_figures,
    tidy=tidy_figures,
    forget=_do_nothing,
    alert=_do_nothing,
    is_first=lambda before: not before,
)
RULE_WORDING = Wording(
    prefix=RULES.prefix,
    label=presenters.name_rule,
    list_differences=presenters.list_rule_differences,
    address=lambda change_id: reverse("plan-rules:change", args=[change_id]),
)
FIGURE_WORDING = Wording(
    prefix=FIGURES.prefix,
    label=presenters.name_year,
    list_differences=presenters.list_figure_differences,
    address=lambda change_id: reverse("protected-income:change", args=[change_id]),
)


def find_rules_notice(user: Any) -> dict[str, str] | None:
    """For the first page of the desk, while a change of the rules waits."""
    waits = RULES.find_waiting(get_office()) if user.has_perm(VIEW_RULES) else None
    title = _("Somebody wants to change the rules for plans")
    return present_notice(waits, RULE_WORDING, title=title) if waits else None


def find_figures_notice(user: Any) -> dict[str, str] | None:
    """The same for the figures of protected income."""
    waits = FIGURES.find_waiting(get_office()) if user.has_perm(VIEW_FIGURES) else None
    title = _("Somebody wants to change the figures of protected income")
    return present_notice(waits, FIGURE_WORDING, title=title) if waits else None
