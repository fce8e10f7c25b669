"""The keys with which a visitor opens a file, and Tagor's answer."""

import logging
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from portal import registry
from portal.integrations.errors import IntegrationError, NotAuthorised, Rejected, Unavailable
from portal.integrations.tagor.auth import build_pin_token, read_pin_token
from portal.integrations.tagor.values.account import Credential, FileAccess

logger = logging.getLogger(__name__)

# How hashes are made is not documented: anything that fits in an address and a header, within reason.
HASH = re.compile(r"[A-Za-z0-9._~=+/-]{4,200}")
SWALLOWED = ".,;:!?)]}>'\"»”’"
"""Characters that follow a link in a sentence. No known hash ends in one."""
PLAN_RUNS = "plan-active"


class Outcome(StrEnum):
    """Result of a sign-in."""

    OPENED = "opened"
    WRONG = "wrong"
    EXPIRED = "expired"
    LOCKED = "locked"
    ASKED = "asked"
    """One more question comes first."""
    LETTERS_ONLY = "letters-only"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Key:
    """A letter's hash, or a file number with its PIN. ``find_file`` is None when the key cannot be valid."""

    kind: str
    credential: Credential
    find_file: Callable[[], FileAccess] | None


def is_hash(text: str) -> bool:
    """Whether ``text`` can be a letter's hash at all."""
    return HASH.fullmatch(text) is not None


def tidy_hash(text: str) -> str:
    """The hash of a link, without a full stop or bracket that a mail program took for part of it."""
    return "".join(c for c in text if unicodedata.category(c) != "Cf").rstrip(SWALLOWED)


def build_letter_key(letter_hash: str) -> Key:
    """The key of a letter link."""
    credential = Credential("Hash", letter_hash)
    if not is_hash(letter_hash):
        return Key("letter", credential, None)
    return Key("letter", credential, lambda: registry.tagor().hash_to_file(hash=letter_hash))


def build_pin_key(*, file: str, pin: str) -> Key:
    """The key from a typed file number and PIN."""
    credential = Credential("Pin", build_pin_token(file=file, pin=pin))
    return Key("pin", credential, lambda: registry.tagor().pin_to_file(file=file, pin=pin))


def build_kept_key(credential: Credential) -> Key:
    """The key from the credential of an earlier sign-in, to try again."""
    if credential.scheme == "Hash":
        return build_letter_key(credential.token)
    file, pin = read_pin_token(credential.token)
    return build_pin_key(file=file, pin=pin)


def exchange(key: Key) -> tuple[Outcome, FileAccess | None]:
    """The file that the key opens, and whether its defendant may use the portal.

    Does not raise Tagor's errors.
    """
    if key.find_file is None:
        return Outcome.WRONG, None
    try:
        access = key.find_file()
    except NotAuthorised:
        return Outcome.WRONG, None
    except Rejected as refusal:
        return _read_refusal(refusal), None
    except IntegrationError as fault:
        return _report_fault(fault), None
    return _check_self_service(key, access)


def _read_refusal(refusal: Rejected) -> Outcome:
    if refusal.code == "unknown":  # this is about an error at Tagor, not about the key
        return Outcome.DOWN
    return Outcome.EXPIRED if refusal.code == "hash-expired" else Outcome.WRONG


def _check_self_service(key: Key, access: FileAccess) -> tuple[Outcome, FileAccess]:
    """A file without self-service opens all the same: to pay, to write, and to see a running plan.

    Tagor also refuses self-service for a running plan (its own example), which is no reason to hide the plan
    from the person who pays it. Tagor itself refuses anything else that is not allowed.
    """
    try:
        in_person = is_in_person(credential=key.credential, file_id=access.file_id)
    except Rejected:
        return Outcome.DOWN, access
    except IntegrationError as fault:
        return _report_fault(fault), access
    return Outcome.OPENED, replace(access, is_in_person=in_person)


def is_in_person(*, credential: Credential | None, file_id: str) -> bool:
    """Whether the office handles the file itself, for a reason other than a plan that runs.

    Raises: IntegrationError; Rejected when Tagor says nothing about self-service.
    """
    try:
        registry.tagor().check_self_service(credential=credential, file_id=file_id)
    except Rejected as refusal:
        if refusal.code == "unknown":
            raise
        return refusal.code != PLAN_RUNS
    return False


def _report_fault(fault: IntegrationError) -> Outcome:
    level = logging.WARNING if isinstance(fault, Unavailable) else logging.ERROR
    logger.log(level, "sign-in failed: %s at %s", type(fault).__name__, fault.operation or "-")
    return Outcome.DOWN
