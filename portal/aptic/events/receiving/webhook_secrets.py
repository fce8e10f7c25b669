"""The secrets an event may come with: those of the settings, and those made for our own registrations.

Code that registers at Aptic calls ``make_secret`` and sends the result; older secrets stay valid for a while,
since events already on their way still carry them.
"""

import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from portal.aptic.events.models import WebhookSecret
from portal.audit.actors import SYSTEM, Actor
from portal.audit.services import record
from portal.office.models import Office
from portal.web.sealing import seal, unseal

PURPOSE = "webhook-secret"
SECRET_BYTES = 32
OVERLAP = timedelta(days=1)


def list_valid_secrets(*, now: datetime | None = None) -> tuple[str, ...]:
    """Every secret that is valid at this moment; without any, no event is accepted."""
    now = now or timezone.now()
    is_valid = Q(valid_from__lte=now) & (Q(valid_until__isnull=True) | Q(valid_until__gt=now))
    kept = WebhookSecret.objects.filter(is_valid).values_list("sealed", flat=True)
    opened = (unseal(one, purpose=PURPOSE) for one in kept)
    return tuple(one for one in (*settings.APTIC_WEBHOOK_SECRET, *opened) if one)


def are_valid(said: Iterable[str]) -> bool:
    """Whether each is valid. Those of the settings are compared first: then the database is not asked."""
    told = set(said)
    own = tuple(one for one in settings.APTIC_WEBHOOK_SECRET if one)
    return _are_among(told, own) or _are_among(told, list_valid_secrets())


def _are_among(said: set[str], valid: tuple[str, ...]) -> bool:
    return sum(is_valid(one, valid) for one in said) == len(said)  # never stops early


def is_valid(said: str, valid: tuple[str, ...]) -> bool:
    """Whether ``said`` is one of the valid secrets. Compares with each, in constant time."""
    digest = _digest(said)
    return sum(hmac.compare_digest(digest, _digest(one)) for one in valid) > 0  # never stops early


@transaction.atomic
def make_secret(*, office: Office | None, by: Actor = SYSTEM, overlap: timedelta = OVERLAP) -> str:
    """A new secret, valid from now on; the office's others end after ``overlap``.

    Returns it in plain text, for the registration at Aptic: it is kept sealed and never shown again.
    """
    now, text = timezone.now(), secrets.token_urlsafe(SECRET_BYTES)
    end_secrets(office=office, at=now + overlap)
    made = WebhookSecret.objects.create(office=office, sealed=seal(text, purpose=PURPOSE), valid_from=now)
    record("webhook-secret-made", by=by, details={"secret": made.pk})
    return text


def end_secrets(*, office: Office | None, at: datetime | None = None) -> int:
    """Let the office's own secrets end at a given time (now), unless they end earlier. Returns how many.

    Those of the settings stay valid. Call it after the last registration at Aptic was removed.
    """
    at = at or timezone.now()
    lasting = WebhookSecret.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=at), office=office)
    return lasting.filter(valid_from__lte=at).update(valid_until=at)


def find_current_secret(*, office: Office | None, now: datetime | None = None) -> str | None:
    """The newest secret of our own that does not expire, to register more events with; None without one."""
    now = now or timezone.now()
    lasting = WebhookSecret.objects.filter(office=office, valid_from__lte=now, valid_until__isnull=True)
    newest = lasting.order_by("-pk").first()
    return unseal(newest.sealed, purpose=PURPOSE) if newest else None


def _digest(text: str) -> bytes:
    """Hashes of equal length, so that the comparison does not reveal the length either."""
    return sha256(text.encode("utf-8", "surrogatepass")).digest()
