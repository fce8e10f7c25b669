"""The receipt of a payment on paper, for the person whose file is open."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from portal.access.decorators import defendant_required, for_eyes
from portal.access.door_settings.selectors import get_door_settings
from portal.file.facts import HEAD
from portal.file.reading import read
from portal.file.visit import Visit
from portal.payments.attempt.receipt_of_payment import find_payment_receipt
from portal.payments.selectors import find_attempt, is_own
from portal.receipts.views import serve_paper


@require_safe
@defendant_required
@for_eyes
def receipt(_request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    """``/pay/status/<token>/receipt.pdf``: as by its code, with a name where the office wants one."""
    attempt = find_attempt(token)
    found = find_payment_receipt(attempt) if attempt is not None and is_own(attempt, visit) else None
    if found is None:
        raise Http404
    head = read(visit, HEAD).get(HEAD) if get_door_settings().payer_on_receipts else None
    return serve_paper(found, payer=head.defendant if head else "")
