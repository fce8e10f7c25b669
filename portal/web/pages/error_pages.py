"""The pages for what goes wrong: what happened, whether anything was done, and how to reach the office."""

import logging
from html import escape
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import is_valid_path, reverse

from portal.integrations import context
from portal.integrations.errors import IntegrationError, OutcomeUnknown, Unavailable
from portal.web.http_request.kept_typing import find_typing_of_form, get_address
from portal.web.http_request.staff_pages import DESK, STAFF_PAGES
from portal.web.rendering.render import render_page

logger = logging.getLogger(__name__)

RETRY_AFTER_S = 30

# Shown when even the error page cannot be made, so it needs no database, cache or template.
LAST_RESORT = """<!doctype html>
<html lang="nl"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>Er ging iets mis</title></head><body>
<main><h1>Er ging iets mis</h1>
<p>Deze pagina werkt nu niet. De fout ligt bij ons. Probeer het later opnieuw.</p>
<p lang="fr">Cette page ne fonctionne pas pour le moment. L&rsquo;erreur vient de nous.
Réessayez plus tard.</p>
<p lang="de">Diese Seite funktioniert gerade nicht. Der Fehler liegt bei uns.
Versuchen Sie es später noch einmal.</p>
<p lang="en">This page does not work right now. The fault is ours. Please try again later.</p>
<p>Referentie / Référence / Referenz / Reference: <strong>{reference}</strong></p></main></body></html>
"""


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """400: the request could not be read."""
    return _render(request, "errors/400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """403: this is not for this visitor."""
    return _render(request, "errors/403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """403: a form without its token, usually an old tab or blocked cookies. Nothing was done."""
    return _render(request, "errors/403_csrf.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """404: no such page, or not in this file."""
    return _render(request, "errors/404.html", status=404)


def method_not_allowed(request: HttpRequest) -> HttpResponse:
    """405: an address to which only a form is sent; leads to the pages that it belongs to."""
    start = f"/{request.path.split('/')[1]}/"
    return _render(request, "errors/405.html", status=405, start=start if is_valid_path(start) else "/")


def too_many(request: HttpRequest, *, wait_minutes: int) -> HttpResponse:
    """429: too many tries; says how long to wait."""
    response = _render(request, "errors/429.html", status=429, wait_minutes=wait_minutes)
    response["Retry-After"] = str(wait_minutes * 60)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our own fault. Falls back to fixed text when the page cannot be made."""
    return _render(request, "errors/500.html", status=500)


def system_fault(request: HttpRequest, error: IntegrationError) -> HttpResponse:
    """503: the office's system is down, refuses, answers wrongly, or may or may not have done what was asked.

    Leads back to what was typed, where it was kept.
    """
    kind = "fault"
    if isinstance(error, Unavailable):
        kind = "away"
    elif isinstance(error, OutcomeUnknown):
        kind = "unknown"
    typing = find_typing_of_form(request) if request.method == "POST" and kind != "unknown" else None
    way = {"retry_path": get_address(typing)} if typing else {}
    response = _render(request, "errors/503.html", status=503, kind=kind, is_kept=bool(typing), **way)
    response["Retry-After"] = str(RETRY_AFTER_S)
    return response


def _render(request: HttpRequest, template: str, *, status: int, **values: Any) -> HttpResponse:
    values.setdefault("retry_path", request.get_full_path() if request.method == "GET" else "")
    is_desk = request.path.startswith(STAFF_PAGES)
    first_page = DESK if is_desk else reverse("web:home")
    values |= {"is_desk": is_desk, "first_page": first_page}
    try:
        return render_page(request, template, values, status=status, language_path=first_page)
    except Exception as error:  # noqa: BLE001 - an error page that fails must still answer
        logger.error("error page %s failed: %s", status, type(error).__name__)  # noqa: TRY400 - no text in logs
        text = LAST_RESORT.format(reference=escape(context.request_id.get() or "-"))
        return HttpResponse(text, status=status)
