"""Checks the office's rules for payment plans against Tagor's actual behaviour."""

from collections.abc import Iterator

from portal.plans.models import PlanRule
from portal.web.examining import Examination, Finding, ok, unknown, warn

NAME = "plans.rules"


def examine_plan_rules() -> Iterator[Finding]:
    """One finding for each rule: whether its statement on parameter 358 fits the saved plans."""
    rules = list(PlanRule.objects.order_by("file_type_id", "from_cents"))
    if not rules:
        yield ok(NAME, "No rules for payment plans: Tagor's own criteria count alone.")
    for rule in rules:
        yield _compare(rule)


def _compare(rule: PlanRule) -> Finding:
    """A rule that accepts is proven only by a person or by Aptic: see ``PlanRule``."""
    name, said = (
        f"{NAME}.{rule.file_type_id or 'all'}.{rule.from_cents}",
        _describe_rule(accepts=rule.auto_accepts),
    )
    seen, day = rule.seen_auto_accepts, rule.seen_at.date().isoformat() if rule.seen_at else ""
    if not rule.auto_accepts:
        return ok(name, f"The rule says that Tagor {said}: each plan stays a request until a person agrees.")
    if seen is False:
        remedy = "Change auto_accepts in the rule, or parameter 358 in Tagor."
        return warn(name, f"The rule says that Tagor {said}, but on {day} a saved plan did not run.", remedy)
    if rule.proven_on is None:
        remedy = "Look in Tagor at a plan that the portal saved. Was it accepted at once? Set proven_on."
        words = f"The rule says that Tagor {said}. Nobody has seen that yet, so plans stay requests."
        return (unknown if seen is None else warn)(name, words, remedy)
    return ok(name, f"Tagor {said}, seen on {rule.proven_on.isoformat()}.")


def _describe_rule(*, accepts: bool) -> str:
    return "accepts new plans by itself (358)" if accepts else "leaves new plans to a clerk (358)"


EXAMINATION = Examination("plans.rules", lambda _sample: examine_plan_rules(), needs_database=True)
