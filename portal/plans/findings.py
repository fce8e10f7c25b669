"""The office's rules for payment plans, held against what Tagor really did."""

from collections.abc import Iterator

from portal.doctor.findings import Examination, Finding, ok, unknown, warn
from portal.plans.models import PlanRule

NAME = "plans.rules"


def examine_plan_rules() -> Iterator[Finding]:
    """One finding a rule: whether its word on parameter 358 is what saved plans showed."""
    rules = list(PlanRule.objects.order_by("file_type_id", "from_cents"))
    if not rules:
        yield ok(NAME, "No rules for payment plans: Tagor's own criteria count alone.")
    for rule in rules:
        yield _compare(rule)


def _compare(rule: PlanRule) -> Finding:
    name, said = f"{NAME}.{rule.file_type_id or 'all'}.{rule.from_cents}", _say(accepts=rule.auto_accepts)
    if rule.seen_auto_accepts is None or rule.seen_at is None:
        return unknown(name, f"The rule says that Tagor {said}. No saved plan has shown it yet.")
    seen, day = _say(accepts=rule.seen_auto_accepts), rule.seen_at.date().isoformat()
    if rule.seen_auto_accepts != rule.auto_accepts:
        remedy = "Change auto_accepts in the rule, or parameter 358 in Tagor."
        return warn(name, f"The rule says that Tagor {said}, but on {day} it {seen}.", remedy)
    return ok(name, f"Tagor {seen}, as the rule says, last seen on {day}.")


def _say(*, accepts: bool) -> str:
    return "accepts new plans by itself (358)" if accepts else "leaves new plans to a clerk (358)"


EXAMINATION = Examination("plans.rules", lambda _sample: examine_plan_rules(), needs_database=True)
