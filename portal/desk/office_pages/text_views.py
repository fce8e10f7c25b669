"""``/desk/settings/texts/`` and ``…/helpers/``: what the office says itself, and who helps people."""

from functools import partial
from secrets import token_hex
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_http_methods, require_safe

from portal.desk.choosing.single_choice import Values
from portal.desk.choosing.views import ChoicePages
from portal.desk.frame.decorators import staff_required
from portal.desk.guarded.presenters import Difference
from portal.desk.office_pages.stored import make_choice, make_part
from portal.desk.office_pages.text_forms import CODES, LANGUAGES, HelperForm, PlaceForm
from portal.office.kept_choice import read_choice
from portal.office.selectors import get_office_face, get_office_row
from portal.office.texts import debt_helpers, text_places
from portal.office.texts.debt_helpers import REGIONS
from portal.office.texts.text_places import PLACES, fill
from portal.web.rendering.render import render_page

TEXTS = gettext_lazy("Your own texts")
HELPERS = gettext_lazy("Who helps people with debts")
HELPER_LABELS = {
    "name": gettext_lazy("What people call it"),
    "region": gettext_lazy("Where it helps"),
    "href": gettext_lazy("Its site"),
    **dict(LANGUAGES),
}
pages = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@staff_required("office.change_texts")
def texts(request: HttpRequest) -> HttpResponse:
    """Every place, and the languages in which it has a text."""
    kept = read_choice(get_office_row(), text_places.NAME)
    rows = [
        {
            "href": reverse("office-settings:text", args=[code]),
            "title": str(place.title),
            "hint": str(place.hint),
            "state": _("filled in") if f"{code}.nl" in kept else _("nothing yet"),
            "kind_of_state": "good" if f"{code}.nl" in kept else "info",
        }
        for code, place in PLACES.items()
    ]
    return render_page(request, "desk/office/texts.html", {"rows": rows})


@pages
@staff_required("office.change_texts")
def text(request: HttpRequest, place_id: str) -> HttpResponse:
    """The office's text at one place, in four languages."""
    if place_id not in PLACES:
        raise Http404
    place = PLACES[place_id]
    shown = ChoicePages(
        make_part(text_places.NAME, "office-text", place_id),
        place.title,
        "desk/office/text.html",
        PlaceForm,
        _list_text_differences,
        lambda _before, after: {"readings": _read_in_each(after)},
        "desk/office/text-check.html",
    )
    return shown.show(request, name=str(place.title), hint=str(place.hint), marks=text_places.PLACEHOLDERS)


@require_safe
@staff_required("office.change_helpers")
def helper_list(request: HttpRequest) -> HttpResponse:
    """Every organisation, by region."""
    kept = read_choice(get_office_row(), debt_helpers.NAME)
    rows = [
        {
            "href": reverse("office-settings:helper", args=[key]),
            "name": row["name"],
            "region": str(REGIONS[row["region"]][0]),
            "site": row["href"] or "–",
        }
        for region in REGIONS
        for key, row in kept.items()
        if row["region"] == region
    ]
    context = {"rows": rows, "new_href": reverse("office-settings:helper", args=[token_hex(4)])}
    return render_page(request, "desk/office/helpers.html", context)


@pages
@staff_required("office.change_helpers")
def helper(request: HttpRequest, key: str) -> HttpResponse:
    """One organisation: change, add under a free name, or remove."""
    shown = ChoicePages(
        make_choice(debt_helpers.NAME, "debt-helpers"),
        HELPERS,
        "desk/office/helper.html",
        partial(HelperForm, key=key),
        _list_helper_differences,
    )
    row = read_choice(get_office_row(), debt_helpers.NAME).get(key)
    return shown.show(
        request, key=key, name=row["name"] if row else _("One more organisation"), is_new=row is None
    )


def _list_text_differences(before: Values, after: Values) -> list[Difference]:
    names = dict(LANGUAGES)
    return [
        Difference(str(names[code]), before.get(code) or "–", after.get(code) or "–")
        for code in CODES
        if before.get(code) != after.get(code)
    ]


def _read_in_each(values: Values) -> list[dict[str, Any]]:
    """What people read in each language."""
    readings = []
    for code, name in LANGUAGES:
        with override(code):
            said = fill(values.get(code, ""), get_office_face())
        readings.append({"code": code, "name": str(name), "lines": said.splitlines()})
    return readings


def _list_helper_differences(before: Values, after: Values) -> list[Difference]:
    found = []
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key) or {}, after.get(key) or {}
        name = new.get("name") or old.get("name", "")
        found += [
            Difference(f"{name}: {label}", _format_value(field, old), _format_value(field, new))
            for field, label in HELPER_LABELS.items()
            if old.get(field) != new.get(field)
        ]
    return found


def _format_value(field: str, row: Values) -> str:
    value = row.get(field) or ""
    if field == "region" and value:
        return str(REGIONS[value][0])
    return str(value) or "–"
