"""``/letter-check/``: how a real letter looks, and what belongs to the office."""

import math

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portal.access.file_key import is_hash
from portal.access.letter_check.claims import Answer, compare
from portal.access.letter_check.forms import LetterCheckForm
from portal.access.letter_check.presenters import present_answer
from portal.access.limits.open_form_limits import Limit, use
from portal.access.presenters import present_check_words
from portal.office.selectors import get_office_face
from portal.web.attempt_throttle import LockedError, begin_try
from portal.web.http_request.visitor import get_ip_address
from portal.web.pages.error_pages import too_many
from portal.web.rendering.render import render_page

NETWORK = Limit("letter-check", 60)


@require_http_methods(["GET", "HEAD", "POST"])
def letter_check(request: HttpRequest) -> HttpResponse:
    """What is pasted stays on this page: it is compared, and stored nowhere."""
    form = LetterCheckForm(request.POST) if request.method == "POST" else LetterCheckForm()
    face = get_office_face()
    answer: Answer | None = None
    if form.is_bound and form.is_valid():
        counter = NETWORK.count(get_ip_address(request))
        try:
            begin_try(counter)
        except LockedError as error:
            return too_many(request, wait_minutes=math.ceil(error.wait_s / 60))
        use(counter)
        answer = compare(form.cleaned_data["claim"], face)
    has_letter = answer is not None and is_hash(answer.letter_hash)
    context = {
        "form": form,
        "answer": present_answer(answer, has_account=bool(face.iban)) if answer else None,
        "check_words": present_check_words(answer.letter_hash) if answer and has_letter else [],
        "site": settings.PORTAL_URL,
        "site_host": settings.PORTAL_HOST,
    }
    path = reverse("access:letter-check")
    status = 422 if form.errors else 200
    return render_page(request, "access/letter-check.html", context, status=status, language_path=path)
