"""Which reminders somebody wants."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.plans.reminders.models import Channel

NONE = "none"
DAYS = (1, 3, 7)


class RemindersForm(forms.Form):
    """By which channel, and how long before. There is no field for an address: it is the one on file."""

    channel = forms.ChoiceField(label=gettext_lazy("How do you want to get reminders?"))
    days_before = forms.TypedChoiceField(label=gettext_lazy("How long before each payment?"), coerce=int)

    def __init__(self, *args: Any, addresses: dict[str, str], usual_days: int, **options: Any) -> None:
        """``addresses``: for each channel that can be chosen the address on file, masked."""
        options.setdefault("use_required_attribute", False)
        super().__init__(*args, **options)
        channel = cast("forms.ChoiceField", self.fields["channel"])
        channel.choices = [*_name_channels(addresses), (NONE, _("No reminders"))]
        self.choice_hints = {name: address for name, address in addresses.items() if address}
        days = cast("forms.TypedChoiceField", self.fields["days_before"])
        days.choices = [(number, _name_days(number)) for number in sorted({*DAYS, usual_days})]


def _name_channels(names: Sequence[str] | dict[str, str]) -> list[tuple[str, str]]:
    words = {Channel.MAIL.value: _("By e-mail"), Channel.TEXT.value: _("By text message")}
    return [(name, words[name]) for name in names]


def _name_days(number: int) -> str:
    return ngettext("%(num)s day before", "%(num)s days before", number) % {"num": number}
