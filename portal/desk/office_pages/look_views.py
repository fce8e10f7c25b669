"""``/desk/settings/look/``: the office's colour, adjusted until it is legible, and its logo."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from portal.desk.choosing.comparison import format_plain
from portal.desk.choosing.single_choice import SingleChoice, Values
from portal.desk.choosing.views import ChoicePages
from portal.desk.frame.decorators import staff_required
from portal.desk.guarded.presenters import Difference
from portal.desk.guarded.seen import SeenForm
from portal.office.colour import get_contrast, parse_colour
from portal.office.models import Office
from portal.office.selectors import forget_office
from portal.office.stored_picture import is_stored, store_picture
from portal.office.style import RATIOS, SURFACES, make_accents

FIELDS = ("accent", "logo_url")
TEXTS = {"light": "#1c1b19", "dark": "#f1eee8"}
SCHEMES = {"light": gettext_lazy("By day"), "dark": gettext_lazy("In the dark")}


class LookForm(SeenForm):
    """A colour, and a new or existing logo. ``logo_url``: the logo after the check."""

    accent = forms.RegexField(r"^#[0-9a-fA-F]{6}$", label=gettext_lazy("Colour of buttons and links"))
    picture = forms.FileField(required=False, label=gettext_lazy("A new picture"))
    no_picture = forms.BooleanField(required=False, label=gettext_lazy("Show no picture"))
    logo_url = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, data: Any, values: Values, *, files: Any = None) -> None:
        super().__init__(data, values=values, initial=values, files=files)

    def clean_picture(self) -> str:
        """The path of an uploaded logo, "" for none. Raises: ValidationError when it is not an image."""
        sent = self.cleaned_data.get("picture")
        return store_picture(sent) if sent else ""

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError for a picture that is not stored here."""
        cleaned = super().clean()
        kept = cleaned.get("picture") or cleaned.get("logo_url", "")
        path = "" if cleaned.get("no_picture") else kept
        if path not in {"", self.values["logo_url"]} and not is_stored(path):
            raise ValidationError(_("Send the picture once more."))
        # The check page sends its path along.
        self.data = {**self.data.dict(), "logo_url": path}  # type: ignore[attr-defined]
        accent = cleaned.get("accent", "").lower()
        return {**cleaned, "values": {"accent": accent, "logo_url": path}}


def read_look(office: Office) -> Values:
    """What stands now."""
    return dict(Office.objects.filter(pk=office.pk).values(*FIELDS).get())


def write_look(office: Office, values: Values) -> None:
    """Store another look."""
    Office.objects.filter(pk=office.pk).update(**{name: values.get(name, "") for name in FIELDS})


def list_look_differences(before: Values, after: Values) -> list[Difference]:
    """The colour by its code, the logo by whether there is one."""
    labels = {"accent": _("Colour of buttons and links"), "logo_url": _("Picture")}
    return [
        Difference(label, _format_value(name, before.get(name)), _format_value(name, after.get(name)))
        for name, label in labels.items()
        if before.get(name) != after.get(name)
    ]


def _format_value(name: str, value: Any) -> str:
    if name == "logo_url" and value:
        return _("picture %(name)s") % {"name": value.rpartition("/")[2][:8]}
    return format_plain(value)


def present_schemes(accent: str) -> list[dict[str, str]]:
    """In light and dark mode: the colour that pages use, and its contrast."""
    wanted, shown = parse_colour(accent), []
    for scheme, title in SCHEMES.items():
        used = make_accents(accent, scheme)
        surfaces = [parse_colour(surface) for surface in SURFACES[scheme]]
        contrast = min(get_contrast(wanted, surface) for surface in surfaces)
        is_kept = contrast >= RATIOS[scheme]
        words = _("used as it is") if is_kept else _("corrected to %(colour)s") % {"colour": used["accent"]}
        shown.append(
            {
                "title": str(title),
                "surface": SURFACES[scheme][1],
                "text": TEXTS[scheme],
                "accent": used["accent"],
                "accent_text": used["accent-text"],
                "contrast": f"{contrast:.1f} : 1",
                "words": words,
                "kind": "good" if is_kept else "warn",
            }
        )
    return shown


def _present(_before: Values, after: Values) -> dict[str, Any]:
    return {"schemes": present_schemes(after["accent"]), "logo_url": after["logo_url"]}


def _make_pages(request: HttpRequest) -> ChoicePages:
    return ChoicePages(
        SingleChoice("office-look", read_look, write_look, forget_office),
        gettext_lazy("Colour and logo"),
        "desk/office/look.html",
        lambda data, values: LookForm(data, values, files=None if data is None else request.FILES),
        list_look_differences,
        _present,
        "desk/office/look-check.html",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("office.change_look")
def show_look(request: HttpRequest) -> HttpResponse:
    """The form, the difference, the changes until now."""
    return _make_pages(request).show(request)
