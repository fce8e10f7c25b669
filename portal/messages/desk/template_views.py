"""The desk's pages of ready answers."""

from functools import partial
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from portal.desk.choosing.comparison import format_plain, list_plain_differences
from portal.desk.choosing.views import ChoicePages
from portal.desk.frame.decorators import staff_required
from portal.messages.desk import ready_answers
from portal.messages.desk.template_forms import LABELS, TemplateForm
from portal.messages.models import AnswerTemplate, Kind
from portal.office.selectors import get_office
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

METHODS = ["GET", "HEAD", "POST"]
may_change = staff_required("talk.change_messagerules")


@require_http_methods(METHODS)
@may_change
def templates(request: HttpRequest) -> HttpResponse:
    """``/desk/messages/templates/``: all of them; POST brings back the one that was taken away last."""
    removed = ready_answers.find_removed()
    if request.method == "POST":
        is_there = removed is not None and request.POST.get("back") == removed["name"]
        if removed is not None and is_there:
            ready_answers.add_template(removed, by=request.user)
        return see_other(reverse("message-desk:templates") + ("?done=kept" if is_there else ""))
    rows = [
        {
            "name": one.name,
            "href": reverse("message-desk:template", args=[one.pk]),
            "kind": str(one.get_kind_display()) or _("All messages"),
            "languages": ", ".join(sorted(one.texts)),
        }
        for one in ready_answers.list_templates(get_office())
    ]
    context = {
        "rows": rows,
        "done": request.GET.get("done", ""),
        "removed": removed["name"] if removed else "",
    }
    return render_page(request, "messages/desk/templates.html", context)


@require_http_methods(METHODS)
@may_change
def new_template(request: HttpRequest) -> HttpResponse:
    """``/desk/messages/templates/new/``: one more."""
    form = TemplateForm(request.POST if request.method == "POST" else None, {})
    if form.is_valid():
        ready_answers.add_template(form.cleaned_data["values"], by=request.user)
        return see_other(reverse("message-desk:templates") + "?done=kept")
    context = {"form": form, "action": request.path, "template_id": None, "places": _list_places()}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render_page(request, "messages/desk/template.html", context, status=status)


@require_http_methods(METHODS)
@may_change
def template(request: HttpRequest, template_id: int) -> HttpResponse:
    """``/desk/messages/templates/<id>/``: what it says, the difference, the changes until now."""
    found = _get(template_id)
    pages = ChoicePages(
        ready_answers.make_choice(found),
        gettext_lazy("Ready answer"),
        "messages/desk/template.html",
        partial(TemplateForm, template_id=found.pk),
        list_plain_differences(LABELS, _format_value),
    )
    return pages.show(request, template_id=found.pk, places=_list_places())


def _format_value(name: str, value: Any) -> str:
    if name == "kind":
        return str(Kind(value).label) if value else _("All messages")
    return format_plain(value)


@require_http_methods(METHODS)
@may_change
def remove(request: HttpRequest, template_id: int) -> HttpResponse:
    """``/desk/messages/templates/<id>/remove/``: asks once."""
    found = _get(template_id)
    if request.method == "POST":
        ready_answers.remove_template(found, by=request.user)
        return see_other(reverse("message-desk:templates") + "?done=removed")
    return render_page(request, "messages/desk/template-remove.html", {"template": found})


def _list_places() -> list[tuple[str, str]]:
    words = {
        "file": _("the number of the file"),
        "conversation": _("the number of the conversation"),
        "office": _("the name of the office"),
        "phone": _("the phone number of the office"),
        "colleague": _("your own name"),
    }
    return [(f"{{{name}}}", words[name]) for name in ready_answers.PLACES]


def _get(template_id: int) -> AnswerTemplate:
    found = ready_answers.find_template(template_id)
    if found is None:
        raise Http404
    return found
