"""The life of a form: shown, filled in, left to search a record, sent once, shown again with its faults."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.crm import services
from portal.crm.calls import ConnectionNeededError
from portal.crm.catalogue import Catalogue
from portal.crm.drafts import drop_draft, get_draft, keep_draft
from portal.crm.fields import Field
from portal.crm.forms import RecordForm, take_fingerprint
from portal.crm.labels import name_field
from portal.crm.pages import redirect, send_to_connect
from portal.crm.presenters import Text, label_resource
from portal.crm.resources import Resource
from portal.integrations.errors import (
    Conflict,
    IntegrationError,
    NotFound,
    OutcomeUnknown,
    Rejected,
    Unavailable,
    UnexpectedResponse,
)
from portal.integrations.openapi import InvalidRequest, Result
from portal.web.render import render_page


@dataclass
class FormPage:
    """A form of one operation.

    ``send`` calls with what was filled in; ``finish`` gives the answer after it. ``original``: the record
    as it is now, when one is changed.
    """

    catalogue: Catalogue
    resource: Resource
    title: Text
    button: str
    cancel_href: str
    fields: tuple[Field, ...]
    send: Callable[[Mapping[str, Any]], Result]
    finish: Callable[[Result], str | HttpResponse]
    original: Mapping[str, Any] | None = None
    context: dict[str, Any] = field(default_factory=dict)
    is_destructive: bool = False
    text: str = ""


@dataclass
class _Shown:
    """How a form is shown again."""

    status: int = 200
    notice: str = ""
    once: str = ""
    seen: str = ""
    changed: tuple[str, ...] = ()
    draft: str = ""


def show_or_take(request: HttpRequest, page: FormPage) -> HttpResponse:
    """The form for GET, its sending for POST."""
    return take_form(request, page) if request.method == "POST" else show_form(request, page)


def show_form(request: HttpRequest, page: FormPage) -> HttpResponse:
    """GET: the form, empty, with the record, with a draft, or with values of the address ("f.name=x")."""
    draft = get_draft(request, request.GET.get("draft", ""))
    seen = take_fingerprint(page.original) if page.original is not None else ""
    if draft is not None:
        form = RecordForm(page.fields, draft.typed)
        _take_pick(request, form)
        return _render(request, page, form, _Shown(seen=draft.seen or seen, draft=draft.token))
    if page.original is not None:
        form = RecordForm.from_record(page.fields, page.original)
    else:
        form = RecordForm.from_post(page.fields, request.GET, {})
    return _render(request, page, form, _Shown(seen=seen))


def _take_pick(request: HttpRequest, form: RecordForm) -> None:
    place, record_id = request.GET.get("place", ""), request.GET.get("pick", "")
    if place and record_id:
        form.typed[place] = record_id
        form.typed[f"{place}@"] = request.GET.get("name", "")[:60]


def take_form(request: HttpRequest, page: FormPage) -> HttpResponse:
    """POST: a button within the form, or the sending of it."""
    form = RecordForm.from_post(page.fields, request.POST, request.FILES)
    shown = _Shown(once=request.POST.get("_once", ""), seen=request.POST.get("_seen", ""))
    shown.draft = request.POST.get("_draft", "")
    if place := request.POST.get("_add"):
        form.add(place)
        return _render(request, page, form, shown)
    if place := request.POST.get("_remove"):
        form.remove(place)
        return _render(request, page, form, shown)
    if place := request.POST.get("_pick"):
        return _go_and_pick(request, page, form, place, shown)
    body = form.read(original=page.original)
    if form.problems:
        shown.status = 422
        return _render(request, page, form, shown)
    if page.original is not None and shown.seen and shown.seen != take_fingerprint(page.original):
        return _show_changed(request, page, form, shown)
    return _send(request, page, form, body, shown)


def _go_and_pick(
    request: HttpRequest, page: FormPage, form: RecordForm, place: str, shown: _Shown
) -> HttpResponse:
    """Aside to the list of what the field points to; what was typed waits."""
    target = next((one.reference for at, one in _walk(page.fields) if _same_place(at, place)), "")
    if not target:
        return _render(request, page, form, shown)
    draft = keep_draft(request, path=_own_path(request), typed=form.typed, seen=shown.seen)
    address = reverse("crm:pick", args=(page.catalogue.system.key, target))
    return redirect(f"{address}?{urlencode({'draft': draft.token, 'place': place})}")


def _walk(fields: tuple[Field, ...]) -> list[tuple[str, Field]]:
    return [found for one in fields for found in one.walk()]


def _same_place(at: str, place: str) -> bool:
    """Whether "tags.*.id" is the kind of "tags.2.id"; an object's own place is its id's."""
    steps = ["*" if step.isdigit() else step for step in place.split(".")]
    return at == ".".join(steps) or f"{at}.id" == ".".join(steps)


def _own_path(request: HttpRequest) -> str:
    query = request.GET.copy()
    for name in ("draft", "place", "pick", "name", "lang"):
        query.pop(name, None)
    return f"{request.path}?{query.urlencode()}" if query else request.path


def _show_changed(request: HttpRequest, page: FormPage, form: RecordForm, shown: _Shown) -> HttpResponse:
    """Somebody else changed the record meanwhile: what is typed stays, and what differs is named."""
    original = page.original or {}
    now = RecordForm.from_record(page.fields, original).typed
    differs = {
        place.partition(".")[0].rstrip("#@") for place in now if now[place] != form.typed.get(place, "")
    }
    shown.changed = tuple(str(name_field(name)) for name in sorted(differs))
    shown.seen = take_fingerprint(original)
    shown.status = 409
    return _render(request, page, form, shown)


def _send(
    request: HttpRequest, page: FormPage, form: RecordForm, body: Mapping[str, Any], shown: _Shown
) -> HttpResponse:
    once = shown.once or services.make_once()
    try:
        services.claim_once(request, once)
    except services.SentBeforeError as error:
        return _answer_twice(request, page, form, error, shown)
    try:
        result = page.send(body)
    except (InvalidRequest, IntegrationError, ConnectionNeededError) as error:
        return _explain(request, page, form, error, shown, once)
    answer = page.finish(result)
    drop_draft(request, shown.draft)
    services.settle_once(request, once, page.cancel_href if isinstance(answer, HttpResponse) else answer)
    return answer if isinstance(answer, HttpResponse) else redirect(answer)


def _answer_twice(
    request: HttpRequest, page: FormPage, form: RecordForm, error: services.SentBeforeError, shown: _Shown
) -> HttpResponse:
    if error.location:
        return redirect(error.location)
    shown.once, shown.status = services.make_once(), 409
    shown.notice = _("This form was sent already. Look in the list before you send it again.")
    return _render(request, page, form, shown)


def _explain(
    request: HttpRequest, page: FormPage, form: RecordForm, error: Exception, shown: _Shown, once: str
) -> HttpResponse:
    """The form again with the reason; what was typed stays."""
    if isinstance(error, OutcomeUnknown | UnexpectedResponse):
        # It may have arrived: the old mark stays taken, and only a person decides to send again.
        shown.once, shown.status = services.make_once(), 503
        shown.notice = _("We do not know whether the system has taken this. Look in the list first.")
        return _render(request, page, form, shown)
    services.release_once(request, once)
    shown.once = ""
    if isinstance(error, ConnectionNeededError):
        draft = keep_draft(request, path=_own_path(request), typed=form.typed, seen=shown.seen)
        mark = "&" if "?" in draft.path else "?"
        return send_to_connect(page.catalogue.system, f"{draft.path}{mark}draft={draft.token}")
    shown.status, shown.notice = _say(error)
    form.add_problems(getattr(error, "problems", ()))
    return _render(request, page, form, shown)


def _say(error: Exception) -> tuple[int, str]:
    """The status and the sentence above the form; none when each problem has its field."""
    if isinstance(error, Unavailable):
        return 503, _("The system does not answer. Nothing was saved. Please try again in a few minutes.")
    if isinstance(error, NotFound):
        return 409, _("The system does not find the record any more.")
    said = f" {error.text}" if isinstance(error, Rejected) and error.text else ""
    if isinstance(error, Conflict):
        return 409, _("The record is in use or was changed. Nothing was saved.") + said
    if isinstance(error, Rejected) and not getattr(error, "problems", ()):
        return 422, _("The system refuses this. Nothing was saved.") + said
    if isinstance(error, Rejected | InvalidRequest):
        return 422, ""
    return 503, _("The system gives an answer that we cannot use. Nothing was saved.")


def _render(request: HttpRequest, page: FormPage, form: RecordForm, shown: _Shown) -> HttpResponse:
    if request.method == "POST":
        request.language_path = page.cancel_href  # type: ignore[attr-defined]
    context = {
        "system": page.catalogue.system,
        "resource": page.resource,
        "label": label_resource(page.resource),
        "form": form,
        "inputs": form.inputs(),
        "errors": form.list_errors(),
        "page": page,
        "shown": shown,
        "once": shown.once or services.make_once(),
        "action": _own_path(request),
        **page.context,
    }
    return render_page(request, "crm/form.html", context, status=shown.status)
