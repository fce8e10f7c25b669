"""Examines Aptic: a ping, and the list of webhooks of the portal's own client. Runs no service."""

from collections.abc import Iterator
from typing import cast

from django.conf import settings

from portal import registry
from portal.aptic.actions.selectors import list_wanted
from portal.aptic.events.models import State
from portal.aptic.events.receiving.webhook_secrets import list_valid_secrets
from portal.aptic.events.selectors import count_stuck
from portal.doctor.system_findings import (
    EXAMINATION_S,
    check_address,
    examine_document,
    make_credential_finding,
    make_reachable_finding,
    try_read,
)
from portal.integrations.aptic.client import ApticClient
from portal.integrations.aptic.values import Webhook
from portal.integrations.deadline import page_deadline
from portal.integrations.errors import NotAuthorised
from portal.office.models import Office
from portal.web.examining import Examination, Finding, bad, off, ok, warn
from portal.web.examining import State as Found

SETTINGS = "APTIC_API_KEY, or APTIC_CLIENT_ID and APTIC_CLIENT_SECRET"
RECEIVER = "/webhooks/aptic/"


def examine_aptic() -> Iterator[Finding]:
    """Address, document, whether it answers, the credential, and where its events go."""
    if not settings.APTIC_URL:
        yield off("aptic.address", "No address set (APTIC_URL).")
        return
    yield check_address("aptic")
    document, *parts = examine_document("aptic")
    yield document
    yield from parts
    if not (settings.APTIC_API_KEY or settings.APTIC_CLIENT_SECRET):
        yield bad("aptic.credential", "Nothing says who calls.", f"Set {SETTINGS}.")
    elif document.state is Found.OK:
        with page_deadline(EXAMINATION_S):
            yield from _ask(registry.aptic())
    yield check_events()


def _ask(client: ApticClient) -> Iterator[Finding]:
    pinged = try_read(client.ping)
    yield make_reachable_finding("aptic", pinged)
    # Where even a ping is refused, the list would be too: one refusal is enough.
    listed = pinged if isinstance(pinged.error, NotAuthorised) else try_read(client.list_webhooks)
    yield make_credential_finding("aptic", listed, named=SETTINGS)
    if listed.error is None:
        yield check_webhooks(cast("tuple[Webhook, ...]", listed.value))


def check_webhooks(webhooks: tuple[Webhook, ...]) -> Finding:
    """Which registered webhooks lead to the portal, and whether it accepts their events."""
    name, ours = "aptic.webhooks", f"{settings.PORTAL_URL}{RECEIVER}"
    where = "Register it at /desk/services/webhooks/"
    to_us = [one for one in webhooks if one.url == ours]
    elsewhere = len(webhooks) - len(to_us)
    if not to_us:
        words = f"No webhook leads to {ours}; {elsewhere} lead elsewhere: nothing that happens there arrives."
        return warn(name, words, where)
    if not list_valid_secrets():
        remedy = "Set APTIC_WEBHOOK_SECRET, or register at /desk/services/webhooks/, which makes a secret."
        return bad(name, f"Events are told to {ours}, but the portal knows no secret: it takes none.", remedy)
    events = {event for one in to_us for event in one.events}
    words = f"{len(events)} events are told to {ours}; {elsewhere} webhooks lead elsewhere."
    if drift := _describe_drift(events):
        return warn(name, f"{words} {drift}", "Mend it at /desk/services/webhooks/")
    return ok(name, words)


def check_events() -> Finding:
    """Whether events did nothing because somebody must help."""
    name = "aptic.events"
    stuck = dict(count_stuck(Office.objects.order_by("pk").first()))
    if not stuck:
        return ok(name, "No event waits for a person.")
    told = [
        words % stuck[state]
        for state, words in (
            (State.FAILED, "%d were given up"),
            (State.UNLINKED, "%d name no file that is known"),
        )
        if state in stuck
    ]
    return warn(
        name, f"Events did nothing: {', '.join(told)}.", "Link the file, or act again, at /desk/events/"
    )


def _describe_drift(told: set[str]) -> str:
    """How the registered events differ from those the office wants; "" when they do not."""
    office = Office.objects.order_by("pk").first()
    wanted = list_wanted(office) if office else set()
    if not wanted:  # registered in another way
        return ""
    differ = {"Wanted, and not told": wanted - told, "Told, and not wanted": told - wanted}
    return " ".join(f"{title}: {', '.join(sorted(names))}." for title, names in differ.items() if names)


EXAMINATION = Examination("aptic.address", lambda _sample: examine_aptic())
