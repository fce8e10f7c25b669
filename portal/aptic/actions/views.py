"""Actions: listed, filled in, checked, sent once; and defined by an admin."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.aptic.actions import presenters, selectors, services
from portal.aptic.actions.calling import PLACE, Order, make_order
from portal.aptic.actions.forms import ActionForm
from portal.aptic.actions.schemas import build_input_fields, list_problems, make_plain
from portal.aptic.forms import FileForm
from portal.aptic.models import ServiceAction
from portal.aptic.typed_files import read_file_id
from portal.audit.actors import Actor
from portal.audit.services import record
from portal.crm.entry.forms import RecordForm
from portal.desk.frame.decorators import staff_required
from portal.desk.people.roles import name_all_roles
from portal.file.known_numbers import read_number
from portal.integrations.openapi.wire import dump_json
from portal.office.selectors import get_office_row
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page
from portal.web.sealing import seal, unseal

CHECK_PURPOSE = "aptic-action-check"
CHECK_LIFE_S = 3600

pages = require_http_methods(["GET", "HEAD", "POST"])
runs_actions = staff_required("service_calls.run_actions")
defines_actions = staff_required("service_calls.define_actions")


@require_safe
@runs_actions
def listing(request: HttpRequest) -> HttpResponse:
    """The actions this person may run."""
    found = selectors.list_runnable(get_office_row(), request.user)
    context = {
        "actions": [(reverse("service_calls:run-action", args=[one.pk]), one.local_title) for one in found],
        "can_define": request.user.has_perm("service_calls.define_actions"),
    }
    return render_page(request, "aptic/actions.html", context)


def _get_runnable(request: HttpRequest, action_id: int) -> ServiceAction:
    found = selectors.list_runnable(get_office_row(), request.user).filter(pk=action_id).first()
    if found is None:
        raise Http404
    return found


# Filling in -------------------------------------------------------------------------------------------


@dataclass
class Filled:
    """The form of an action, and the file it is run for."""

    action: ServiceAction
    form: RecordForm
    file_form: FileForm | None = None
    notice: str = ""

    @property
    def has_problems(self) -> bool:
        """Whether anything is to be corrected."""
        is_wrong = self.file_form is not None and bool(self.file_form.errors)
        return bool(self.form.problems or self.form.general or is_wrong)


@pages
@runs_actions
def run_action(request: HttpRequest, action_id: int) -> HttpResponse:
    """GET: the form, with ``?file=`` filled in. POST: a button inside it, or on to the check page."""
    action = _get_runnable(request, action_id)
    fields = build_input_fields(action.schema)
    if request.method != "POST":
        file_form = FileForm(initial={"file_id": request.GET.get("file", "")[:30]})
        return _show_form(request, Filled(action, RecordForm(fields), file_form))
    filled = Filled(action, RecordForm.from_post(fields, request.POST, {}))
    if action.needs_file:
        filled.file_form = FileForm(request.POST)
    if place := request.POST.get("_add"):
        filled.form.add(place)
        return _show_form(request, _without_errors(filled, request))
    if place := request.POST.get("_remove"):
        filled.form.remove(place)
        return _show_form(request, _without_errors(filled, request))
    order = _read(filled)
    if order is None:
        return _show_form(request, filled, status=422)
    return _show_check(request, filled, order)


def _without_errors(filled: Filled, request: HttpRequest) -> Filled:
    filled.file_form = FileForm(initial={"file_id": request.POST.get("file_id", "")[:30]})
    return filled


def _read(filled: Filled) -> Order | None:
    """The call as it would be made; None when there is something to correct."""
    action, form = filled.action, filled.form
    values = make_plain(form.read())
    if not form.problems:
        form.add_problems(list_problems(action.schema, values) if action.schema else ())
    file_id = read_file_id(filled.file_form) if filled.file_form is not None else None
    if file_id is not None:
        values = {**values, action.file_field: file_id}
    if filled.has_problems:
        return None
    try:
        return make_order(action, values)
    except (ValueError, KeyError):
        for name in PLACE.findall(action.sub_path):
            form.problems.setdefault(name, []).append(_("This cannot stand in an address."))
        return None


def _show_form(request: HttpRequest, filled: Filled, *, status: int = 200) -> HttpResponse:
    address = reverse("service_calls:run-action", args=[filled.action.pk])
    context = {
        "action": filled.action,
        "address": address,
        "form": filled.form,
        "file_form": filled.file_form if filled.action.needs_file else None,
        "inputs": filled.form.inputs(),
        "errors": filled.form.list_errors(),
        "notice": filled.notice,
    }
    return render_page(request, "aptic/run-action.html", context, status=status, language_path=address)


# Checking and sending ---------------------------------------------------------------------------------


def _show_check(request: HttpRequest, filled: Filled, order: Order) -> HttpResponse:
    action = filled.action
    file_id = str(order.values.get(action.file_field, "")) if action.needs_file else ""
    checked = {
        "action": action.pk,
        "version": action.version,
        "user": request.user.pk,
        "once": secrets.token_urlsafe(24),
        "file_id": file_id,
        "typed_file": str(filled.file_form["file_id"].value() or "") if filled.file_form is not None else "",
        "order": {name: getattr(order, name) for name in Order.__slots__},
    }
    values = {name: value for name, value in order.values.items() if name != action.file_field}
    context = {
        "action": action,
        "address": reverse("service_calls:send-action", args=[action.pk]),
        "file": read_number(file_id),
        "rows": presenters.present_values(filled.form.fields, values),
        "token": seal(dump_json(checked).decode(), purpose=CHECK_PURPOSE),
    }
    path = reverse("service_calls:run-action", args=[action.pk])
    return render_page(request, "aptic/check-action.html", context, language_path=path)


@require_POST
@runs_actions
def send_action(request: HttpRequest, action_id: int) -> HttpResponse:
    """What was checked is run, once; or goes back into the form."""
    action = _get_runnable(request, action_id)
    checked = _open_checked(request, action)
    fields = build_input_fields(action.schema)
    if checked is None:
        notice = _("This check page is too old, or the action was changed meanwhile. Fill in the form again.")
        return _show_form(request, Filled(action, RecordForm(fields), FileForm(), notice), status=409)
    order = Order(**checked["order"])
    if "_change" in request.POST:
        file_form = FileForm(initial={"file_id": checked["typed_file"]})
        return _show_form(request, Filled(action, RecordForm.from_record(fields, order.values), file_form))
    by = Actor.staff(request.user)
    run = services.start_run(action, order, once=checked["once"], by=by, file_id=checked["file_id"])
    return see_other(reverse("service_calls:run", args=[run.pk]))


def _open_checked(request: HttpRequest, action: ServiceAction) -> Mapping[str, Any] | None:
    """What this very person checked of this very action; None otherwise."""
    text = unseal(request.POST.get("checked", ""), purpose=CHECK_PURPOSE, max_age_s=CHECK_LIFE_S)
    if text is None:
        return None
    found: dict[str, Any] = json.loads(text, parse_float=Decimal)
    expected = (action.pk, action.version, request.user.pk)
    return found if (found["action"], found["version"], found["user"]) == expected else None


# Defining ---------------------------------------------------------------------------------------------


@require_safe
@defines_actions
def define(request: HttpRequest) -> HttpResponse:
    """Every action, also those that are off."""
    found = selectors.list_actions(get_office_row()).prefetch_related("groups")
    roles = {one.pk: ", ".join(name_all_roles(one.groups.all())) for one in found}
    return render_page(request, "aptic/define.html", {"actions": found, "roles": roles})


@pages
@defines_actions
def new_action(request: HttpRequest) -> HttpResponse:
    """A new action."""
    return _edit(request, ServiceAction(office=get_office_row()), reverse("service_calls:new-action"))


@pages
@defines_actions
def change_action(request: HttpRequest, action_id: int) -> HttpResponse:
    """Change an action; forms of it that are open must be filled in again."""
    action = selectors.list_actions(get_office_row()).filter(pk=action_id).first()
    if action is None:
        raise Http404
    return _edit(request, action, reverse("service_calls:change-action", args=[action.pk]))


def _edit(request: HttpRequest, action: ServiceAction, address: str) -> HttpResponse:
    title = action.title or ""
    form = ActionForm(request.POST if request.method == "POST" else None, instance=action)
    if request.method == "POST" and form.is_valid():
        _save(form, by=Actor.staff(request.user))
        return see_other(reverse("service_calls:define"))
    context = {"form": form, "address": address, "title": title}
    status = 422 if request.method == "POST" else 200
    return render_page(request, "aptic/edit-action.html", context, status=status, language_path=address)


@transaction.atomic
def _save(form: ActionForm, *, by: Actor) -> None:
    action, is_new = form.instance, form.instance.pk is None
    action.version += 0 if is_new else 1
    form.save()
    details = {"action": action.pk, "definition": action.definition, "version": action.version}
    act = "aptic-action-defined" if is_new else "aptic-action-changed"
    record(act, by=by, details=details)
