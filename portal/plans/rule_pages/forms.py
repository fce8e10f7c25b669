"""A rule in euros, days and percents; and the figures of protected income of a year."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.desk.guarded.seen import SeenForm
from portal.office.models import Office
from portal.plans.budget.models import ProtectedBand
from portal.plans.models.rule import LATEST_START_DAYS, LONGEST_TERM, PlanRule
from portal.plans.rule_pages.protected_set import KINDS, tidy_figures
from portal.plans.rule_pages.rule_set import FIELDS, Values, make_key, make_rule, tidy_rules
from portal.plans.rule_pages.rule_words import LABELS
from portal.web.typed.fields import DayField, MoneyField

LONGEST_FILE_TYPE = 30
FIRST_YEAR, LAST_YEAR = 2024, 2100
BANDS = 7


class RuleForm(SeenForm):
    """One rule of the set; ``cleaned_data["values"]`` is the whole set with it, normalised and checked.

    ``key``: the rule that is changed, "" for a new one.
    """

    file_type_id = forms.RegexField(r"^[\w.-]*$", required=False, max_length=LONGEST_FILE_TYPE)
    from_cents = MoneyField(min_cents=0)
    to_cents = MoneyField(required=False, min_cents=1)
    minimum_cents = MoneyField(required=False, min_cents=0)
    longest_months = forms.IntegerField(required=False, min_value=0, max_value=LONGEST_TERM)
    earliest_days = forms.IntegerField(min_value=1, max_value=LATEST_START_DAYS)
    latest_days = forms.IntegerField(min_value=1, max_value=LATEST_START_DAYS)
    deposit_cents = MoneyField(required=False, min_cents=0)
    deposit_percent = forms.IntegerField(required=False, min_value=0, max_value=100)
    second_look_above_cents = MoneyField(required=False, min_cents=0)
    second_look_below_protected = forms.BooleanField(required=False)
    two_people_above_cents = MoneyField(required=False, min_cents=0)
    two_people_below_protected = forms.BooleanField(required=False)
    auto_accepts = forms.BooleanField(required=False)
    proven_on = DayField(required=False)

    def __init__(self, data: Any = None, *, values: Values, key: str = "") -> None:
        rule = make_rule(Office(), key, values[key]) if key else PlanRule()
        super().__init__(data, values=values, initial=_get_initial(rule))
        self.key = key
        for name, field in self.fields.items():
            if name in LABELS:
                field.label = LABELS[name]

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError when the rule is not sound beside the others."""
        cleaned = super().clean()
        if self.errors:
            return cleaned
        told = {name: cleaned[name] for name in FIELDS}
        for name in ("minimum_cents", "longest_months", "deposit_cents", "deposit_percent"):
            told[name] = told[name] or 0
        told["proven_on"] = cleaned["proven_on"].isoformat() if cleaned["proven_on"] else None
        key = make_key(cleaned["file_type_id"].strip(), cleaned["from_cents"])
        others = {name: rule for name, rule in self.values.items() if name != self.key}
        if key in others:
            raise ValidationError(_("Another rule of this file type holds for a part of this band."))
        cleaned["values"] = tidy_rules({**others, key: told})
        return cleaned


def _get_initial(rule: PlanRule) -> dict[str, Any]:
    """The current values; empty where there is no limit."""
    shown = {name: getattr(rule, name) for name in ("file_type_id", "from_cents", *FIELDS)}
    for name in ("minimum_cents", "longest_months", "deposit_cents", "deposit_percent"):
        shown[name] = shown[name] or None
    return shown


class FiguresForm(SeenForm):
    """The figures of one year; ``cleaned_data["values"]`` is every year with it, tidied and checked."""

    year = forms.IntegerField(min_value=FIRST_YEAR, max_value=LAST_YEAR, label=gettext_lazy("For which year"))
    child_cents = MoneyField(min_cents=0, label=gettext_lazy("Less for each dependent child, a month"))

    def __init__(self, data: Any = None, *, values: Values, year: int | None = None) -> None:
        told = values.get(str(year)) if year else None
        initial = {"year": year, "child_cents": told["child_cents"] if told else None}
        super().__init__(data, values=values, initial=initial)
        for kind in KINDS:
            bands = told[kind] if told else []
            for place in range(BANDS):
                up_to, percent = bands[place] if place < len(bands) else (None, None)
                self._add_band(kind, place, up_to=up_to, percent=percent)

    def list_bands(self, kind: str) -> list[tuple[Any, Any]]:
        """The fields of the bands of a kind of income: up to which amount, and the share."""
        return [(self[f"{kind}_up_to_{place}"], self[f"{kind}_percent_{place}"]) for place in range(BANDS)]

    @property
    def kinds(self) -> list[tuple[str, list[tuple[Any, Any]]]]:
        """Each kind of income with its bands."""
        return [(str(ProtectedBand.Kind(kind).label), self.list_bands(kind)) for kind in KINDS]

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError when the bands leave a gap or fall."""
        cleaned = super().clean()
        if self.errors:
            return cleaned
        told = {"child_cents": cleaned["child_cents"], **{kind: self._collect(kind) for kind in KINDS}}
        cleaned["values"] = tidy_figures({**self.values, str(cleaned["year"]): told})
        return cleaned

    def _collect(self, kind: str) -> list[list[int | None]]:
        """The bands that have a share."""
        rows = [
            [self.cleaned_data[f"{kind}_up_to_{place}"], self.cleaned_data[f"{kind}_percent_{place}"]]
            for place in range(BANDS)
        ]
        if any(up_to is not None and percent is None for up_to, percent in rows):
            raise ValidationError(_("Fill in the share of each band."))
        return [row for row in rows if row[1] is not None]

    def _add_band(self, kind: str, place: int, *, up_to: int | None, percent: int | None) -> None:
        self.fields[f"{kind}_up_to_{place}"] = MoneyField(
            required=False, min_cents=1, initial=up_to, label=_("Income up to")
        )
        self.fields[f"{kind}_percent_{place}"] = forms.IntegerField(
            required=False, min_value=0, max_value=100, initial=percent, label=_("Share that may go")
        )
