"""Passkeys: keys stored by a browser or a small device, which only work for this site.

allauth stores and checks them, using fido2. A code can be typed into a fake page; a passkey cannot.
"""

import json
from ipaddress import ip_address
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.conf import settings
from django.db import transaction

from portal.audit.actors import Actor
from portal.audit.services import record

LONGEST_ANSWER = 20_000
LONGEST_NAME = 60


class PasskeyRefused(Exception):
    """The data is not a passkey of this person, or answers another challenge than ours."""


def are_possible() -> bool:
    """Whether the portal has a host name: browsers make no passkey for an IP address."""
    try:
        ip_address(settings.PORTAL_HOST)
    except ValueError:
        return bool(settings.PORTAL_HOST)
    return False


def list_passkeys(user: Any) -> list[tuple[int, str]]:
    """Number and name of each, in the order in which they were added."""
    return [(one.pk, str(one.data["name"])) for one in _list_kept(user)]


def has_passkey(user: Any) -> bool:
    """Whether a passkey is a second step of this person."""
    return bool(_list_kept(user).exists())


def ask_new(user: Any) -> str:
    """What the browser needs to make a passkey, as JSON. The session keeps the challenge."""
    return json.dumps(auth.begin_registration(user, passwordless=False))


def ask_known(user: Any) -> str:
    """What the browser needs to use one of this person's passkeys, as JSON; the session keeps it."""
    return json.dumps(auth.begin_authentication(user))


@transaction.atomic
def add(user: Any, answer: str, *, name: str) -> None:
    """Keep the passkey that a browser made. Raises: PasskeyRefused."""
    credential = _read(answer)
    try:
        auth.complete_registration(credential)
    except Exception as error:  # any parser error means that it is not a passkey
        raise PasskeyRefused from error
    auth.WebAuthn.add(user, name[:LONGEST_NAME], credential)
    record("second-factor-set", by=Actor.staff(user), details={"user": user.pk, "kind": "passkey"})


def check(user: Any, answer: str) -> None:
    """Check that the person has one of their passkeys now. Raises: PasskeyRefused."""
    credential = _read(answer)
    try:
        used = auth.complete_authentication(user, credential)
    except Exception as error:  # as above
        raise PasskeyRefused from error
    finally:
        auth.clear_state()  # a challenge can be used once, whatever the answer
    used.record_usage()


@transaction.atomic
def remove(user: Any, passkey_id: int) -> bool:
    """Remove a passkey. Returns whether it was one of the person's."""
    found = _list_kept(user).filter(pk=passkey_id)
    if not found.delete()[0]:
        return False
    record("second-factor-removed", by=Actor.staff(user), details={"user": user.pk, "kind": "passkey"})
    return True


def _list_kept(user: Any) -> Any:
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).order_by("pk")


def _read(answer: str) -> dict[str, Any]:
    """Raises: PasskeyRefused."""
    if len(answer) > LONGEST_ANSWER:
        raise PasskeyRefused
    try:
        found = json.loads(answer)
    except (ValueError, RecursionError) as error:
        raise PasskeyRefused from error
    if not isinstance(found, dict):
        raise PasskeyRefused
    return found
