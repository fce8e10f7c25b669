"""Decorators of all pages that show or change a file: who may see it, and what making it may cost."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from portal.access.helper_pass.presenters import present_refusal
from portal.access.helper_pass.scopes import allows
from portal.access.helper_pass.uses import Step, note_step
from portal.access.next_page import find_form_page, is_own_page
from portal.access.refused_credential import is_credential_refused
from portal.access.session import (
    CHECKED_TWICE_KEY,
    MARK_FIELD,
    OtherFileError,
    check_file_mark,
    end_session,
    get_defendant,
    has_ended,
    has_pass_ended,
)
from portal.audit.actors import through_pass
from portal.file.visit import Visit
from portal.integrations.deadline import deadline_at
from portal.integrations.errors import IntegrationError, NotAuthorised, OutcomeUnknown
from portal.web.http_request.kept_typing import store_typing
from portal.web.http_request.visitor import get_ip_address
from portal.web.languages import get_base_language
from portal.web.pages.page_deadlines import get_person_page_end
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

P = ParamSpec("P")
View = Callable[P, HttpResponseBase]
FileView = Callable[Concatenate[HttpRequest, Visit, P], HttpResponseBase]

# Headers with which browsers and their helpers say that nobody is looking yet.
EARLY_HEADERS = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
EARLY_WORDS = ("prefetch", "prerender", "preview")


def defendant_required(view: FileView[P]) -> View[Concatenate[HttpRequest, P]]:
    """Requires an open file; passes the view its visit. Otherwise redirects to the sign-in page.

    What is posted must come from a form made for this file; else it ends in a plain page, status 409. What a
    helper does must be within the scope of the pass; else it ends in a plain page, status 403. When Tagor
    refuses what the person signed in with, the session ends, and what was posted in vain is kept.
    """

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        visit = find_visit(request)
        if visit is None:
            return _send_to_sign_in(request)
        try:
            if request.method == "POST":
                check_file_mark(request)
            if visit.who == "helper":
                response = _let_helper(request, visit, lambda: view(request, visit, *args, **kwargs))
            else:
                response = view(request, visit, *args, **kwargs)
        except IntegrationError as error:
            if isinstance(error, NotAuthorised) and is_credential_refused(visit):
                return _end_session(request)
            if request.method == "POST" and not isinstance(error, OutcomeUnknown):
                _store_form(request, resumes=False)
                request.session.save()  # Django saves no session with an answer of 5xx
            raise
        except OtherFileError:
            path = reverse("dossier:balance")
            return render_page(request, "access/other-file.html", status=409, language_path=path)
        is_nothing_done = request.method == "GET" or response.status_code >= HTTPStatus.BAD_REQUEST
        if is_nothing_done and visit.refused and is_credential_refused(visit):
            return _end_session(request)
        return response

    guarded.is_of_file = True  # type: ignore[attr-defined]
    return guarded


def find_visit(request: HttpRequest) -> Visit | None:
    """The visit of the signed-in person, or None. A page makes one, and passes it on."""
    defendant = get_defendant(request)
    if defendant is None:
        return None
    return Visit(
        who="helper" if defendant.helper_pass else "defendant",
        file_id=defendant.file_id,
        party_id=defendant.party_id,
        credential=defendant.credential,
        session=request.session,
        session_key=request.session.session_key or "",
        address=get_ip_address(request),
        language=get_base_language(),
        ends_at=defendant.expires_at,
        is_in_person=defendant.is_in_person,
        scopes=defendant.helper_pass.scopes if defendant.helper_pass else frozenset(),
        is_checked_twice=bool(request.session.get(CHECKED_TWICE_KEY)),
        deadline=get_person_page_end(),
    )


def file_page(view: FileView[P]) -> FileView[P]:
    """As ``for_eyes``, and all within the deadline of the visit, the office's name at the foot included.

    Making a page may write in the file (reading the balance does), so it is only made for a person who looks.
    """

    @wraps(view)
    def guarded(request: HttpRequest, visit: Visit, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        with deadline_at(visit.deadline):
            return view(request, visit, *args, **kwargs)

    return for_eyes(guarded)


def for_eyes(view: FileView[P]) -> FileView[P]:
    """A HEAD gets an empty page, a prefetch 503 so that the browser asks again when it matters."""

    @wraps(view)
    def guarded(request: HttpRequest, visit: Visit, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if is_early(request):
            return HttpResponse(status=503, headers={"Cache-Control": "no-store"})
        if request.method == "HEAD":
            return HttpResponse()
        return view(request, visit, *args, **kwargs)

    return guarded


def is_early(request: HttpRequest) -> bool:
    """Whether the browser only prefetches."""
    told = " ".join(request.headers.get(name, "") for name in EARLY_HEADERS).lower()
    return any(word in told for word in EARLY_WORDS)


def _let_helper(request: HttpRequest, visit: Visit, make: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Allow what the pass permits, and log it; the trail says which pass was used."""
    defendant = get_defendant(request)
    helper_pass = defendant.helper_pass if defendant else None
    page = request.resolver_match.view_name if request.resolver_match else ""
    if helper_pass is None or not allows(visit, page):
        context = {"page": present_refusal(helper_pass, visit)}
        return render_page(request, "access/helper-refused.html", context, status=403)
    token = through_pass.set(helper_pass.pk)
    try:
        response = make()
    finally:
        through_pass.reset(token)
    if response.status_code < HTTPStatus.BAD_REQUEST and not is_early(request):
        is_sent = request.method == "POST" and response.status_code >= HTTPStatus.MULTIPLE_CHOICES
        if is_sent or request.method == "GET":
            note_step(helper_pass, Step(page, is_sent=is_sent), request.session)
    return response


def _store_form(request: HttpRequest, *, resumes: bool) -> None:
    """Store what was typed. ``resumes``: for who next opens the same file here, see ``session.sign_in``."""
    page = find_form_page(request.path)
    is_of_file = MARK_FIELD in request.POST  # a sign-out in another tab leaves no session behind
    if page and (is_of_file or settings.SESSION_COOKIE_NAME in request.COOKIES):
        store_typing(request, page, resumes=resumes)


def _end_session(request: HttpRequest) -> HttpResponse:
    end_session(request)
    return _send_to_sign_in(request, ended="key")


def _send_to_sign_in(request: HttpRequest, *, ended: str = "1") -> HttpResponse:
    query = {}
    if has_ended(request):
        query["ended"] = ended
    if request.method == "GET" and is_own_page(request.path) and not has_pass_ended(request):
        query["next"] = request.path
    if request.method == "POST" and not has_pass_ended(request):
        _store_form(request, resumes=True)
    door = reverse("access:pass" if has_pass_ended(request) else "access:sign-in")
    address = door + (f"?{urlencode(query)}" if query else "")
    if request.headers.get("HX-Request") == "true":
        return HttpResponseClientRedirect(address)
    return see_other(address)
