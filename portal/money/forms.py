"""What somebody wants to change, and the password that goes with each step."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.desk.guarded.seen import SeenForm
from portal.money.values import (
    CHANNELS,
    LONGEST_FILE_TYPE,
    MERCHANTS,
    PLANNED,
    USUAL,
    Values,
    find_merchants,
    get_codes,
    tidy_values,
)
from portal.money.words import LABELS, name_missing
from portal.office.account import group_iban
from portal.office.models import Office
from portal.payments.models import Provider
from portal.payments.providers import ONLINE
from portal.web.formats import day
from portal.web.typed.fields import DayField

FREE_ROWS = 2
TEXTS = ("account_holder", "iban", "bic")


class MoneyForm(SeenForm):
    """Everything that decides where money goes. ``channel_rows``: (file type field or None, words, provider).

    Its ``cleaned_data["values"]`` are tidied and checked.
    """

    account_holder = forms.CharField(required=False, max_length=200)
    iban = forms.CharField(required=False, max_length=60)
    bic = forms.CharField(required=False, max_length=30)
    communication = forms.ChoiceField(choices=Office.Communication.choices)
    online_payment = forms.BooleanField(required=False)

    def __init__(self, data: Any = None, *, values: Values) -> None:
        """``values``: what stands now, and what the form begins with."""
        shown = {"iban": group_iban(values["iban"]), "usual": values[CHANNELS].get("", USUAL)}
        super().__init__(data, values=values, initial={**values, **shown})
        for name in (*TEXTS, "communication"):
            self.fields[name].label = LABELS[name]
        self.fields["online_payment"].label = _("People may pay online")
        self.fields["usual"] = forms.ChoiceField(choices=Provider.choices)
        self.fields["usual"].label = _("Every other file type")
        self.known = [name for name in values[CHANNELS] if name]
        self.providers = ["usual"]
        for name in self.known:
            label = _("File type %(type)s") % {"type": name}
            self._add_provider(_get_field(name), initial=values[CHANNELS][name], label=label)
        self.planned: dict[str, list[str]] = values.get(PLANNED, {})
        self._add_planned()
        for number in range(FREE_ROWS):
            self.fields[f"new_type_{number}"] = forms.CharField(
                required=False, max_length=LONGEST_FILE_TYPE, label=_("File type")
            )
            self._add_provider(f"new_provider_{number}", label=_("Who takes the payment"))

    @property
    def known_rows(self) -> list[Any]:
        """The chosen way of each file type that has one, and of every other."""
        return [self["usual"], *(self[_get_field(name)] for name in self.known)]

    @property
    def free_rows(self) -> list[tuple[Any, Any]]:
        """Where a file type can be added: its id, and its way."""
        return [(self[f"new_type_{n}"], self[f"new_provider_{n}"]) for n in range(FREE_ROWS)]

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError by field."""
        cleaned = super().clean()
        self._refuse_unset(cleaned)
        if self.errors:
            return cleaned
        wanted = {name: cleaned[name] for name in (*TEXTS, "communication", "online_payment")}
        values = {
            **wanted,
            CHANNELS: self._collect_channels(cleaned),
            PLANNED: self._collect_planned(cleaned),
        }
        cleaned["values"] = tidy_values({**values, MERCHANTS: find_merchants(values)})
        return cleaned

    def _refuse_unset(self, cleaned: dict[str, Any]) -> None:
        """Whose money it is, two people confirm: so a service has its merchant before it is chosen.

        A choice that stands already is not refused: it stops no other change.
        """
        standing = get_codes(self.values)
        for name in self.providers:
            code = cleaned.get(name)
            if code not in ONLINE or code in standing:
                continue
            if unset := ONLINE[code].list_unset():
                words = _("This service is not set up: nobody could pay there.")
                self.add_error(name, f"{words} {name_missing(unset)}")

    def _collect_planned(self, cleaned: dict[str, Any]) -> dict[str, list[str]]:
        """What stays planned, and what is added. Raises: ValidationError by field."""
        planned = {name: chosen for name, chosen in self.planned.items() if cleaned[_get_keep(name)]}
        on, provider, name = cleaned["later_day"], cleaned["later_provider"], cleaned["later_type"].strip()
        if on is None and not provider and not name:
            return planned
        if on is None or not provider:
            raise ValidationError(
                {"later_day": _("Fill in the day, and who takes the payment from then on.")}
            )
        return {**planned, name: [provider, on.isoformat()]}

    @property
    def planned_rows(self) -> list[Any]:
        """Each change that is planned, with a box that keeps it."""
        return [self[_get_keep(name)] for name in self.planned]

    def _collect_channels(self, cleaned: dict[str, Any]) -> dict[str, str]:
        channels = {"": cleaned["usual"]}
        for name in self.known:
            if cleaned[_get_field(name)]:
                channels[name] = cleaned[_get_field(name)]
        for number in range(FREE_ROWS):
            name, provider = cleaned[f"new_type_{number}"].strip(), cleaned[f"new_provider_{number}"]
            if bool(name) != bool(provider):
                raise ValidationError(
                    {f"new_type_{number}": _("Fill in the file type, and who takes the payment.")}
                )
            if name in channels and name:
                raise ValidationError({f"new_type_{number}": _("This file type stands in the list already.")})
            if name:
                channels[name] = provider
        return channels

    def _add_planned(self) -> None:
        for name, (provider, on) in self.planned.items():
            words = {
                "type": name or _("Every other file type"),
                "provider": Provider(provider).label,
                "day": day(date.fromisoformat(on)),
            }
            label = _("%(type)s: %(provider)s from %(day)s") % words
            self.fields[_get_keep(name)] = forms.BooleanField(required=False, initial=True, label=label)
        tomorrow = timezone.localdate() + timedelta(days=1)
        self.fields["later_day"] = DayField(required=False, earliest=tomorrow, label=_("From which day"))
        self._add_provider("later_provider", label=_("Who takes the payment from then on"))
        self.fields["later_type"] = forms.CharField(
            required=False, max_length=LONGEST_FILE_TYPE, label=_("File type")
        )

    def _add_provider(self, field: str, *, label: str, initial: str = "") -> None:
        self.providers.append(field)
        choices = [("", _("As every other file type")), *Provider.choices]
        self.fields[field] = forms.ChoiceField(choices=choices, required=False, initial=initial, label=label)


def _get_keep(file_type_id: str) -> str:
    return f"keep_{file_type_id.encode().hex()}"


def _get_field(file_type_id: str) -> str:
    """The same field for a file type whatever stands beside it."""
    return f"provider_{file_type_id.encode().hex()}"
