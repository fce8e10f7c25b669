"""Rules and figures in euros, days and words; what a change does, and what people then read."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.desk.guarded.presenters import Difference
from portal.integrations.tagor.values.account import PlanCriteria
from portal.office.models import Office
from portal.plans.budget.models import ProtectedBand
from portal.plans.rule_pages.protected_set import KINDS, make_scale
from portal.plans.rule_pages.rule_rehearsal import Decided, Rehearsal
from portal.plans.rule_pages.rule_set import FIELDS, list_rules, read_key
from portal.plans.rule_pages.rule_words import LABELS, OUTCOMES
from portal.plans.rules.office_rule import make_terms, pick_rule
from portal.web.formats import day, money, months, pair

Values = dict[str, Any]
SAMPLE_DEBTS = (50_000, 250_000, 1_000_000)
SAMPLE_INCOMES = (150_000, 200_000, 250_000)
SAMPLE_CHILDREN = 2


@dataclass(frozen=True, slots=True)
class RehearsalPage:
    """The effect of a change on past requests. ``turns``: rows; ``examples``: number and URL."""

    title: str
    turns: list[dict[str, str]]
    examples: list[tuple[str, str]]


def name_rule(key: str) -> str:
    """Which debts a rule holds for: its file type and where its band begins."""
    file_type, from_cents = read_key(key)
    words = {"type": file_type, "amount": money(from_cents)}
    if file_type:
        return _("File type %(type)s, from %(amount)s") % words
    return _("Every other file type, from %(amount)s") % words


def present_rules(values: Values) -> list[dict[str, str]]:
    """The rules as a table."""
    return [
        {
            "href": reverse("plan-rules:rule", args=[*read_key_for_address(key)]),
            "file_type": read_key(key)[0] or _("every other"),
            "band": _format_band(read_key(key)[1], told["to_cents"]),
            "minimum": _format_part("minimum_cents", told),
            "longest": _format_part("longest_months", told),
            "first": _("day %(first)s to %(last)s")
            % {"first": told["earliest_days"], "last": told["latest_days"]},
            "person": _format_part("second_look_above_cents", told),
            "two": _format_part("two_people_above_cents", told),
        }
        for key, told in values.items()
    ]


def read_key_for_address(key: str) -> tuple[str, int]:
    """A key as an address has it: the file type or "all", and the cents."""
    file_type, cents = read_key(key)
    return file_type or "all", cents


def list_rule_differences(before: Values, after: Values) -> list[Difference]:
    """Each part of each rule that would change."""
    found = []
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        for name in FIELDS:
            said = [_format_part(name, told) if told else "–" for told in (old, new)]
            if said[0] != said[1]:
                found.append(Difference(pair(name_rule(key), str(LABELS[name])), *said))
    return found


def preview_rules(office: Office, values: Values) -> list[dict[str, str]]:
    """What people with some sample debts would be shown, as far as the office's rules decide it."""
    rules = list_rules(office, values)
    nothing = PlanCriteria(offers=(), longest_months=0, minimum_cents=0, plan_id=None)
    rows = []
    for cents in SAMPLE_DEBTS:
        rule = pick_rule(rules, "", cents)
        terms = make_terms(rule, balance_cents=cents, criteria=nothing, office=office)
        rows.append(
            {
                "debt": money(cents),
                "minimum": money(terms.minimum_cents) if terms.minimum_cents else _("Tagor decides"),
                "longest": months(terms.longest_months) if terms.longest_months else _("Tagor decides"),
                "deposit": money(terms.deposit_cents) if terms.deposit_cents else pgettext("payment", "none"),
            }
        )
    return rows


def name_year(year: str) -> str:
    """The figures of a year."""
    return _("Figures of %(year)s") % {"year": year}


def present_figures(values: Values) -> list[dict[str, Any]]:
    """Each year, the newest first, with the edges of its bands."""
    return [
        {
            "year": year,
            "title": name_year(year),
            "href": reverse("protected-income:year", args=[int(year)]),
            "child": money(values[year]["child_cents"]),
            "kinds": [
                (str(ProtectedBand.Kind(kind).label), _list_edges(values[year][kind])) for kind in KINDS
            ],
        }
        for year in sorted(values, reverse=True)
    ]


def list_figure_differences(before: Values, after: Values) -> list[Difference]:
    """Each figure that would be another, band by band."""
    found = []
    for year in dict.fromkeys((*before, *after)):
        old, new = (_flatten(values.get(year)) for values in (before, after))
        found += [
            Difference(pair(name_year(year), label), old.get(label, "–"), new.get(label, "–"))
            for label in dict.fromkeys((*old, *new))
            if old.get(label) != new.get(label)
        ]
    return found


def preview_figures(before: Values, after: Values) -> list[dict[str, str]]:
    """What a seizure could take of some incomes, in the newest year that would be another."""
    changed = [year for year in after if before.get(year) != after[year]]
    scale = make_scale(after, int(max(changed))) if changed else None
    if scale is None:
        return []
    return [
        {
            "income": money(cents),
            "alone": money(scale.get_seizable_cents(work_cents=cents, benefits_cents=0, children=0)),
            "children": money(
                scale.get_seizable_cents(work_cents=cents, benefits_cents=0, children=SAMPLE_CHILDREN)
            ),
            "benefits": money(scale.get_seizable_cents(work_cents=0, benefits_cents=cents, children=0)),
        }
        for cents in SAMPLE_INCOMES
    ]


def present_rehearsal(rehearsal: Rehearsal) -> RehearsalPage:
    """How many would have had another outcome, and from what to what."""
    numbers = {"num": rehearsal.different, "all": rehearsal.seen}
    return RehearsalPage(
        title=_("%(num)s of the last %(all)s requests would be decided otherwise.") % numbers,
        turns=[
            {"before": _describe_decided(old), "after": _describe_decided(new), "count": str(count)}
            for old, new, count in rehearsal.turns
        ],
        examples=[
            (one.number, reverse("plan-desk:request", args=[one.request_id])) for one in rehearsal.examples
        ],
    )


def _describe_decided(decided: Decided) -> str:
    said = str(OUTCOMES[decided.outcome])
    return _("%(outcome)s; two people agree") % {"outcome": said} if decided.needs_two else said


def _format_band(from_cents: int, to_cents: int | None) -> str:
    if to_cents is None:
        return _("%(from)s and more") % {"from": money(from_cents)}
    return _("%(from)s to below %(to)s") % {"from": money(from_cents), "to": money(to_cents)}


def _format_part(name: str, told: Values) -> str:
    """One part of a rule, in people's units; "–" without a limit."""
    value = told[name]
    if isinstance(value, bool):
        return pgettext("setting", "yes") if value else pgettext("setting", "no")
    if not value:
        return "–"
    if name.endswith("_cents"):
        return money(value)
    if name == "longest_months":
        return months(value)
    if name == "proven_on":
        return day(date.fromisoformat(value))
    return f"{value} %" if name == "deposit_percent" else str(value)


def _list_edges(bands: list[list[Any]]) -> list[tuple[str, str]]:
    """Each band by its edges, and the share that may go."""
    edges, start = [], 0
    for up_to, percent in bands:
        edges.append((_format_edges(start, up_to), f"{percent} %"))
        start = up_to or start
    return edges


def _format_edges(start: int, up_to: int | None) -> str:
    if up_to is None:
        return _("above %(amount)s") % {"amount": money(start)}
    return _("from %(from)s to %(to)s") % {"from": money(start), "to": money(up_to)}


def _flatten(told: Values | None) -> dict[str, str]:
    if told is None:
        return {}
    rows = {_("Less for each dependent child, a month"): money(told["child_cents"])}
    for kind in KINDS:
        label = ProtectedBand.Kind(kind).label
        rows |= {f"{label}, {edges}": share for edges, share in _list_edges(told[kind])}
    return rows
