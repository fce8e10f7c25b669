"""``/metrics``: metrics for Prometheus, protected by a token."""

import hmac
import logging

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from portal.doctor.metrics import write_metrics

logger = logging.getLogger(__name__)

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_DATABASE = """# HELP portal_database_up Whether the database answered the questions behind this page.
# TYPE portal_database_up gauge
portal_database_up {up}
"""


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Counts of pages, calls and acts, and what rooms count; no person, no file, no amount.

    404 while METRICS_TOKEN is not set; 401 without ``Authorization: Bearer <token>``. When the database is
    down, the processes' own counts are still returned.
    """
    if not settings.METRICS_TOKEN:
        raise Http404
    given = request.headers.get("Authorization", "").encode()
    if not hmac.compare_digest(given, f"Bearer {settings.METRICS_TOKEN}".encode()):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    from portal.doctor.counters import write_counts  # noqa: PLC0415 - only where it is wanted

    return HttpResponse(write_counts() + _read_rooms(), content_type=CONTENT_TYPE)


metrics.is_wordless = True  # type: ignore[attr-defined]


def _read_rooms() -> str:
    try:
        return write_metrics() + _DATABASE.format(up=1)
    except DatabaseError as error:
        logger.error("numbers of rooms cannot be read: %s", type(error).__name__)  # noqa: TRY400 - said once
        return _DATABASE.format(up=0)
