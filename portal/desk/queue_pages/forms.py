"""Forms about a row of the queue: who does it, until when it is snoozed and why."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.desk.queue.services import LONGEST_SLEEP
from portal.web.formats import name_person
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
    """Until which day, and why."""

    until = DayField(label=_("Show it again on"))
    reason = forms.CharField(
        label=_("Why does it wait?"),
        max_length=200,
        error_messages={"required": _("Say in a few words why it waits.")},
    )

    def __init__(self, data: Any = None) -> None:
        today = timezone.localdate()
        super().__init__(data, initial={"until": today + timedelta(days=1)})
        until: Any = self.fields["until"]
        until.earliest, until.latest = today + timedelta(days=1), today + LONGEST_SLEEP
