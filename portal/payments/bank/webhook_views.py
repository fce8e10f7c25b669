"""Where Worldline and Mollie say that there is news of a payment. No session, no cookie.

Neither is believed: what a webhook names is looked up among our own payments, and the service is asked by our
own key (see ``tasks.ask_about_news``). So whoever posts here learns nothing and moves nothing.
"""

import logging
import re

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from portal.integrations.worldline.values import Event, EventRefused
from portal.integrations.worldline.webhook_keys import (
    KEY_HEADER,
    SIGNATURE_HEADER,
    parse_keys,
    read_challenge,
)
from portal.payments import tasks
from portal.payments.models import Attempt
from portal.payments.providers import MOLLIE, WORLDLINE
from portal.payments.selectors import find_attempt, find_by_checkout
from portal.web.http_request.body import is_too_long

logger = logging.getLogger(__name__)

MAX_BODY_BYTES = 64 * 1024
ALERT_EVERY_S = 600
"""Anybody can post here: a flood of refused messages raises one alert per reason in this time."""
CHALLENGE_HEADER = "X-GCS-Webhooks-Endpoint-Verification"
_FORM, _JSON = "application/x-www-form-urlencoded", "application/json"
_MOLLIE_ID = re.compile(r"tr_[0-9A-Za-z]{1,60}")


@csrf_exempt
@require_http_methods(["GET", "POST"])
def receive_worldline(request: HttpRequest) -> HttpResponse:
    """``/pay/worldline/webhook/``: a signed event, or the question whether this address is ours.

    A valid signature gets 204 once the status query is planned, whatever the event is about; anything else
    gets an answer that makes Worldline retry, so nothing is lost while our keys are being changed.
    """
    if not settings.WORLDLINE_MERCHANT_ID:
        raise Http404
    if request.method == "GET":
        challenge = read_challenge(request.headers.get(CHALLENGE_HEADER, ""))
        if challenge is None:
            raise Http404
        return HttpResponse(challenge, content_type="text/plain")
    refusal = _refuse_body(request, _JSON)
    if refusal is not None:
        return refusal
    try:
        event = _read_worldline(request)
    except EventRefused as refused:
        _report("worldline", refused.reason)
        return HttpResponse(status=403 if refused.reason in {"key", "signature", "merchant"} else 400)
    except ValueError:
        logger.error("ALERT webhook of worldline while its keys make no sense")  # noqa: TRY400 - one clear line
        return HttpResponse(status=503)
    attempt = _find_worldline(event)
    if attempt is None:
        logger.warning("webhook of worldline about no payment of ours: %s", event.kind)
    else:
        tasks.plan_query(attempt.pk)
    return HttpResponse(status=204)


def _read_worldline(request: HttpRequest) -> Event:
    keys = parse_keys(settings.WORLDLINE_WEBHOOK_KEY_ID, settings.WORLDLINE_WEBHOOK_SECRET)
    headers = {
        name: request.headers[name] for name in (KEY_HEADER, SIGNATURE_HEADER) if name in request.headers
    }
    from portal.integrations.worldline.webhook import read_event  # noqa: PLC0415 - see registry.read_ahead

    return read_event(request.body, headers, keys=keys, merchant_id=settings.WORLDLINE_MERCHANT_ID)


def _find_worldline(event: Event) -> Attempt | None:
    """By the service's own id; by the reference only while the answer to our start is still pending."""
    found = find_by_checkout(WORLDLINE.code, event.checkout_id)
    if found is not None:
        is_ours = found.merchant in {"", event.merchant_id} and event.reference in {"", found.reference}
        return found if is_ours else None
    same = Attempt.objects.filter(provider=WORLDLINE.code, reference=event.reference, checkout_id="")
    return same.first() if event.reference else None


@csrf_exempt
@require_POST
def receive_mollie(request: HttpRequest, token: str) -> HttpResponse:
    """``/pay/mollie/webhook/<token>/``: an id and nothing else, unsigned by design.

    Only the id of the payment whose token is in the URL triggers a status query. Any post gets the same 200.
    """
    if not settings.MOLLIE_API_KEY:
        raise Http404
    refusal = _refuse_body(request, _FORM)
    if refusal is not None:
        return refusal
    payment_id, attempt = request.POST.get("id", ""), find_attempt(token)
    if attempt is not None and attempt.provider == MOLLIE.code and _MOLLIE_ID.fullmatch(payment_id):
        # Without its id, the answer to our start is still pending: the status query waits for it.
        if attempt.checkout_id in {"", payment_id}:
            tasks.plan_query(attempt.pk)
        else:
            _report("mollie", "id of another payment")
    return HttpResponse()


def _refuse_body(request: HttpRequest, kind: str) -> HttpResponse | None:
    """The answer to a body of a type or size that the service never sends."""
    if request.content_type != kind:
        return HttpResponse(status=415)
    if is_too_long(request, MAX_BODY_BYTES):
        return HttpResponse(status=413)
    return None


def _report(service: str, reason: str) -> None:
    is_first = cache.add(f"webhook-refused:{service}:{reason.replace(' ', '-')}", 1, ALERT_EVERY_S)
    word = "ALERT webhook refused" if is_first else "webhook refused"
    logger.log(logging.WARNING if is_first else logging.INFO, "%s: %s, %s", word, service, reason)
