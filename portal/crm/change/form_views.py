"""The form of an operation as a page: shown, filled in, left to search for a record, sent."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.crm.change.confirming import CONFIRMED, TYPED, present_question, read_records
from portal.crm.change.form_pages import FormPage, Shown
from portal.crm.change.form_sending import explain_unsaved, make_once, send_form
from portal.crm.decorators import send_to_connect
from portal.crm.document.calls import ConnectionNeededError
from portal.crm.document.field_tree import Field
from portal.crm.document.labels import name_field
from portal.crm.entry.convert import to_text
from portal.crm.entry.forms import RecordForm, is_as_seen, take_sight
from portal.crm.entry.inputs import Input, walk
from portal.crm.holding.own_numbers import get_own_number, list_people
from portal.crm.records.hrefs import draft_href
from portal.crm.records.naming import find_names
from portal.crm.records.presenters import label_resource
from portal.crm.session import Draft, drop_draft, get_draft, store_draft, store_times
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

AUTHOR = "user_id"


def show_or_take(request: HttpRequest, page: FormPage) -> HttpResponse:
    """The form for GET, its sending for POST."""
    return _take_form(request, page) if request.method == "POST" else _show_form(request, page)


def _show_form(request: HttpRequest, page: FormPage) -> HttpResponse:
    """GET: the form, empty, with the record, with a draft, or with values of the address ("f.name=x")."""
    draft = get_draft(request.session, request.GET.get("draft", ""))
    seen = take_sight(page.fields, page.original) if page.original is not None else ""
    if draft is not None:
        form = RecordForm(page.fields, draft.typed)
        _take_pick(request, form)
        return render_form(request, page, form, Shown(seen=draft.seen or seen, draft=draft.token))
    if page.original is not None:
        form = RecordForm.from_record(page.fields, page.original)
    else:
        form = RecordForm.from_post(page.fields, request.GET, {})
        _name_author(request, page, form)
    return render_form(request, page, form, Shown(seen=seen))


def _name_author(request: HttpRequest, page: FormPage, form: RecordForm) -> None:
    """Whoever makes a record is its user there, unless they say otherwise."""
    system = page.catalogue.system
    number = get_own_number(request.user, system.key) if AUTHOR in system.hints.get("people", ()) else ""
    if number and any(one.name == AUTHOR for one in form.fields):
        form.typed.setdefault(AUTHOR, number)


def _take_pick(request: HttpRequest, form: RecordForm) -> None:
    place, record_id = request.GET.get("place", ""), request.GET.get("pick", "")
    if place and record_id:
        form.typed[place] = record_id


def _take_form(request: HttpRequest, page: FormPage) -> HttpResponse:
    """POST: a button within the form, or the sending of it."""
    form = RecordForm.from_post(page.fields, request.POST, request.FILES)
    shown = Shown(once=request.POST.get("_once", ""), seen=request.POST.get("_seen", ""))
    shown.draft = request.POST.get("_draft", "")
    if answer := _press_button(request, page, form, shown):
        return answer
    is_changed = _is_changed(page, form, shown)
    for place, facts in _list_file_facts(page).items():
        form.fill_in_file_facts(place, facts, page.original or {})
    body = form.read(original=page.original)
    shown.is_mistyped = bool(page.typed) and request.POST.get(TYPED, "").strip() != page.typed
    _check(page, form, shown, is_changed=is_changed)
    if shown.status != 200:
        return render_form(request, page, form, shown)
    if page.asks_again and (answer := _ask_once_more(request, page, form, body, shown)):
        return answer
    return _send(request, page, form, body, shown)


def _check(page: FormPage, form: RecordForm, shown: Shown, *, is_changed: bool) -> None:
    """Say why it is not sent, if it is not."""
    if form.problems or shown.is_mistyped:
        shown.status = 422
    elif page.guard is not None and page.guard.held_by:
        shown.status = 409
        shown.notice = page.guard.held_by + " " + _("Nothing was saved. What you typed still stands here.")
    elif page.is_new and page.fields and not form.is_filled(besides=AUTHOR):
        shown.status, shown.notice = 422, _("Nothing is filled in yet. Nothing was saved.")
    elif is_changed:
        shown.status = 409


def _ask_once_more(
    request: HttpRequest, page: FormPage, form: RecordForm, body: Mapping[str, Any], shown: Shown
) -> HttpResponse | None:
    """The confirmation page; None when exactly this was confirmed. Raises: the errors of a call."""
    records = read_records(page, form, body, user=request.user)
    if form.problems:
        shown.status = 422
        return render_form(request, page, form, shown)
    question = present_question(page, form, body, records)
    is_same = request.POST.get(CONFIRMED) == question["fingerprint"]
    is_typed = request.POST.get(TYPED, "").strip() == question["going"]
    if is_same and is_typed:
        return None
    shown.status = 422 if is_same else shown.status
    context = {
        **question,
        "system": page.catalogue.system,
        "resource": page.resource,
        "label": label_resource(page.resource),
        "page": page,
        "is_again": CONFIRMED in request.POST and not is_same,
        "is_mistyped": is_same,
        "shown": shown,
        "action": get_own_path(request),
    }
    return render_page(
        request, "crm/confirm.html", context, status=shown.status, language_path=page.cancel_href
    )


def _send(
    request: HttpRequest, page: FormPage, form: RecordForm, body: Mapping[str, Any], shown: Shown
) -> HttpResponse:
    try:
        answer = send_form(page, form, body, shown, user=request.user)
    except ConnectionNeededError:
        draft = _store_draft(request, form, shown)
        return send_to_connect(page.catalogue.system, draft_href(draft))
    if answer is None:
        return render_form(request, page, form, shown)
    drop_draft(request.session, shown.draft)
    if isinstance(answer, str):
        store_times(request.session, answer.partition("?")[0], _list_times(page.fields, body))
    return answer if isinstance(answer, HttpResponse) else see_other(answer)


def _list_times(fields: Iterable[Field], body: Mapping[str, Any]) -> dict[str, str]:
    """The days with an hour that were sent, as a form shows them: a system may keep the day alone."""
    moments = (one for one in fields if one.kind == "moment" and body.get(one.name))
    return {one.name: to_text(one, body[one.name]) for one in moments}


def _store_draft(request: HttpRequest, form: RecordForm, shown: Shown) -> Draft:
    return store_draft(request.session, path=get_own_path(request), typed=form.typed, seen=shown.seen)


def _press_button(
    request: HttpRequest, page: FormPage, form: RecordForm, shown: Shown
) -> HttpResponse | None:
    """Handle a button inside the form: back, add or remove a row, find a record.

    None when the form is sent.
    """
    if "_back" in request.POST:
        return render_form(request, page, form, shown)
    if place := request.POST.get("_add"):
        form.typed.add(place)
        return render_form(request, page, form, shown)
    if place := request.POST.get("_remove"):
        form.typed.remove(place)
        return render_form(request, page, form, shown)
    if place := request.POST.get("_pick"):
        return _go_and_pick(request, page, form, place, shown)
    return None


def _list_file_facts(page: FormPage) -> dict[str, dict[str, str]]:
    """For each file field, the fields that ask for its name, type and size."""
    uploads: dict[str, Any] = page.catalogue.system.hints.get("uploads", {})
    return dict(uploads.get(page.resource.key, {}))


def _go_and_pick(
    request: HttpRequest, page: FormPage, form: RecordForm, place: str, shown: Shown
) -> HttpResponse:
    """Go to the list of records that the field may refer to; what was typed is kept."""
    target = next((one.reference for at, one in _walk(page.fields) if _same_place(at, place)), "")
    if not target:
        return render_form(request, page, form, shown)
    draft = _store_draft(request, form, shown)
    address = reverse("crm:pick", args=(page.catalogue.system.key, target))
    return see_other(f"{address}?{urlencode({'draft': draft.token, 'place': place})}")


def _walk(fields: tuple[Field, ...]) -> list[tuple[str, Field]]:
    return [found for one in fields for found in one.walk()]


def _same_place(at: str, place: str) -> bool:
    """Whether "tags.*.id" matches "tags.2.id"; an object's own place is that of its id."""
    steps = ["*" if step.isdigit() else step for step in place.split(".")]
    return at == ".".join(steps) or f"{at}.id" == ".".join(steps)


def _is_changed(page: FormPage, form: RecordForm, shown: Shown) -> bool:
    """Whether a colleague changed the record meanwhile: what was typed stays, the rest is taken over."""
    if page.original is None or not shown.seen or is_as_seen(page.original, shown.seen):
        return False
    taken, clashing = form.merge(page.original, shown.seen)
    shown.taken, shown.clashing = (
        tuple(str(name_field(one)) for one in names) for names in (taken, clashing)
    )
    shown.seen = take_sight(page.fields, page.original)
    return bool(taken or clashing)


def show_unsent(request: HttpRequest, page: FormPage, error: Exception) -> HttpResponse:
    """What was typed, once more, when the record could not be read for it: nothing was sent."""
    form = RecordForm.from_post(page.fields, request.POST, request.FILES)
    shown = Shown(seen=request.POST.get("_seen", ""), draft=request.POST.get("_draft", ""))
    if isinstance(error, ConnectionNeededError):
        return send_to_connect(page.catalogue.system, draft_href(_store_draft(request, form, shown)))
    explain_unsaved(form, error, shown)
    return render_form(request, page, form, shown)


def render_form(request: HttpRequest, page: FormPage, form: RecordForm, shown: Shown) -> HttpResponse:
    """The page of a form."""
    form.names = {**find_names(page.catalogue, form, user=request.user), **form.names}
    form.first = page.catalogue.choose_first(page.resource, [one.name for one in form.fields])
    inputs, folded = form.part_inputs()
    _suggest_people(page, [*inputs, *folded])
    context = {
        "system": page.catalogue.system,
        "resource": page.resource,
        "label": label_resource(page.resource),
        "form": form,
        "inputs": inputs,
        "folded": folded,
        "is_unfolded": _is_unfolded(request, folded),
        "errors": form.list_errors(),
        "page": page,
        "shown": shown,
        "once": shown.once or make_once(),
        "action": get_own_path(request),
        **page.context,
    }
    return render_page(request, "crm/form.html", context, status=shown.status, language_path=page.cancel_href)


def _suggest_people(page: FormPage, inputs: list[Input]) -> None:
    """Fields that hold the number of a colleague, of whom the system gives no list."""
    system = page.catalogue.system
    names = set(system.hints.get("people", ()))
    wanted = [one for one in walk(inputs) if one.field.name in names and not one.field.reference]
    people = list_people(system.key) if wanted else ()
    for one in wanted:
        one.suggestions, one.name_of_record = people, dict(people).get(one.text, "")


def _is_unfolded(request: HttpRequest, folded: list[Input]) -> bool:
    """Whether a field under the fold has a problem, or was edited just now."""
    given = (request.POST.get("_add"), request.POST.get("_remove"), request.GET.get("place"))
    tops = {place.partition(".")[0] for place in given if place}
    return any(one.problems or one.place in tops for one in walk(folded))


def get_own_path(request: HttpRequest) -> str:
    """The form's address without the parameters of one particular display."""
    query = request.GET.copy()
    for name in ("draft", "place", "pick", "lang"):
        query.pop(name, None)
    return f"{request.path}?{query.urlencode()}" if query else request.path
