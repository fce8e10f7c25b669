"""The desk's pages of ready answers."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.desk.frame.decorators import staff_required
from portal.messages.desk import ready_answers
from portal.messages.desk.template_forms import TemplateForm
from portal.messages.models import AnswerTemplate
from portal.office.selectors import get_office
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

METHODS = ["GET", "HEAD", "POST"]
may_change = staff_required("talk.change_messagerules")


@require_safe
@may_change
def templates(request: HttpRequest) -> HttpResponse:
    """``/desk/messages/templates/``: all of them."""
    rows = [
        {
            "name": one.name,
            "href": reverse("message-desk:template", args=[one.pk]),
            "kind": str(one.get_kind_display()) or _("All messages"),
            "languages": ", ".join(sorted(one.texts)),
        }
        for one in ready_answers.list_templates(get_office())
    ]
    context = {"rows": rows, "done": request.GET.get("done", "")}
    return render_page(request, "messages/desk/templates.html", context)


@require_http_methods(METHODS)
@may_change
def template(request: HttpRequest, template_id: int | None = None) -> HttpResponse:
    """``/desk/messages/templates/<id>/`` and ``…/new/``: what it says."""
    found = _get(template_id) if template_id is not None else None
    form = TemplateForm(request.POST if request.method == "POST" else None, template=found)
    if form.is_valid():
        told = form.cleaned_data
        ready_answers.save_template(
            found, name=told["name"], kind=told["kind"], texts=form.get_texts(), by=request.user
        )
        return see_other(reverse("message-desk:templates") + "?done=kept")
    address = (
        reverse("message-desk:template", args=[found.pk]) if found else reverse("message-desk:new-template")
    )
    context = {
        "form": form,
        "address": address,
        "template_id": found.pk if found else None,
        "places": _list_places(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render_page(request, "messages/desk/template.html", context, status=status)


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
