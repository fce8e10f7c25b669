"""The desk's pages of deliveries that failed or are not sent yet."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.audit.actors import Actor
from portal.desk.frame.decorators import forbid, staff_required
from portal.file.known_numbers import read_numbers
from portal.office.selectors import get_office
from portal.outbox import presenters, selectors, services
from portal.outbox.forms import DropForm, RewriteForm
from portal.outbox.models import Delivery, State
from portal.web.paging import make_pager_of
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

ROWS_PER_PAGE = 50
LISTS = {
    "given_up": (State.GIVEN_UP,),
    "doubtful": (State.DOUBTFUL,),
    "waiting": (State.WAITING, State.SENDING),
}
DROPPABLE = (State.WAITING, State.DOUBTFUL, State.GIVEN_UP)

manages_deliveries = staff_required("outbox.manage_deliveries")


@require_safe
@manages_deliveries
def deliveries(request: HttpRequest) -> HttpResponse:
    """The deliveries that a person must look at, the doubtful ones, and those waiting."""
    chosen = request.GET.get("state", "")
    chosen = chosen if chosen in LISTS else "given_up"
    found = selectors.list_in(get_office(), LISTS[chosen])
    page = Paginator(found, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    numbers = read_numbers(delivery.file_id for delivery in page)
    context = {
        "tabs": _present_tabs(chosen),
        "chosen": chosen,
        "rows": [presenters.present_row(delivery, numbers) for delivery in page],
        "pager": make_pager_of(
            page, lambda number: f"{reverse('outbox:deliveries')}?state={chosen}&page={number}"
        ),
    }
    return render_page(request, "outbox/deliveries.html", context, block="list")


@require_safe
@manages_deliveries
def delivery(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """One delivery, and what staff can do with it."""
    return _show(request, _get(delivery_id), DropForm())


@require_POST
@manages_deliveries
def retry(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Retry what was given up."""
    found = _get(delivery_id)
    if missing := selectors.find_missing_right(found, request.user):
        return forbid(request, missing)
    texts = presenters.make_rewrite_form(found, request.POST)
    if texts is not None and not texts.is_valid():
        return _show(request, found, DropForm(), texts=texts, status=422)
    changed = texts.cleaned_data if texts is not None else None
    return _go_on(found, is_done=services.retry(found, by=Actor.staff(request.user), texts=changed))


@require_POST
@manages_deliveries
def drop(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Never send it again."""
    found, form = _get(delivery_id), DropForm(request.POST)
    if missing := selectors.find_missing_right(found, request.user):
        return forbid(request, missing)
    if not form.is_valid():
        return _show(request, found, form, status=422)
    reason = form.cleaned_data["reason"]
    return _go_on(found, is_done=services.drop(found, reason=reason, by=Actor.staff(request.user)))


def _show(
    request: HttpRequest,
    found: Delivery,
    form: DropForm,
    *,
    texts: RewriteForm | None = None,
    status: int = 200,
) -> HttpResponse:
    numbers = read_numbers([found.file_id])
    context = {
        "row": presenters.present_row(found, numbers),
        "facts": presenters.present_facts(found, numbers),
        "delivery_id": found.pk,
        "missing_right": selectors.find_missing_right(found, request.user),
        "can_retry": found.can_retry,
        "is_given_up": found.state == State.GIVEN_UP,
        "is_unclear": found.reason == "unclear",
        "can_drop": found.state in DROPPABLE,
        "has_moved": request.GET.get("moved") == "1",
        "form": form,
        "contents": presenters.present_contents(found),
        "refusal": presenters.get_refusal_text(found),
        "texts": texts or presenters.make_rewrite_form(found),
    }
    path = reverse("outbox:delivery", args=[found.pk])
    return render_page(
        request, "outbox/delivery.html", context, block="delivery", status=status, language_path=path
    )


def _go_on(found: Delivery, *, is_done: bool) -> HttpResponse:
    address = reverse("outbox:delivery", args=[found.pk])
    return see_other(address if is_done else f"{address}?moved=1")


def _get(delivery_id: int) -> Delivery:
    found = selectors.get_delivery(get_office(), delivery_id)
    if found is None:
        raise Http404
    return found


def _present_tabs(chosen: str) -> list[presenters.Tab]:
    titles = {"given_up": _("Given up"), "doubtful": _("Not sure"), "waiting": _("Waiting")}
    base, office = reverse("outbox:deliveries"), get_office()
    counts = {name: selectors.list_in(office, states).count() for name, states in LISTS.items()}
    return [
        presenters.Tab(f"{title} ({counts[name]})", f"{base}?state={name}", name == chosen)
        for name, title in titles.items()
    ]
