"""``/desk/settings/office/``: who the office is."""

from dataclasses import replace
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from portal.desk.choosing.comparison import list_plain_differences
from portal.desk.choosing.single_choice import SingleChoice, Values
from portal.desk.choosing.views import ChoicePages
from portal.desk.frame.decorators import staff_required
from portal.desk.guarded.seen import SeenForm
from portal.office.account import has_account
from portal.office.models import Office
from portal.office.selectors import forget_office, get_office_face

LABELS: dict[str, Any] = {
    "name": gettext_lazy("Name of the office"),
    "street": gettext_lazy("Street and number"),
    "postal_code": gettext_lazy("Postal code"),
    "city": gettext_lazy("Town"),
    "enterprise_number": gettext_lazy("Enterprise or register number"),
    "phone": gettext_lazy("Telephone"),
    "email": gettext_lazy("E-mail address"),
    "website": gettext_lazy("Website"),
}
CUT_OFF = {"transfer_cut_off": gettext_lazy("A transfer before this hour is there on the next bank day")}


class IdentityForm(SeenForm):
    """The office's texts, without its account number, which is set elsewhere."""

    name = forms.CharField(required=False, max_length=120)
    street = forms.CharField(required=False, max_length=120)
    postal_code = forms.CharField(required=False, max_length=12)
    city = forms.CharField(required=False, max_length=80)
    enterprise_number = forms.CharField(required=False, max_length=20)
    phone = forms.CharField(required=False, max_length=30)
    email = forms.EmailField(required=False, max_length=254)
    website = forms.URLField(required=False, max_length=200, assume_scheme="https")
    transfer_cut_off = forms.TimeField(input_formats=["%H:%M", "%H.%M", "%Hh%M", "%H"])

    def __init__(self, data: Any, values: Values) -> None:
        super().__init__(data, values=values, initial=values)
        for name, label in {**LABELS, **CUT_OFF}.items():
            self.fields[name].label = label

    def clean_phone(self) -> str:
        """Raises: ValidationError for a number that cannot be dialled."""
        phone = str(self.cleaned_data["phone"])
        if phone and sum(letter.isdigit() for letter in phone) < 6:
            raise ValidationError(_("This is no telephone number."))
        return phone

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError by field when a text says where to pay."""
        cleaned = super().clean()
        for name in LABELS:
            if has_account(str(cleaned.get(name, ""))):
                words = _("An account number is no text. Propose it under “Where money goes”, at the desk.")
                self.add_error(name, words)
        values = {name: " ".join(str(cleaned.get(name, "")).split()) for name in LABELS}
        return {
            **cleaned,
            "values": {**values, "transfer_cut_off": _format_time(cleaned.get("transfer_cut_off"))},
        }


def read_identity(office: Office) -> Values:
    """What the office filled in itself."""
    values = Office.objects.filter(pk=office.pk).values(*LABELS, *CUT_OFF).get()
    return {**values, "transfer_cut_off": _format_time(values["transfer_cut_off"])}


def write_identity(office: Office, values: Values) -> None:
    """Store other texts."""
    cut_off = time.fromisoformat(values["transfer_cut_off"])
    texts = {name: values.get(name, "") for name in LABELS}
    Office.objects.filter(pk=office.pk).update(**texts, transfer_cut_off=cut_off)


def _format_time(at: time | None) -> str:
    return f"{at:%H:%M}" if at else ""


def _present(_before: Values, after: Values) -> dict[str, Any]:
    """The office as people will see it; empty fields come from Tagor."""
    face = get_office_face()
    filled = {name: value for name, value in after.items() if value and name in LABELS}
    return {"shown": replace(face, **filled)}


PAGES = ChoicePages(
    SingleChoice("office-identity", read_identity, write_identity, forget_office),
    gettext_lazy("The office"),
    "desk/office/identity.html",
    IdentityForm,
    list_plain_differences({**LABELS, **CUT_OFF}),
    _present,
    "desk/office/identity-check.html",
)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("office.change_office")
def identity(request: HttpRequest) -> HttpResponse:
    """The form, the difference, the changes until now."""
    return PAGES.show(request)
