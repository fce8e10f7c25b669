"""A page on which staff write something in a file: held meanwhile, and compared with what others did."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from portal.audit.looks import get_newest_number, list_changes_since
from portal.audit.models import Event
from portal.desk.case import presenters
from portal.desk.case.facts import read_record
from portal.desk.case.holds import find_hold, release_hold, take_hold
from portal.desk.people.selectors import name_staff
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

MOST_CHANGES = 20


@dataclass(frozen=True, slots=True)
class Writing:
    """What is written. ``make_form``: of the data and the newest change; its cleaned ``seen`` is that number.

    ``write``: keeps what was filled in; the address of its receipt. ``address``: that of the page itself.
    """

    template: str
    address: str
    make_form: Callable[[Any, int], forms.Form]
    write: Callable[[Mapping[str, Any]], str]


def take_writing(request: HttpRequest, file_id: str, writing: Writing) -> HttpResponse:
    """Show the form, or write; who comes after a colleague sees first what they did.

    A colleague who holds the file is named, and nothing is written. Raises: IntegrationError.
    """
    if request.method == "POST" and "cancel" in request.POST:
        release_hold(file_id, user=request.user)
        return see_other(presenters.make_case_href(file_id))
    is_get, newest = request.method != "POST", get_newest_number(file_id)
    form = writing.make_form(None if is_get else request.POST, newest)
    hold = find_hold(file_id) if request.method == "HEAD" else take_hold(file_id, user=request.user)
    if hold is not None and hold.user_id != request.user.pk:
        return _show(request, file_id, writing, form, status=200 if is_get else 409)
    if is_get:
        return _show(request, file_id, writing, form)
    if not form.is_valid():
        return _show(request, file_id, writing, form, status=422)
    mine = str(request.user.pk)
    changes = [one for one in list_changes_since(file_id, form.cleaned_data["seen"]) if one.staff_id != mine]
    if changes:
        return _show_news(request, file_id, writing, changes, newest)
    address = writing.write(form.cleaned_data)
    release_hold(file_id, user=request.user)
    return see_other(address)


def _show_news(
    request: HttpRequest, file_id: str, writing: Writing, changes: list[Event], newest: int
) -> HttpResponse:
    """What others did since the form was opened, beside what was typed: the person sends it again."""
    shown = changes[-MOST_CHANGES:]
    data = request.POST.copy()
    data["seen"] = str(newest)
    names = name_staff({event.staff_id for event in shown})
    news = presenters.present_changes(shown, names)
    return _show(request, file_id, writing, writing.make_form(data, newest), status=409, news=news)


def _show(
    request: HttpRequest,
    file_id: str,
    writing: Writing,
    form: forms.Form,
    *,
    status: int = 200,
    news: object = (),
) -> HttpResponse:
    context = {
        "head": presenters.present_head(read_record(file_id), file_id),
        "form": form,
        "news": news,
        "hold": presenters.present_hold(find_hold(file_id), request.user),
        "can_release": request.user.has_perm("desk.release_case"),
        "action": writing.address,
    }
    return render_page(request, writing.template, context, status=status, language_path=writing.address)
