"""``/second-check/``: between a letter's link and its file, if the office wants it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portal.access.device import read_device, set_device_cookie
from portal.access.door_settings.selectors import get_door_settings
from portal.access.file_key import Outcome
from portal.access.presenters import present_outcome
from portal.access.second_check.forms import SecondCheckForm
from portal.access.second_check.opened_letter import OpenedLetter, drop_opened_letter, read_opened_letter
from portal.access.second_check.services import Checked, check_answer
from portal.access.services import Result
from portal.access.session import CHECKED_TWICE_KEY, find_typed_page, sign_in
from portal.web.http_request.language import remember_language
from portal.web.http_request.visitor import get_ip_address
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page


@require_http_methods(["GET", "HEAD", "POST"])
def second_check(request: HttpRequest) -> HttpResponse:
    """Without a letter that was just opened there is nothing to answer."""
    letter = read_opened_letter(request.COOKIES)
    if letter is None:
        return render_page(request, "access/letter-missing.html", language_path=reverse("access:sign-in"))
    kind = get_door_settings().second_check
    form = SecondCheckForm(kind, request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _show(request, form, status=422 if form.is_bound else 200)
    checked, wait_s = check_answer(letter, form.typed_answer, kind=kind, ip_address=get_ip_address(request))
    if checked is Checked.RIGHT or checked is Checked.UNKNOWN:
        return _open(request, letter, is_proven=checked is Checked.RIGHT)
    if checked is Checked.WRONG:
        form.refuse()
        return _show(request, form, status=422)
    if checked is Checked.DOWN:
        return _show(request, form, status=503)
    page = present_outcome(Result(Outcome.LOCKED, wait_s=wait_s), is_second_check=True)
    response = render_page(
        request, "access/outcome.html", {"page": page}, status=page.status, language_path=request.path
    )
    response["Retry-After"] = str(int(wait_s) + 1)
    return response


def _open(request: HttpRequest, letter: OpenedLetter, *, is_proven: bool) -> HttpResponse:
    """``is_proven``: the answer was right, so that it opens more than the link does."""
    sign_in(request, letter.access, letter.credential)
    if is_proven:
        request.session[CHECKED_TWICE_KEY] = True
    response: HttpResponse = see_other(find_typed_page(request) or reverse("dossier:balance"))
    drop_opened_letter(response)
    set_device_cookie(response, read_device(request.COOKIES))
    if letter.access.language and not getattr(request, "language_chosen", False):
        remember_language(response, letter.access.language)
    return response


def _show(request: HttpRequest, form: SecondCheckForm, *, status: int) -> HttpResponse:
    context = {"form": form, "is_down": status == 503}
    path = reverse("access:second-check")
    return render_page(request, "access/second-check.html", context, status=status, language_path=path)
