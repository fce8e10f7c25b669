"""Looks at the payment services that the office chose or set up: key, page, webhook, clock.

Harmless questions.
Also what "try it" shows on the desk. Source: the vendors' documents; a signature of Worldline holds a
date, so a clock that is wrong is refused like a wrong key.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from portal.integrations.errors import IntegrationError
from portal.integrations.http import Answer, Limits, Request, SystemClient, Terms
from portal.office.selectors import get_office
from portal.payments.models import PaymentChannel
from portal.payments.providers import MOLLIE, ONLINE, WORLDLINE, has_confirmed_keys, list_in_use
from portal.payments.providers.protocol import Check, Online
from portal.web.examining import Examination, Finding, bad, ok, warn

WAIT_S = 3.0
LARGEST_SKEW_S = 60
_LIMITS = Limits(
    connect_timeout_s=WAIT_S, read_timeout_s=WAIT_S, deadline_s=WAIT_S, max_concurrent=1, max_attempts=1
)
_ANY_ANSWER = Terms(kind="once", accept=range(100, 600), max_bytes=1_000_000)
_CHALLENGE = "portal-doctor"


def examine_services() -> list[Finding]:
    """The findings on every payment service that is set up or chosen; nothing when none is."""
    found = [_make_finding(check) for provider in ONLINE.values() for check in check_provider(provider)]
    return [*found, *_examine_choice(), *_examine_keys()]


def check_provider(provider: Online) -> list[Check]:
    """All checks of one service; nothing when it is not configured."""
    checks = provider.check()
    return [*checks, *_check_clock(provider), *_check_webhook(provider)] if checks else []


def _examine_choice() -> Iterator[Finding]:
    """Whether people can pay where the office chose that they do."""
    office = get_office()
    if not office.online_payment:
        return
    for provider in list_in_use(office.pk):
        if provider.must_report and (unset := provider.list_unset()):
            text = "The office chose this service for payments, and it is not set up: nobody can pay there."
            remedy = f"Set {', '.join(unset)}; or have two people choose another way under Where money goes."
            yield bad(f"payments.{provider.code}.chosen", text, remedy)


def _examine_keys() -> Iterator[Finding]:
    """Whether the keys have changed since two people confirmed the merchant."""
    for channel in PaymentChannel.objects.exclude(merchant=""):
        name = f"payments.{channel.provider}.merchant"
        if not has_confirmed_keys(channel):
            text = "The keys are of another merchant than two people confirmed: nobody can pay."
            yield bad(name, text, "Put the keys back, or have two people confirm it under Where money goes.")


def _make_finding(check: Check) -> Finding:
    name = f"payments.{check.name}"
    if check.kind == "good":
        return ok(name, check.text)
    return (warn if check.kind == "warn" else bad)(name, check.text, check.remedy)


def _check_clock(provider: Online) -> Iterator[Check]:
    url = provider.get_api_url()
    if not url:
        return
    name, parts = f"{provider.code}.clock", urlsplit(url)
    try:
        date = _call(f"{parts.scheme}://{parts.netloc}", "/", {}).headers.get("Date", "")
        skew_s = abs((parsedate_to_datetime(date) - datetime.now(UTC)).total_seconds())
    except (IntegrationError, ValueError, TypeError):
        return  # a service that does not answer is reported with the key
    if skew_s > LARGEST_SKEW_S:
        text = f"Its clock and ours are {skew_s:.0f} seconds apart: signatures are refused."
        yield Check(name, "bad", text, "Set this machine's clock by NTP.")
    else:
        yield Check(name, "good", "Its clock and ours agree.")


def _check_webhook(provider: Online) -> Iterator[Check]:
    """Whether our own address answers as the service would find it: from here, by its public name."""
    asked = _WEBHOOKS.get(provider.code)
    if asked is None:
        return
    name, path = f"{provider.code}.webhook", asked.get_path()
    try:
        answer = _call(settings.PORTAL_URL, path, asked.headers)
    except IntegrationError as error:
        remedy = (
            "Let the proxy pass this address on; a machine that cannot call itself by name may still be fine."
        )
        yield Check(name, "warn", f"{path} cannot be reached by its public name: {error}.", remedy)
        return
    if asked.is_ours(answer):
        yield Check(name, "good", f"{path} answers.")
    else:
        yield Check(
            name, "bad", f"{path} answers something else.", "Let the proxy pass this address on unchanged."
        )


@dataclass(frozen=True)
class _Webhook:
    """How the address of a webhook is asked, harmlessly, and what it then answers."""

    view: str
    arguments: tuple[str, ...]
    headers: Mapping[str, str]
    is_ours: Callable[[Answer], bool]

    def get_path(self) -> str:
        return reverse(self.view, args=self.arguments)


_WEBHOOKS = {
    WORLDLINE.code: _Webhook(
        "payments:worldline-webhook",
        (),
        {"X-GCS-Webhooks-Endpoint-Verification": _CHALLENGE},
        lambda answer: answer.status == HTTPStatus.OK and answer.content == _CHALLENGE.encode(),
    ),
    # It takes nothing but a form that is posted: to a question it says so.
    MOLLIE.code: _Webhook(
        "payments:mollie-webhook",
        (_CHALLENGE,),
        {},
        lambda answer: (
            answer.status == HTTPStatus.METHOD_NOT_ALLOWED and answer.headers.get("Allow") == "POST"
        ),
    ),
}


def _call(base_url: str, path: str, headers: Mapping[str, str]) -> Answer:
    client = SystemClient(system="payment", base_url=base_url, engine=settings.HTTP_ENGINE, limits=_LIMITS)
    try:
        return client.call("webhook", Request(path=path, method="GET", headers=headers), _ANY_ANSWER)
    finally:
        client.close()


EXAMINATION = Examination("payments.services", lambda _sample: examine_services())
