"""Help by what somebody is in; safe-device mode; the office's own easier texts."""

from functools import partial
from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.access.decorators import defendant_required, is_early
from portal.access.helper_pass.scopes import allows_address
from portal.access.session import sign_out
from portal.desk.choosing.comparison import list_plain_differences
from portal.desk.choosing.single_choice import SingleChoice
from portal.desk.choosing.views import ChoicePages
from portal.desk.frame.decorators import staff_required
from portal.file.visit import Visit
from portal.help import easier, safe_device
from portal.help.forms import TextForm
from portal.help.situations import find_situation, list_acts
from portal.office.selectors import get_office
from portal.payments.owing import may_ask_plan, recall_owing
from portal.web.bank_days import NETHERLANDS, get_country
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

WEATHER = {True: "https://www.knmi.nl/", False: "https://www.meteo.be/"}
"""Where the quick exit goes: a page that anybody may have open. True: the Netherlands."""


@require_safe
@defendant_required
def situation(request: HttpRequest, visit: Visit, situation_id: str) -> HttpResponse:
    """``/file/help/<situation>/``: what can be done here then. Makes no call."""
    found = find_situation(situation_id)
    if found is None:
        raise Http404("no such situation")
    acts = list_acts(found, may_ask_plan=may_ask_plan(recall_owing(visit), is_in_person=visit.is_in_person))
    cards = [(act.address, act.title, act.text) for act in acts if allows_address(visit, act.address)]
    return render_page(request, "help/situation.html", {"situation": found, "cards": cards})


@require_http_methods(["GET", "HEAD", "POST"])
def safe(request: HttpRequest) -> HttpResponse:
    """``/safe-device/``: what it does; POST begins or ends it."""
    if request.method != "POST":
        return render_page(request, "help/safe-device.html")
    response = see_other(reverse("help:safe"))
    safe_device.switch(response, on=request.POST.get("on") == "1")
    return response


@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """``/safe-device/leave/``: out at once. A link, since a form may not lead to another site."""
    if is_early(request):
        return HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
    sign_out(request)
    response = HttpResponseRedirect(WEATHER[get_country(get_office().iban) == NETHERLANDS])
    if settings.IS_HTTPS:
        response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@require_safe
@staff_required("help.change_easytext")
def texts(request: HttpRequest) -> HttpResponse:
    """``/desk/easier/``: every block in every language."""
    rows = [
        {
            "title": str(title),
            "links": [(code, reverse("help:text", args=[block, code])) for code, _name in settings.LANGUAGES],
        }
        for block, (title, _text) in easier.BLOCKS.items()
    ]
    return render_page(request, "help/texts.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("help.change_easytext")
def text(request: HttpRequest, block_id: str, language_id: str) -> HttpResponse:
    """``/desk/easier/<block>/<language>/``: the office's own words; left empty, the portal's own."""
    if block_id not in easier.BLOCKS or language_id not in dict(settings.LANGUAGES):
        raise Http404("no such text")
    usual, title = easier.get_usual(block_id, language_id), easier.BLOCKS[block_id][0]
    choice = SingleChoice(
        "easier-text",
        lambda office: {"text": easier.read_text(office, block_id, language_id)},
        lambda office, values: easier.write_text(office, block_id, language_id, values.get("text", "")),
        partial(easier.forget_texts, language_id),
        key=f"{block_id}-{language_id}",
    )
    pages = ChoicePages(
        choice,
        title,
        "help/text.html",
        partial(TextForm, language=language_id, usual=usual),
        list_plain_differences({"text": _("The text")}, lambda _name, own: own or usual),
    )
    names = {"language_name": dict(settings.LANGUAGES)[language_id], "language_code": language_id}
    return pages.show(request, usual=usual, name=str(title), **names)
