"""Passkeys: keys that a browser or a small device keeps, and that answer to this site alone.

allauth keeps and checks them, on fido2. A code can be told to a page that looks like ours; a passkey cannot.
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
    """What the browser sent is no passkey of this person, or answers another question than ours."""


def are_possible() -> bool:
    """Whether the portal has a name: browsers make no passkey for a bare address."""
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
    """What the browser needs to make a passkey, as JSON. The session keeps the question."""
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
    except Exception as error:  # whatever the parsers make of it, it is no passkey
        raise PasskeyRefused from error
    auth.WebAuthn.add(user, name[:LONGEST_NAME], credential)
    record("second-factor-set", by=Actor.staff(user), details={"user": user.pk, "kind": "passkey"})


def check(user: Any, answer: str) -> None:
    """The person holds one of their passkeys now. Raises: PasskeyRefused."""
    credential = _read(answer)
    try:
        used = auth.complete_authentication(user, credential)
    except Exception as error:  # as above
        raise PasskeyRefused from error
    finally:
        auth.clear_state()  # a question is answered once, rightly or not
    used.record_usage()


@transaction.atomic
def remove(user: Any, passkey_id: int) -> bool:
    """Whether this was one of the person's passkeys, and is gone."""
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
