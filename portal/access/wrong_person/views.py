"""``/not-me/``: told without signing in. The page knows no file, and shows none."""

import math
import secrets

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from portal.access.wrong_person.forms import WrongPersonForm
from portal.access.wrong_person.models import WrongPersonReport
from portal.access.wrong_person.papers import MOST_BYTES, MOST_PAPERS, PAPERS_OF_NETWORK, clean_papers
from portal.access.wrong_person.services import NETWORK, make_number, report_wrong_person
from portal.uploads.intake import UploadRefusedError
from portal.web.attempt_throttle import LockedError, begin_try, count_network
from portal.web.formats import moment
from portal.web.http_request.decorators import accept_files
from portal.web.http_request.visitor import get_ip_address
from portal.web.pages.error_pages import too_many
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

MOST_ONCE = 43


def _may_send_files(request: HttpRequest) -> bool:
    """Not from a network that must wait: its bytes are not even read."""
    ip_address = get_ip_address(request)
    return not any(limit.count(ip_address).get_wait_s() for limit in (NETWORK, PAPERS_OF_NETWORK))


@accept_files(MOST_PAPERS * MOST_BYTES + 512 * 1024, may=_may_send_files)
@require_http_methods(["GET", "HEAD", "POST"])
def not_me(request: HttpRequest) -> HttpResponse:
    """One form. A machine that fills in the hidden field gets a number too, and nothing is kept."""
    if request.method != "POST":
        return _show(request, WrongPersonForm())
    form = WrongPersonForm(request.POST, request.FILES.getlist("papers"))
    if not form.is_valid():
        return _show(request, form)
    if form.is_from_a_machine:
        return see_other(reverse("access:not-me-sent", args=[make_number()]))
    ip_address = get_ip_address(request)
    try:
        report = report_wrong_person(
            kind=form.cleaned_data["kind"],
            told=form.filled_in,
            papers=clean_papers(form.papers, ip_address=ip_address),
            language=get_language() or "nl",
            ip_address=ip_address,
            once=request.POST.get("once", "")[:MOST_ONCE],
        )
    except UploadRefusedError as refused:
        form.refuse_paper(refused.code, refused.name)
        return _show(request, form)
    except LockedError as error:
        return too_many(request, wait_minutes=math.ceil(error.wait_s / 60))
    return see_other(reverse("access:not-me-sent", args=[report.number]))


@require_safe
def sent(request: HttpRequest, code: str) -> HttpResponse:
    """Number and date, to keep. A number that nobody gave out shows the same page without a date."""
    counter = count_network(get_ip_address(request), purpose="wrong-person-number")
    try:
        begin_try(counter)
    except LockedError as error:
        return too_many(request, wait_minutes=math.ceil(error.wait_s / 60))
    report = WrongPersonReport.objects.filter(number=code).first()
    if report is None:
        counter.count_wrong()
        return render_page(request, "access/not-me-unknown.html", status=404)
    counter.release()
    context = {"number": report.number, "sent_at": moment(report.made_at)}
    return render_page(request, "access/not-me-sent.html", context)


def _show(request: HttpRequest, form: WrongPersonForm) -> HttpResponse:
    path = reverse("access:not-me")
    status = 422 if form.errors else 200
    once = request.POST.get("once", "")[:MOST_ONCE] or secrets.token_urlsafe(16)
    return render_page(
        request, "access/not-me.html", {"form": form, "once": once}, status=status, language_path=path
    )
