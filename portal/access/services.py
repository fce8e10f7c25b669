"""Exchange what a visitor brings (a letter's hash, or file number and PIN) for an open file."""

import time
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from portal.access.exchange import Key, Outcome, build_letter_key, build_pin_key, exchange
from portal.access.lockout import Counter, LockedError, begin_try, count_file, count_network
from portal.access.pacing import wait_for_step
from portal.access.session import get_defendant, sign_in, sign_out
from portal.audit.actors import DEFENDANT
from portal.audit.services import record
from portal.integrations.context import page_deadline
from portal.integrations.tagor.values.account import FileAccess
from portal.web.request.visitor import get_ip_address


@dataclass(frozen=True, slots=True)
class Result:
    """``wait_s`` is 0 unless locked; ``language`` is Tagor's, when it says."""

    outcome: Outcome
    wait_s: float = 0
    language: str | None = None


def open_by_hash(request: HttpRequest, letter_hash: str) -> Result:
    """Sign in with the hash of a letter link."""
    key = build_letter_key(letter_hash)
    return _open(request, key, count_network(get_ip_address(request)))


def open_by_pin(request: HttpRequest, *, file: str, pin: str) -> Result:
    """Sign in with a file number and its PIN. Unknown file and wrong PIN end the same, in the same time."""
    key = build_pin_key(file=file, pin=pin)
    return _open(request, key, count_network(get_ip_address(request)), count_file(file))


def close(request: HttpRequest) -> None:
    """Sign out, on purpose."""
    defendant = get_defendant(request)
    if defendant is not None:
        record("signed-out", by=DEFENDANT, file_id=defendant.file_id)
    sign_out(request)


def _open(request: HttpRequest, key: Key, network: Counter, file: Counter | None = None) -> Result:
    started = time.monotonic()
    counters = (network, file) if file else (network,)
    try:
        begin_try(*counters)
    except LockedError as locked:
        return Result(Outcome.LOCKED, wait_s=locked.wait_s)
    access: FileAccess | None = None
    outcome = Outcome.DOWN
    try:
        with page_deadline(settings.UPSTREAM_PAGE_DEADLINE_S):
            outcome, access = exchange(key)
    finally:
        is_now_locked = _settle(outcome, network, file)
    if outcome is Outcome.WRONG or outcome is Outcome.EXPIRED:
        wait_for_step(started)
    result = _conclude(request, key, outcome, access)
    if is_now_locked:
        record("sign-in-locked", by=DEFENDANT, details={"by": key.kind})
    return result


def _conclude(request: HttpRequest, key: Key, outcome: Outcome, access: FileAccess | None) -> Result:
    """Open the file or leave it shut, and tell the audit trail."""
    if outcome is Outcome.OPENED and access is not None:
        sign_in(request, access, key.credential)
        record("signed-in", by=DEFENDANT, file_id=access.file_id, details={"by": key.kind})
        return Result(outcome, language=access.language)
    if outcome is Outcome.REFUSED:
        sign_out(request)  # its page must not stand under another file's number
    _record_refusal(key, outcome, access)
    return Result(outcome)


def _settle(outcome: Outcome, network: Counter, file: Counter | None) -> bool:
    """Give the places back; whether a wait begins.

    A fault of the office's system and a letter that ran out are nobody's wrong try.
    """
    if outcome is Outcome.WRONG:
        waits = [counter.count_wrong() for counter in (network, file) if counter]
        return any(waits)
    network.give_back()
    if file and outcome in {Outcome.OPENED, Outcome.REFUSED}:
        file.forget()
    elif file:
        file.give_back()
    return False


def _record_refusal(key: Key, outcome: Outcome, access: FileAccess | None) -> None:
    """To the audit trail, without what was typed; the file only when the key itself was right."""
    if outcome is Outcome.DOWN:
        return
    file_id = access.file_id if access and outcome is Outcome.REFUSED else ""
    record(
        "sign-in-refused",
        by=DEFENDANT,
        file_id=file_id,
        details={"by": key.kind, "why": outcome.value},
    )
