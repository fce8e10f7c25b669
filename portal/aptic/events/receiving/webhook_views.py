"""The webhook for Aptic's events. No session, no cookie: the secret is the proof.

Events are stored first and handled later by the worker: the answer is quick, and an event answered with 200
is never lost.
"""

import logging
from dataclasses import replace
from http import HTTPStatus

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from portal.aptic.events.receiving.payloads import UnreadableError, read_events
from portal.aptic.events.receiving.store import store_events
from portal.aptic.events.receiving.webhook_secrets import are_valid
from portal.web.attempt_throttle import Counter, count_network
from portal.web.http_request.body import is_too_long
from portal.web.http_request.visitor import get_ip_address

logger = logging.getLogger(__name__)

MAX_BODY_BYTES = 64 * 1024
ALERT_EVERY_S = 600
"""Anybody can post here: a flood of refused messages raises one alert per reason in this time."""
HEADER = "X-Webhook-Secret"
MOST_WRONG = 50
"""Wrong secrets from one network in a day before it has to wait."""


@csrf_exempt
@require_POST
def receive_aptic(request: HttpRequest) -> HttpResponse:
    """``/webhooks/aptic/``: one event or a list of them, as JSON.

    200: stored, now or before. 400, 413, 415: not an event. 403: no valid secret, whatever else it is; in a
    list every event must have one, unless the header has it. 503: not stored, send it again.
    """
    if request.content_type != "application/json":
        return HttpResponse(status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    wrong = replace(count_network(get_ip_address(request), purpose="webhook"), limit=MOST_WRONG)
    try:
        # The header first: if its secret is wrong, or the network sent too many, the body is not read.
        is_known = _has_header(request)
        if not is_known and (refusal := _refuse_unread(request, wrong)):
            return refusal
        return _take(request, wrong, is_known=is_known)
    except DatabaseError as error:
        logger.error("ALERT events could not be kept: %s", type(error).__name__)  # noqa: TRY400 - its text may tell rows
        return HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)


receive_aptic.is_wordless = True  # type: ignore[attr-defined]


def _take(request: HttpRequest, wrong: Counter, *, is_known: bool) -> HttpResponse:
    """Parse and store. Raises: DatabaseError."""
    body = _read_body(request)
    if body is None:
        return HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    now = timezone.now()
    try:
        posted = read_events(body, now=now, zone=settings.TIME_ZONE)
    except UnreadableError:
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    if not (is_known or are_valid(one.secret for one in posted)):
        return _refuse(wrong)
    store_events(posted, now=now)
    return JsonResponse({"received": len(posted)})


def _refuse_unread(request: HttpRequest, wrong: Counter) -> HttpResponse | None:
    """The answer to a network with too many wrong secrets, or to a wrong one in the header."""
    if wait_s := wrong.get_wait_s():
        headers = {"Retry-After": str(int(wait_s) + 1)}
        return HttpResponse(status=HTTPStatus.TOO_MANY_REQUESTS, headers=headers)
    return _refuse(wrong) if HEADER in request.headers else None


def _refuse(wrong: Counter) -> HttpResponse:
    """Refuse a wrong secret, and count it for its network."""
    wrong.note_wrong()
    _report("wrong secret")
    return HttpResponse(status=HTTPStatus.FORBIDDEN)


def _read_body(request: HttpRequest) -> bytes | None:
    """The whole body; None when it is too long, or its declared length is missing or wrong."""
    if is_too_long(request, MAX_BODY_BYTES):
        return None
    try:
        return request.read(int(request.headers.get("Content-Length") or 0))
    except UnreadablePostError:
        return b""


def _has_header(request: HttpRequest) -> bool:
    return HEADER in request.headers and are_valid([request.headers[HEADER]])


def _report(reason: str) -> None:
    is_first = cache.add(f"events-refused:{reason.replace(' ', '-')}", 1, ALERT_EVERY_S)
    word = "ALERT event refused" if is_first else "event refused"
    logger.log(logging.WARNING if is_first else logging.INFO, "%s: %s", word, reason)
