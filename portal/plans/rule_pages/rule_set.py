"""All rules for payment plans as one value: what stands now, and whether a new set is sound.

The keys are "<file type>|<lowest balance in cents>", with "*" for every other file type; a value holds the
other fields of the rule as JSON. Amounts in cents, dates in ISO form.
"""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.office.models import Office
from portal.plans.models import PlanRule

FIELDS = (
    "to_cents",
    "minimum_cents",
    "longest_months",
    "earliest_days",
    "latest_days",
    "deposit_cents",
    "deposit_percent",
    "second_look_above_cents",
    "second_look_below_protected",
    "two_people_above_cents",
    "two_people_below_protected",
    "auto_accepts",
    "proven_on",
)
EVERY_OTHER = "*"

Values = dict[str, Any]


def read_rules(office: Office) -> Values:
    """What stands now."""
    rules = PlanRule.objects.filter(office=office.pk)
    return {make_key(rule.file_type_id, rule.from_cents): _write_rule(rule) for rule in rules}


def write_rules(office: Office, values: Values) -> None:
    """Put other rules in their place; a rule that stays keeps what was seen of it."""
    rules = {make_key(rule.file_type_id, rule.from_cents): rule for rule in office.plan_rules.all()}
    for key, rule in rules.items():
        if key not in values:
            rule.delete()
    for key, told in values.items():
        rule = make_rule(office, key, told, onto=rules.get(key))
        rule.save()


def tidy_rules(values: Values) -> Values:
    """The same, in order. Raises: ValidationError when a rule is not sound, or two hold for one balance."""
    office = Office()
    rules = [make_rule(office, key, told) for key, told in values.items()]
    for rule in rules:
        rule.clean_fields(exclude=["office"])
        rule.validate_constraints(exclude=["office"])
    for place, rule in enumerate(rules):
        others = [other for other in rules[place + 1 :] if other.file_type_id == rule.file_type_id]
        if any(rule.overlaps(other) for other in others):
            raise ValidationError(_("Another rule of this file type holds for a part of this band."))
    ordered = sorted(rules, key=lambda rule: (rule.file_type_id, rule.from_cents))
    return {make_key(rule.file_type_id, rule.from_cents): _write_rule(rule) for rule in ordered}


def list_rules(office: Office, values: Values) -> list[PlanRule]:
    """The rules of a set, not stored."""
    return [make_rule(office, key, told) for key, told in values.items()]


def make_key(file_type_id: str, from_cents: int) -> str:
    """The name of a rule in a set."""
    return f"{file_type_id or EVERY_OTHER}|{from_cents}"


def read_key(key: str) -> tuple[str, int]:
    """The file type, "" for every other, and the lowest balance."""
    file_type, _bar, cents = key.rpartition("|")
    return "" if file_type == EVERY_OTHER else file_type, int(cents)


def make_rule(office: Office, key: str, told: Values, *, onto: PlanRule | None = None) -> PlanRule:
    """One rule of a set as a row; ``onto``: the stored row that it changes."""
    rule = onto or PlanRule(office=office)
    rule.file_type_id, rule.from_cents = read_key(key)
    for name in FIELDS:
        setattr(rule, name, told[name])
    rule.proven_on = date.fromisoformat(told["proven_on"]) if told["proven_on"] else None
    return rule


def _write_rule(rule: PlanRule) -> Values:
    told = {name: getattr(rule, name) for name in FIELDS}
    return {**told, "proven_on": rule.proven_on.isoformat() if rule.proven_on else None}
