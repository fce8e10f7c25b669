"""Compares the webhooks registered at Aptic with what the office wants, and brings them in line."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from portal import registry
from portal.aptic.actions.selectors import list_wanted
from portal.aptic.events.models import WebhookSecret
from portal.aptic.events.receiving import webhook_secrets
from portal.aptic.models import Subscription
from portal.audit.actors import Actor
from portal.audit.services import record
from portal.integrations.aptic.values import Webhook
from portal.integrations.errors import IntegrationError, OutcomeUnknown, UnexpectedResponse
from portal.office.models import Office
from portal.web.job_scheduling import Job

PATH = "/webhooks/aptic/"
METHOD = "POST"
LOOK_EVERY = timedelta(days=1)
LOOK = Job("portal.aptic.webhooks.tasks.look_at_webhooks")


def own_address() -> str:
    """The URL to which Aptic sends events."""
    return f"{settings.PORTAL_URL}{PATH}"


@dataclass(frozen=True, slots=True)
class Held:
    """A webhook registered at Aptic.

    ``is_ours``: our URL; ``is_old``: a former one, or one that looks like it.
    """

    webhook: Webhook
    is_ours: bool
    is_old: bool


@dataclass(frozen=True, slots=True)
class Drift:
    """How the registrations differ from what is wanted; ``wrong_method``: ours, but not sent by POST."""

    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    wrong_method: bool = False
    elsewhere: tuple[Webhook, ...] = ()

    @property
    def can_mend(self) -> bool:
        """Whether one button fixes it; webhooks of another URL are deleted by hand."""
        return bool(self.missing or self.extra or self.wrong_method)

    @property
    def is_none(self) -> bool:
        """Whether all is as wanted."""
        return not (self.can_mend or self.elsewhere)


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything the page of webhooks shows."""

    wanted: frozenset[str]
    held: tuple[Held, ...] = field(default=())
    drift: Drift = field(default_factory=Drift)


def get_situation(office: Office) -> Situation:
    """What is wanted and what is registered. Raises: the errors of a call."""
    wanted = frozenset(list_wanted(office))
    held = tuple(_recognise(one) for one in registry.aptic().list_webhooks())
    return Situation(wanted, held, find_drift(wanted, held))


def _recognise(webhook: Webhook) -> Held:
    is_ours = webhook.url == own_address()
    return Held(webhook, is_ours, not is_ours and urlsplit(webhook.url).path.rstrip("/") == PATH.rstrip("/"))


def find_drift(wanted: Iterable[str], held: Iterable[Held]) -> Drift:
    """Compare by event, since Aptic may register one URL once or several times."""
    wanted, held = set(wanted), tuple(held)
    ours = [one.webhook for one in held if one.is_ours]
    told = {event for one in ours for event in one.events}
    return Drift(
        missing=tuple(sorted(wanted - told)),
        extra=tuple(sorted(told - wanted)),
        wrong_method=any(one.method.upper() != METHOD for one in ours),
        elsewhere=tuple(one.webhook for one in held if one.is_old),
    )


# Changing ---------------------------------------------------------------------------------------------


@transaction.atomic
def want(office: Office, events: Iterable[str], *, by: Actor) -> None:
    """Add to the events that the office wants. Nothing is sent yet."""
    for event in events:
        Subscription.objects.get_or_create(office=office, event=event, defaults={"asked_by_id": by.user_id})
    record("webhooks-wanted", by=by, details={"events": sorted(events)})
    plan_look(office)


def plan_look(office: Office) -> None:
    """The next look of the worker, as long as the office wants to be told of anything."""
    if list_wanted(office):
        LOOK.plan_unless_planned(timezone.now() + LOOK_EVERY)


@transaction.atomic
def want_no_more(office: Office, events: Iterable[str], *, by: Actor) -> None:
    """The office no longer wants these."""
    Subscription.objects.filter(office=office, event__in=tuple(events)).delete()
    record("webhooks-unwanted", by=by, details={"events": sorted(events)})


def mend(office: Office, *, by: Actor) -> Situation:
    """Register missing events and delete surplus ones, at our own URL. Returns the situation afterwards.

    Raises: the errors of a call. The wanted events stay stored, so that it can be repaired later.
    """
    drift = get_situation(office).drift
    if drift.missing or drift.wrong_method:
        wanted = list_wanted(office) if drift.wrong_method else set(drift.missing)
        register(office, wanted, by=by)
    if drift.extra:
        _delete(own_address(), drift.extra, by=by)
    return get_situation(office)


def register(office: Office, events: Iterable[str], *, by: Actor) -> None:
    """Register these events too, with the current secret. Raises: the errors of a call."""
    secret = webhook_secrets.find_current_secret(office=office)
    if secret is None:
        _register_with_new_secret(office, events, by=by)
    else:
        _send(events, secret, by=by)


def rotate(office: Office, *, by: Actor) -> None:
    """Register all wanted events again with a new secret; the old one stays valid for a while.

    Raises: the errors of a call. If Aptic certainly did not accept it, the old secret stays in use.
    """
    _register_with_new_secret(office, list_wanted(office), by=by)


def _register_with_new_secret(office: Office, events: Iterable[str], *, by: Actor) -> None:
    """The secret is valid before it is sent: the first event may come at once."""
    lasting = list(
        WebhookSecret.objects.filter(office=office, valid_until__isnull=True).values_list("pk", flat=True)
    )
    secret = webhook_secrets.make_secret(office=office, by=by)
    made = WebhookSecret.objects.filter(office=office).exclude(pk__in=lasting).order_by("-pk").first()
    try:
        _send(events, secret, by=by)
    except (OutcomeUnknown, UnexpectedResponse):
        WebhookSecret.objects.filter(pk__in=lasting).update(valid_until=None)
        raise
    except Exception:
        _forget_secret(made, lasting)
        raise


@transaction.atomic
def _forget_secret(made: WebhookSecret | None, lasting: list[int]) -> None:
    """The new secret never reached Aptic: keep using the old ones."""
    WebhookSecret.objects.filter(pk__in=lasting).update(valid_until=None)
    if made is not None:
        WebhookSecret.objects.filter(pk=made.pk).update(valid_until=timezone.now())


def _send(events: Iterable[str], secret: str, *, by: Actor) -> None:
    names = sorted(events)
    details = {"events": names, "url": own_address()}
    record("webhooks-register-asked", by=by, details=details)
    try:
        registry.aptic().register_webhook(events=names, url=own_address(), secret=secret, method=METHOD)
    except IntegrationError as error:
        outcome = {**details, "outcome": type(error).__name__}
        record("webhooks-register-failed", by=by, details=outcome)
        raise
    record("webhooks-registered", by=by, details=details)


def delete(office: Office, webhook: Webhook, *, by: Actor) -> None:
    """Delete a webhook. If it is our own, its events are no longer wanted.

    Raises: the errors of a call; then nothing is changed here either.
    """
    _delete(webhook.url, None, by=by)
    if webhook.url == own_address():
        want_no_more(office, list_wanted(office), by=by)
        webhook_secrets.end_secrets(office=office, at=timezone.now() + webhook_secrets.OVERLAP)


def _delete(url: str, events: Iterable[str] | None, *, by: Actor) -> None:
    registry.aptic().delete_webhook(url=url, events=events)
    details = {"url": urlsplit(url)._replace(query="").geturl(), "events": sorted(events or ())}
    record("webhooks-deleted", by=by, details=details)
