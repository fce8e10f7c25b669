"""The office's rules for a plan: which one applies, and how it combines with Tagor's limits."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from portal.integrations.tagor.values.account import PlanCriteria, PlanOffer
from portal.office.models import Office
from portal.plans.models import PlanRule, Proposal
from portal.plans.rules.first_dates import EARLIEST_DAYS, LATEST_DAYS
from portal.plans.schedule import get_months
from portal.web.bank_days import BELGIUM, get_country


@dataclass(frozen=True, slots=True)
class Terms:
    """What a plan must keep to, the stricter of Tagor and the rule: debt, offers, longest term, smallest sum.

    Cents. ``country`` says whose bank days count; ``deposit_cents`` is a first payment to suggest (0: none).
    """

    balance_cents: int
    offers: tuple[PlanOffer, ...]
    longest_months: int
    minimum_cents: int
    earliest_days: int = EARLIEST_DAYS
    latest_days: int = LATEST_DAYS
    deposit_cents: int = 0
    auto_accepts: bool = False
    country: str = BELGIUM


def find_rule(office: Office, file_type: str, balance_cents: int) -> PlanRule | None:
    """The rule for a file: by its type, else the general one; None when none applies."""
    rules = PlanRule.objects.filter(office=office, file_type_id__in={"", file_type})
    rules = rules.filter(from_cents__lte=balance_cents)
    rules = rules.filter(Q(to_cents__isnull=True) | Q(to_cents__gt=balance_cents))
    return rules.order_by("-file_type_id", "-from_cents").first()


def pick_rule(rules: Iterable[PlanRule], file_type: str, balance_cents: int) -> PlanRule | None:
    """The same, of rules that may not be stored."""
    fits = [
        rule
        for rule in rules
        if rule.file_type_id in {"", file_type}
        and rule.from_cents <= balance_cents
        and (rule.to_cents is None or rule.to_cents > balance_cents)
    ]
    return max(fits, key=lambda rule: (rule.file_type_id, rule.from_cents), default=None)


def has_rules_by_type(office: Office) -> bool:
    """Whether the file type matters at all."""
    return PlanRule.objects.filter(office=office).exclude(file_type_id="").exists()


def make_terms(rule: PlanRule | None, *, balance_cents: int, criteria: PlanCriteria, office: Office) -> Terms:
    """Both sets of limits as one: the larger minimum, the shorter term, the offers that keep to both."""
    rule = rule or PlanRule(office=office)
    minimum = max(criteria.minimum_cents, rule.minimum_cents)
    longest = _get_shorter(criteria.longest_months, rule.longest_months)
    return Terms(
        balance_cents=balance_cents,
        offers=tuple(
            offer for offer in criteria.offers if _is_within(offer, minimum, longest, balance_cents)
        ),
        longest_months=longest,
        minimum_cents=minimum,
        earliest_days=rule.earliest_days,
        latest_days=rule.latest_days,
        deposit_cents=suggest_deposit(rule, balance_cents),
        auto_accepts=rule.is_proven,
        country=get_country(office.iban),
    )


def suggest_deposit(rule: PlanRule, balance_cents: int) -> int:
    """The first payment to suggest in cents, the larger of sum and share; 0 for none, never all."""
    share = balance_cents * rule.deposit_percent // 100
    wanted = max(rule.deposit_cents, share)
    return wanted if 0 < wanted < balance_cents else 0


def prove_rule(proposal: Proposal) -> None:
    """Another system reported the plan of a request that nobody at the office had approved.

    The first time, that proves a rule which says that Tagor accepts by itself.
    """
    rule = find_rule(proposal.office, proposal.file_type_id, proposal.balance_cents)
    if rule is not None and rule.auto_accepts and rule.proven_on is None and not proposal.wants_approval:
        PlanRule.objects.filter(pk=rule.pk).update(proven_on=timezone.localdate())


def note_what_tagor_did(rule: PlanRule | None, *, accepted: bool) -> None:
    """Keep whether a plan ran as soon as it was saved: if not, that belies a rule; if so, it is no proof."""
    if rule is not None and rule.pk:
        PlanRule.objects.filter(pk=rule.pk).update(seen_auto_accepts=accepted, seen_at=timezone.now())


def _get_shorter(told: int, ruled: int) -> int:
    """The shorter of two terms; 0 means none."""
    return min(told, ruled) if told and ruled else max(told, ruled)


def _is_within(offer: PlanOffer, minimum_cents: int, longest_months: int, balance_cents: int) -> bool:
    """Whether an offer is within the limits. Tagor rounds its own: less than a euro below is accepted."""
    if balance_cents <= 0:
        return False
    months = min(offer.months, get_months(balance_cents, offer.monthly_cents))
    is_enough = offer.monthly_cents + 100 > min(minimum_cents, balance_cents)
    return is_enough and (longest_months == 0 or months <= longest_months)
