"""Forms about a row of the queue: who does it, until when it is snoozed and why."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.desk.queue.services import LONGEST_SLEEP
from portal.web.formats import day, name_person
from portal.web.typed.fields import DayField


class AssignForm(forms.Form):
    """``colleagues`` who may do it; ``seen`` is its owner as shown on the page."""

    owner = forms.ChoiceField(
        label=_("Who does this?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a colleague."), "invalid_choice": _("Choose a colleague.")},
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, colleagues: Iterable[Any], owner_id: int | None) -> None:
        super().__init__(data, initial={"seen": owner_id, "owner": str(owner_id or "")})
        self.colleagues = {str(one.pk): one for one in colleagues}
        chooser: Any = self.fields["owner"]
        chooser.choices = [(key, name_person(one)) for key, one in self.colleagues.items()]


class SleepForm(forms.Form):
    """Until which day, and why. ``promised_on``: when an answer is due; later only when that is past."""

    until = DayField(label=_("Show it again on"))
    reason = forms.CharField(
        label=_("Why does it wait?"),
        max_length=200,
        error_messages={"required": _("Say in a few words why it waits.")},
    )

    def __init__(self, data: Any = None, *, promised_on: date | None = None) -> None:
        tomorrow = timezone.localdate() + timedelta(days=1)
        super().__init__(data, initial={"until": tomorrow})
        until: Any = self.fields["until"]
        until.earliest, until.latest = tomorrow, timezone.localdate() + LONGEST_SLEEP
        until.help_text = _("It comes back earlier when something new happens to it.")
        if promised_on is not None and promised_on >= tomorrow:
            until.latest = min(until.latest, promised_on)
            until.help_text = _(
                "An answer is promised by %(day)s. It comes back earlier when there is news."
            ) % {"day": day(promised_on)}
