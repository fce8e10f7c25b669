"""The configured payment services: our merchant there, the payment methods, and "try it"."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.audit.actors import Actor
from portal.desk.frame.decorators import staff_required
from portal.integrations.errors import IntegrationError
from portal.office.selectors import get_office
from portal.payments.models import Provider
from portal.payments.providers import ONLINE, list_in_use
from portal.payments.providers.protocol import Online
from portal.payments.settling.rehearsal import Step, rehearse
from portal.web.rendering.render import render_page

SAMPLE_CENTS = 10_000


@dataclass(frozen=True, slots=True)
class ServicePage:
    """One service as shown on the page. ``steps``: of a rehearsal, (step, result, kind of state).

    ``unset``: settings without which nobody can pay there.
    """

    code: str
    name: str
    unset: str
    can_be_tried: bool
    merchant: str
    methods: str
    steps: list[tuple[str, str, str]]


@require_safe
@staff_required("office.view_moneychange")
def services(request: HttpRequest) -> HttpResponse:
    """``/desk/payments/services/``: what is set up or chosen, and what each offers."""
    return _show(request)


@require_POST
@staff_required("office.propose_money_change")
def try_service(request: HttpRequest, provider: str) -> HttpResponse:
    """``/desk/payments/services/<provider>/try/``: create a page of one cent, check it, close it."""
    chosen = next((one for one in _list_services() if one.code == provider), None)
    if chosen is None or not _can_be_tried(chosen):
        raise Http404
    steps = rehearse(chosen, by=Actor.staff(request.user))
    return _show(request, tried=chosen.code, steps=steps)


def _list_services() -> list[Online]:
    """Those for which the portal itself is the merchant and has keys, and those that the office chose."""
    chosen = list_in_use(get_office().pk)
    return [one for one in ONLINE.values() if one.get_merchant() or one in chosen]


def _can_be_tried(provider: Online) -> bool:
    return provider.must_report and not provider.list_unset()


def _show(request: HttpRequest, *, tried: str = "", steps: list[Step] | None = None) -> HttpResponse:
    rows = [_present(one, (steps or []) if one.code == tried else []) for one in _list_services()]
    context = {"rows": rows, "can_try": request.user.has_perm("office.propose_money_change")}
    return render_page(request, "payments/desk/services.html", context)


def _present(provider: Online, steps: list[Step]) -> ServicePage:
    merchant = provider.get_merchant()
    return ServicePage(
        code=provider.code,
        name=str(Provider(provider.code).label),
        unset=", ".join(provider.list_unset()),
        can_be_tried=_can_be_tried(provider),
        merchant=_("Merchant: %(name)s") % {"name": merchant} if merchant else "",
        methods=_describe_methods(provider),
        steps=[_describe_step(step) for step in steps],
    )


def _describe_methods(provider: Online) -> str:
    if provider.list_unset():
        return ""
    try:
        methods = provider.list_methods(SAMPLE_CENTS)
    except IntegrationError:
        return _("Which methods are on cannot be asked now.")
    names = ", ".join(method.name for method in methods)
    return _("People can pay there with: %(names)s") % {"names": names} if names else ""


def _describe_step(step: Step) -> tuple[str, str, str]:
    if step.fault:
        return step.name, _("does not work: %(fault)s") % {"fault": step.fault}, "bad"
    return step.name, _("works"), "good"
