"""Letter link, sign-in and sign-out."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.urls import resolve, reverse
from django.utils.decorators import decorator_from_middleware
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from portal.access import services
from portal.access.device import read_device, set_device_cookie
from portal.access.file_key import Outcome, tidy_hash
from portal.access.forms import SignInForm
from portal.access.letter import drop_letter, read_cookie, read_form, seal_letter, set_letter_cookie
from portal.access.next_page import get_next_page, is_own_page
from portal.access.presenters import (
    get_file_hint,
    get_session_terms,
    present_check_words,
    present_outcome,
)
from portal.access.second_check.opened_letter import set_opened_letter_cookie
from portal.access.services import Result
from portal.access.session import find_typed_page, get_defendant, sign_in, sign_out
from portal.access.site_brake.alert import format_hour_end
from portal.access.site_brake.level import Brake, get_question, read_brake
from portal.web.http_request.csrf import NoReferrerCsrfMiddleware
from portal.web.http_request.language import remember_language
from portal.web.http_request.visitor import get_ip_address
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

csrf_protect = decorator_from_middleware(NoReferrerCsrfMiddleware)
pages = require_http_methods(["GET", "HEAD", "POST"])


@csrf_exempt  # checked one step later, when the request no longer holds the hash
def link(request: HttpRequest, hash: str) -> HttpResponse:  # noqa: A002 - the address's own word
    """The letter's link. A GET calls no system; only a POST exchanges the hash."""
    _hide_hash(request)
    response = cast("HttpResponse", _answer_link(request, hash))
    # The address of this page holds the hash, so this does not depend on the policy of the site.
    response["Referrer-Policy"] = "no-referrer"
    return response


def _hide_hash(request: HttpRequest) -> None:
    """Take the hash out of the request itself, so that no log line, error report or page repeats it."""
    path = reverse("access:letter")
    request.path = request.path_info = path
    request.META["PATH_INFO"] = path
    for name in ("REQUEST_URI", "RAW_URI"):
        request.META.pop(name, None)
    request.resolver_match = resolve(path)


@csrf_protect
@pages
def _answer_link(request: HttpRequest, letter_hash: str) -> HttpResponse:
    if request.method == "POST":
        return _open_letter(request, tidy_hash(letter_hash))
    response = see_other(reverse("access:letter"))
    set_letter_cookie(response, tidy_hash(letter_hash))
    return response


@pages
def letter(request: HttpRequest) -> HttpResponse:
    """Who the office is, and the one button; its POST opens the file of the letter this page was made for."""
    if request.method == "POST":
        letter_hash = read_form(request.POST)
        if letter_hash is None:
            return _ask_for_letter(request, status=422)
        return _open_letter(request, letter_hash)
    letter_hash = read_cookie(request.COOKIES)
    if letter_hash is None:
        return _ask_for_letter(request, status=200)
    context = {
        "letter": seal_letter(letter_hash),
        "session_terms": get_session_terms(),
        "check_words": present_check_words(letter_hash),
    }
    return render_page(request, "access/letter.html", context)


@pages
def sign_in_page(request: HttpRequest) -> HttpResponse:
    """File number and PIN."""
    device = read_device(request.COOKIES)
    form = make_sign_in_form(request, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return show_sign_in(request, form, status=422 if form.is_bound else 200)
    typed = form.cleaned_data
    result = services.open_by_pin(
        file=typed["file"],
        pin=typed["pin"],
        ip_address=get_ip_address(request),
        device=device,
        answer=form.typed_answer,
    )
    if result.outcome is Outcome.ASKED:  # the brake came on just now
        return show_sign_in(request, make_sign_in_form(request, request.POST, is_asked=True), status=422)
    if result.outcome is Outcome.WRONG:
        form.refuse(result.tries_left)
        return show_sign_in(request, form, status=422)
    if result.outcome is Outcome.DOWN:
        return show_sign_in(request, form, status=503)
    response = _finish(request, result, next_page=get_next_page(request.POST.get("next", "")))
    if result.outcome is Outcome.OPENED:
        set_device_cookie(response, device, file=typed["file"])
    return response


@pages
def sign_out_page(request: HttpRequest) -> HttpResponse:
    """GET asks, or says that nobody is signed in; POST signs out."""
    if request.method == "POST":
        if defendant := get_defendant(request):
            services.note_sign_out(defendant.file_id)
        sign_out(request)
        response: HttpResponse = see_other(reverse("access:sign-out"))
    else:
        is_signed_in = get_defendant(request) is not None
        response = render_page(request, "access/sign-out.html", {"is_signed_in": is_signed_in})
        if is_signed_in:
            return response
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _open_letter(request: HttpRequest, letter_hash: str) -> HttpResponse:
    device = read_device(request.COOKIES)
    result = services.open_by_hash(letter_hash, ip_address=get_ip_address(request), device=device)
    if result.outcome is Outcome.OPENED and services.needs_second_check("letter"):
        question = see_other(reverse("access:second-check"))
        set_opened_letter_cookie(question, result)
        drop_letter(question)
        return question
    response = _finish(request, result, next_page=reverse("dossier:balance"), letter=seal_letter(letter_hash))
    drop_letter(response)
    if result.outcome is Outcome.OPENED:
        set_device_cookie(response, device)
    return response


def _finish(request: HttpRequest, result: Result, *, next_page: str, letter: str = "") -> HttpResponse:
    """To the file, or the plain page that says why not."""
    if result.access is None or result.credential is None:
        page = present_outcome(result, letter=letter)
        response = render_page(
            request,
            "access/outcome.html",
            {"page": page},
            status=page.status,
            language_path=reverse("access:sign-in"),
        )
        if result.wait_s:
            response["Retry-After"] = str(int(result.wait_s) + 1)
        return response
    sign_in(request, result.access, result.credential)
    response = see_other(find_typed_page(request) or next_page)
    if result.access.language and not getattr(request, "language_chosen", False):
        remember_language(response, result.access.language)
    return response


def _ask_for_letter(request: HttpRequest, *, status: int) -> HttpResponse:
    response = render_page(request, "access/letter-missing.html", status=status)
    drop_letter(response)
    return response


def make_sign_in_form(
    request: HttpRequest, data: Any = None, *, is_asked: bool = False, **options: Any
) -> SignInForm:
    """The form, with the question that the brake asks of this browser, or ``is_asked`` now."""
    question = get_question() if is_asked or read_brake() is Brake.QUESTION else ""
    return SignInForm(data, question=question, device=read_device(request.COOKIES), **options)


def show_sign_in(request: HttpRequest, form: SignInForm, *, status: int = 200) -> HttpResponse:
    """The sign-in page with this form."""
    if form.is_bound:
        form.forget_pin()
    wanted = request.POST.get("next") or request.GET.get("next", "")
    device = read_device(request.COOKIES)
    is_closed = read_brake() is Brake.LETTERS and not (device and device.files)
    context = {
        "form": form,
        "closed_until": format_hour_end() if is_closed else "",
        "next": wanted if is_own_page(wanted) else "",
        "has_ended": "ended" in request.GET and not form.is_bound,
        "is_key_refused": request.GET.get("ended") == "key",
        "has_typed": bool(find_typed_page(request)),
        "is_down": status == 503,
        "file_hint": get_file_hint(),
        "session_terms": get_session_terms(),
    }
    return render_page(
        request, "access/sign-in.html", context, status=status, language_path=reverse("access:sign-in")
    )
