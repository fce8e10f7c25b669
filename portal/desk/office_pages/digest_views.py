"""``/desk/settings/digest/``: whether staff get mails about what waits, and when."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from portal.desk.choosing.comparison import list_plain_differences
from portal.desk.choosing.single_choice import SingleChoice, Values
from portal.desk.choosing.views import ChoicePages
from portal.desk.digest.mailing import (
    DAILY,
    NAME,
    OFF,
    SOON,
    list_alerts,
    list_waiting,
    plan_next,
    read_mails,
    write_mail,
)
from portal.desk.frame.decorators import staff_required
from portal.desk.guarded.seen import SeenForm
from portal.office.kept_choice import forget_choice, write_choice
from portal.office.models import Office

HOW: dict[str, Any] = {
    OFF: gettext_lazy("No mails"),
    DAILY: gettext_lazy("Each working day, what waits"),
    SOON: gettext_lazy("Each working day, and alerts within ten minutes"),
}
LABELS = {
    "how": gettext_lazy("Mails to staff"),
    "hour": gettext_lazy("At which hour"),
    "alerts": gettext_lazy("Of what they hear at once"),
}


class DigestForm(SeenForm):
    """How often, and when."""

    how = forms.ChoiceField(label=LABELS["how"], choices=list(HOW.items()))
    hour = forms.IntegerField(label=LABELS["hour"], min_value=0, max_value=23)
    alerts = forms.MultipleChoiceField(label=LABELS["alerts"], required=False)

    def __init__(self, data: Any, values: Values) -> None:
        super().__init__(data, values=values, initial=values)
        chooser: Any = self.fields["alerts"]
        chooser.choices = [(alert.code, alert.title) for _work, alert in list_alerts()]

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError when a colleague saved in the meantime."""
        cleaned = super().clean()
        return {
            **cleaned,
            "values": {
                "how": cleaned.get("how"),
                "hour": str(cleaned.get("hour")),
                "alerts": cleaned.get("alerts", []),
            },
        }


def write_digest(office: Office, values: Values) -> None:
    """Store another choice, and plan the next mail."""
    write_choice(office, NAME, values)
    plan_next(office)


def _format_value(name: str, value: Any) -> str:
    if name == "alerts":
        titles = {alert.code: str(alert.title) for _work, alert in list_alerts()}
        return ", ".join(titles[code] for code in value or () if code in titles) or "–"
    return str(HOW[value]) if name == "how" and value in HOW else str(value)


CHOICE = SingleChoice(
    "staff-mails",
    read_mails,
    write_digest,
    lambda: forget_choice(NAME),
)
PAGES = ChoicePages(
    CHOICE,
    gettext_lazy("Mails to staff"),
    "desk/office/digest.html",
    DigestForm,
    list_plain_differences(LABELS, _format_value),
)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("office.change_digest")
def digest(request: HttpRequest) -> HttpResponse:
    """The form, and the mail that this person would get now."""
    subject, text = write_mail(list_waiting(request.user), alert=False)
    is_off = settings.EMAIL_BACKEND.endswith("dummy.EmailBackend")
    return PAGES.show(request, subject=subject, lines=text.splitlines(), is_off=is_off)
