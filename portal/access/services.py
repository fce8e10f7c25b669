"""Exchange what a visitor brings (a letter's hash, or file number and PIN) for a file.

The view then opens it in the visitor's session.
"""

import logging
import time
from dataclasses import dataclass

from django.conf import settings

from portal.access.device import Device
from portal.access.door_settings.file_numbers import spell_file_number
from portal.access.door_settings.models import DoorSettings
from portal.access.door_settings.selectors import get_door_settings
from portal.access.equal_answer_time import wait_for_step
from portal.access.file_key import Key, Outcome, build_letter_key, build_pin_key, exchange
from portal.audit.actors import DEFENDANT
from portal.audit.services import record
from portal.audit.tally import record_tally
from portal.integrations.context import page_deadline
from portal.integrations.tagor.values.account import Credential, FileAccess
from portal.web.attempt_throttle import (
    Counter,
    LockedError,
    begin_try,
    count_device,
    count_file,
    count_letters,
    count_pin_tries,
    count_site,
)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Result:
    """``wait_s`` is 0 unless locked; ``access`` and ``credential`` are those of an opened file."""

    outcome: Outcome
    wait_s: float = 0
    access: FileAccess | None = None
    credential: Credential | None = None


def open_by_hash(letter_hash: str, *, ip_address: str, device: Device | None = None) -> Result:
    """Try the hash of a letter link. Nobody's wrong PIN stands in its way."""
    counter = count_letters(ip_address, device_id=device.device_id if device else "")
    return _open(build_letter_key(letter_hash), counter)


def open_by_pin(*, file: str, pin: str, ip_address: str, device: Device | None = None) -> Result:
    """Try a file number and its PIN. An unknown file and a wrong PIN end the same, in the same time.

    A ``device`` on which this file's PIN was right before has tries of its own: strangers cannot use them up.
    """
    file = spell_file_number(file)
    key = build_pin_key(file=file, pin=pin)
    if device and device.knows(file):
        return _open(key, proven=count_device(device.device_id, file))
    return _open(key, *count_pin_tries(ip_address), count_site(), proven=count_file(file))


def needs_second_check(kind: str) -> bool:
    """Whether the office asks one more question of whoever comes with this kind of key."""
    return kind == "letter" and get_door_settings().second_check != DoorSettings.SecondCheck.NONE


def note_sign_out(file_id: str) -> None:
    """Tell the audit trail that somebody signed out on purpose."""
    record("signed-out", by=DEFENDANT, file_id=file_id)


def _open(key: Key, *shared: Counter, proven: Counter | None = None) -> Result:
    """``proven``: whose wrong tries a right key wipes out; those of the ``shared`` ones stay."""
    started = time.monotonic()
    try:
        begin_try(*shared, *([proven] if proven else []))
    except LockedError as locked:
        return Result(Outcome.LOCKED, wait_s=locked.wait_s)
    access: FileAccess | None = None
    outcome = Outcome.DOWN
    try:
        with page_deadline(settings.UPSTREAM_PAGE_DEADLINE_S):
            outcome, access = exchange(key)
    finally:
        is_now_locked = _settle(outcome, shared, proven)
    if outcome is Outcome.WRONG or outcome is Outcome.EXPIRED:
        wait_for_step(started)
    result = _conclude(key, outcome, access)
    if is_now_locked:
        record_tally("sign-in-locked", by=DEFENDANT, details={"by": key.kind})
    return result


def _conclude(key: Key, outcome: Outcome, access: FileAccess | None) -> Result:
    """The result for the view, told to the audit trail."""
    if outcome is Outcome.OPENED and access is not None:
        act = "link-accepted" if needs_second_check(key.kind) else "signed-in"
        details = {"by": key.kind} | ({"in_person": True} if access.is_in_person else {})
        record(act, by=DEFENDANT, file_id=access.file_id, details=details)
        return Result(outcome, access=access, credential=key.credential)
    _record_refusal(key, outcome)
    return Result(outcome)


def _settle(outcome: Outcome, shared: tuple[Counter, ...], proven: Counter | None) -> bool:
    """Give the places in the counters back. Returns whether a wait begins.

    A fault of the office's system, and a letter that has expired, count as nobody's wrong try.
    """
    counters = (*shared, proven) if proven else shared
    if outcome is Outcome.WRONG:
        begun = [counter for counter in counters if counter.count_wrong()]
        if any(counter.name.startswith("site:") for counter in begun):
            logger.error("ALERT: wrong PINs are far above the usual; letter links and known browsers only")
        return bool(begun)
    for counter in shared:
        counter.give_back()
    if proven and outcome is Outcome.OPENED:
        proven.forget()
    elif proven:
        proven.give_back()
    return False


def _record_refusal(key: Key, outcome: Outcome) -> None:
    """Tell the audit trail, without what was typed."""
    if outcome is Outcome.DOWN:
        return
    record_tally("sign-in-refused", by=DEFENDANT, details={"by": key.kind, "why": outcome.value})
