"""Anyone who has the code of a receipt can check it; nobody can try codes one after the other."""

import math
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.office.selectors import get_office_face
from portal.receipts.models import Receipt
from portal.receipts.paper import print_receipt
from portal.receipts.presenters import present
from portal.receipts.selectors import find_receipt
from portal.web.attempt_throttle import LockedError, begin_try, count_network
from portal.web.http_request.visitor import get_ip_address
from portal.web.languages import get_base_language
from portal.web.pages.error_pages import too_many
from portal.web.rendering.render import render_page

Show = Callable[[HttpRequest, Receipt], HttpResponse]


def _with_receipt(show: Show) -> Callable[[HttpRequest, str], HttpResponse]:
    """Finds the receipt of a code; a wrong code counts against the visitor's network."""

    @require_safe
    @wraps(show)
    def view(request: HttpRequest, code: str) -> HttpResponse:
        counter = count_network(get_ip_address(request), purpose="receipt")
        try:
            begin_try(counter)
        except LockedError as error:
            return too_many(request, wait_minutes=math.ceil(error.wait_s / 60))
        receipt = find_receipt(code)
        if receipt is None:
            counter.count_wrong()
            return render_page(request, "receipts/unknown.html", status=404)
        counter.release()
        return show(request, receipt)

    return view


@_with_receipt
def receipt(request: HttpRequest, found: Receipt) -> HttpResponse:
    """``/receipt/<code>/``: the receipt as it was issued."""
    return render_page(request, "receipts/receipt.html", {"receipt": present(found), "notes": _list_notes()})


@_with_receipt
def paper(_request: HttpRequest, found: Receipt) -> HttpResponse:
    """``/receipt/<code>/receipt.pdf``: the same on paper."""
    return serve_paper(found)


def serve_paper(found: Receipt, *, payer: str = "") -> HttpResponse:
    """The paper to keep; ``payer``: as ``print_receipt``."""
    content = print_receipt(
        found,
        present(found),
        get_office_face(),
        title=_("Receipt"),
        notes=[*_list_notes(), _("Check this receipt with the code below.")],
        language=get_base_language(),
        payer=payer,
    )
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="receipt-{found.code}.pdf"'
    return response


def _list_notes() -> list[str]:
    return [
        _("This receipt shows how it stood on that day. It may have changed since."),
        _("This is not an invoice."),
    ]
