"""Tries a payment service: a page of one cent that nobody is sent to, looked at and closed again.

No attempt is made of it and no file is touched. Its reference is like any other, so it shows in the
service's own lists as a page that nobody paid on.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.integrations.errors import IntegrationError
from portal.payments.attempt.redirects import RedirectRefused, check_redirect
from portal.payments.attempt.references import make_reference, make_token
from portal.payments.models import Attempt, State
from portal.payments.providers.protocol import Online, Opened, Order

logger = logging.getLogger(__name__)

ONE_CENT = 1


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``fault`` "": it works; else a word that holds no secret."""

    name: str
    fault: str = ""


def rehearse(provider: Online, *, by: Actor) -> list[Step]:
    """Every step up to the first that fails."""
    token, reference = make_token(), make_reference()
    order = Order(
        file_id="",
        file_name="",
        amount_cents=ONE_CENT,
        reference=reference,
        return_path=reverse("payments:return", args=[token]).lstrip("/"),
        token=token,
    )
    opened: list[Opened] = []
    attempt = Attempt(
        provider=provider.code,
        reference=reference,
        amount_cents=ONE_CENT,
        state=State.AT_BANK,
        created_at=timezone.now(),
        merchant=provider.get_merchant(),
    )

    def ask() -> None:
        attempt.checkout_id = opened[0].checkout_id
        provider.fetch_status(attempt)

    steps: list[tuple[str, Callable[[], object]]] = [
        (_("A payment page is made"), lambda: opened.append(provider.start(order))),
        (_("Browsers may go to its host"), lambda: _check_host(provider, opened[0])),
        (_("Its state can be asked"), ask),
        (
            _("The page is closed again, or ends by itself"),
            lambda: provider.close_page(opened[0].checkout_id),
        ),
    ]
    done = _run(steps)
    is_good = not any(step.fault for step in done)
    record("payment-service-tried", by=by, details={"provider": provider.code, "works": is_good})
    return done


def _run(steps: list[tuple[str, Callable[[], object]]]) -> list[Step]:
    done: list[Step] = []
    for name, act in steps:
        try:
            act()
        except (IntegrationError, RedirectRefused) as error:
            logger.warning("rehearsal: %s", error)
            return [*done, Step(name, getattr(error, "code", "") or type(error).__name__)]
        done.append(Step(name))
    return done


def _check_host(provider: Online, opened: Opened) -> None:
    check_redirect(opened.redirect, provider.list_hosts(), by_form=provider.opens_by_form)
