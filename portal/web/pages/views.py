"""Pages that belong to no file: who this is, help, privacy, accessibility, and what machines ask."""

import logging
from datetime import UTC, timedelta
from uuid import uuid4

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.web.caches.absence import is_cache_away
from portal.web.pages.showcase import make_showcase
from portal.web.rendering.render import render_page

logger = logging.getLogger(__name__)

SECURITY_TXT_LIFE = timedelta(days=180)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Who this is, and the two ways in."""
    return render_page(request, "web/home.html")


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Where people find free help with debts."""
    return render_page(request, "web/help.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What this site does with personal data."""
    context = {
        "idle_minutes": settings.DEFENDANT_IDLE_MINUTES,
        "session_minutes": settings.DEFENDANT_SESSION_MINUTES,
    }
    return render_page(request, "web/privacy.html", context)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render_page(request, "web/accessibility.html")


@require_safe
def ui_kit(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for the people who build and review pages."""
    if not (settings.DEBUG or settings.SANDBOX):
        raise Http404
    return render_page(request, "web/ui_kit.html", make_showcase())


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Contact for reporting a vulnerability (RFC 9116); nothing while none is set."""
    del request
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0) + SECURITY_TXT_LIFE
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
        f"Canonical: {settings.PORTAL_URL}/.well-known/security.txt",
    ]
    response = HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
    response.is_public = True  # type: ignore[attr-defined]
    return response


@require_safe
def health(_request: HttpRequest) -> HttpResponse:
    """Says that the process answers."""
    return JsonResponse({"status": "ok"})


health.is_wordless = True  # type: ignore[attr-defined]


@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """Says whether database and cache answer, never the reason; 503 when the database lets no table be read.

    Without the cache people are served as well, and a proxy that sends them nowhere would help nobody.
    """
    checks = {"database": _is_database_up(), "cache": _is_cache_up()}
    status = 200 if checks["database"] else 503
    return JsonResponse({name: "ok" if up else "down" for name, up in checks.items()}, status=status)


ready.is_wordless = True  # type: ignore[attr-defined]


def _is_database_up() -> bool:
    """Reads a table: a database may answer, and have no table or let our role read none."""
    try:
        Session.objects.filter(pk="").exists()
    except DatabaseError as error:
        logger.warning("database not ready: %s", type(error).__name__)
        return False
    return True


def _is_cache_up() -> bool:
    word = uuid4().hex
    try:
        cache.set("ready", word, 10)
        return cache.get("ready") is not None and not is_cache_away()
    except Exception as error:  # noqa: BLE001 - each cache has its own errors, and all mean "down"
        logger.warning("cache not ready: %s", type(error).__name__)
        return False
