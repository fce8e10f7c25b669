"""``/c/``: the code leads to the page of its letter, as the QR code does."""

import math
import time

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portal.access.equal_answer_time import wait_for_step
from portal.access.letter import set_letter_cookie
from portal.access.letter_keys.keys import find_hash_by_code
from portal.access.short_code.forms import ShortCodeForm
from portal.web.attempt_throttle import LockedError, begin_try, count_network
from portal.web.http_request.visitor import get_ip_address
from portal.web.pages.error_pages import too_many
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page


@require_http_methods(["GET", "HEAD", "POST"])
def short_code(request: HttpRequest) -> HttpResponse:
    """Wrong codes count against the visitor's network, and take as long as a right one."""
    form = ShortCodeForm(request.POST) if request.method == "POST" else ShortCodeForm()
    if not form.is_bound or not form.is_valid():
        return _show(request, form)
    counter, started = count_network(get_ip_address(request), purpose="short-code"), time.monotonic()
    try:
        begin_try(counter)
    except LockedError as error:
        return too_many(request, wait_minutes=math.ceil(error.wait_s / 60))
    letter_hash = find_hash_by_code(form.cleaned_data["code"])
    if not letter_hash:
        counter.count_wrong()
        wait_for_step(started)
        form.refuse()
        return _show(request, form)
    counter.release()
    response = see_other(reverse("access:letter"))
    set_letter_cookie(response, letter_hash)
    return response


def _show(request: HttpRequest, form: ShortCodeForm) -> HttpResponse:
    path = reverse("access:short-code")
    status = 422 if form.errors else 200
    return render_page(request, "access/short-code.html", {"form": form}, status=status, language_path=path)
