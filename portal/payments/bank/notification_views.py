"""The webhook for SIPS's payment results. No session, no cookie: the seal is the proof."""

import logging

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from portal.integrations.errors import Unavailable
from portal.integrations.sips.values import NoticeRefused
from portal.payments.models import Notice
from portal.payments.providers import SIPS_DIRECT
from portal.payments.settling.notifications import receive
from portal.web.http_request.body import is_too_long

logger = logging.getLogger(__name__)

MAX_BODY_BYTES = 64 * 1024
ALERT_EVERY_S = 600
"""Anybody can post here: a flood of refused messages raises one alert per reason in this time."""
_FORM = "application/x-www-form-urlencoded"


@csrf_exempt
@require_POST
def receive_sips(request: HttpRequest) -> HttpResponse:
    """``/pay/sips/notification/``: the automatic response of SIPS, where the portal is the merchant.

    A message with a valid seal gets an empty 200, whatever it is about, so that a sender learns nothing. SIPS
    reads no answer and does not retry, so a result lost here is found later by asking (see ``follow_up``).
    """
    if not settings.SIPS_MERCHANT_ID:
        raise Http404
    if request.content_type != _FORM:
        return HttpResponse(status=415)
    if is_too_long(request, MAX_BODY_BYTES):
        return HttpResponse(status=413)
    try:
        found = SIPS_DIRECT.parse_notification(request.body)
    except NoticeRefused as refused:
        _report(refused)
        return HttpResponse(status=403 if refused.reason == "seal" else 400)
    except Unavailable:
        logger.exception("notification while the merchant's settings make no sense")
        return HttpResponse(status=503)
    receive(found, Notice.Source.NOTIFICATION)
    return HttpResponse()


def _report(refused: NoticeRefused) -> None:
    is_first = cache.add(f"sips-refused:{slugify(refused.reason)}", 1, ALERT_EVERY_S)
    word = "ALERT notification refused" if is_first else "notification refused"
    logger.log(logging.WARNING if is_first else logging.INFO, "%s: %s", word, refused.reason)
