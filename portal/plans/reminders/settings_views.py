"""``/desk/settings/reminders/``: whether and when the office reminds people of a payment."""

from datetime import time
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from portal.desk.choosing.comparison import list_plain_differences
from portal.desk.choosing.single_choice import SingleChoice, Values
from portal.desk.choosing.views import ChoicePages
from portal.desk.frame.decorators import staff_required
from portal.desk.guarded.seen import SeenForm
from portal.office.models import Office
from portal.plans.reminders.models import MOST_DAYS_BEFORE, MOST_PER_WEEK, ReminderRules
from portal.plans.reminders.presenters import present_quiet_hours

LABELS: dict[str, Any] = {
    "is_on": gettext_lazy("People can ask for reminders"),
    "days_before": gettext_lazy("Days before the payment"),
    "mail_template": gettext_lazy("Tagor’s template of the e-mail"),
    "text_template": gettext_lazy("Tagor’s template of the text message"),
    "quiet_from": gettext_lazy("Nothing is sent from"),
    "quiet_until": gettext_lazy("until"),
    "most_per_week": gettext_lazy("At most so many in a week, for one person"),
}
TITLE = gettext_lazy("Reminders of payments")


class RemindersForm(SeenForm):
    """What the office allows."""

    is_on = forms.BooleanField(required=False)
    days_before = forms.IntegerField(min_value=1, max_value=MOST_DAYS_BEFORE)
    mail_template = forms.RegexField(r"^[\w.-]*$", required=False, max_length=40)
    text_template = forms.RegexField(r"^[\w.-]*$", required=False, max_length=40)
    quiet_from = forms.TimeField(input_formats=["%H:%M", "%H.%M", "%Hh%M", "%H"])
    quiet_until = forms.TimeField(input_formats=["%H:%M", "%H.%M", "%Hh%M", "%H"])
    most_per_week = forms.IntegerField(min_value=1, max_value=MOST_PER_WEEK)

    def __init__(self, data: Any, values: Values) -> None:
        super().__init__(data, values=values, initial=values)
        for name, label in LABELS.items():
            self.fields[name].label = label

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError when reminders are on and there is no way to send them."""
        cleaned = super().clean()
        if cleaned.get("is_on") and not (cleaned.get("mail_template") or cleaned.get("text_template")):
            self.add_error("mail_template", _("Fill in a template: without one nothing can be sent."))
        cleaned["values"] = {name: _as_json(cleaned.get(name)) for name in LABELS}
        return cleaned


def read_reminder_rules(office: Office) -> Values:
    """What stands now."""
    rules = ReminderRules.objects.filter(office=office.pk).first() or ReminderRules(office=office)
    return {name: _as_json(getattr(rules, name)) for name in LABELS}


def write_reminder_rules(office: Office, values: Values) -> None:
    """Put other rules in their place."""
    times = {name: time.fromisoformat(values[name]) for name in ("quiet_from", "quiet_until")}
    ReminderRules.objects.update_or_create(office=office, defaults={**values, **times})


def _as_json(value: Any) -> Any:
    return f"{value:%H:%M}" if isinstance(value, time) else value


def _present(_before: Values, after: Values) -> dict[str, Any]:
    """What people read then."""
    times = {name: time.fromisoformat(after[name]) for name in ("quiet_from", "quiet_until")}
    rules = ReminderRules(**{**after, **times})
    number = rules.days_before
    words = ngettext("%(num)s day before each payment", "%(num)s days before each payment", number)
    return {
        "is_offered": bool(rules.channels),
        "when": words % {"num": number},
        "quiet": present_quiet_hours(rules),
    }


PAGES = ChoicePages(
    SingleChoice("reminder-rules", read_reminder_rules, write_reminder_rules),
    TITLE,
    "plans/reminders/settings.html",
    RemindersForm,
    list_plain_differences(LABELS),
    _present,
    "plans/reminders/settings-check.html",
)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("reminders.change_reminderrules")
def reminder_settings(request: HttpRequest) -> HttpResponse:
    """The form, the difference, the changes until now."""
    return PAGES.show(request)
