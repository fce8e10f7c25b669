"""Exchanges a letter's hash, or a file number and PIN, for a file."""

import time
from dataclasses import dataclass, replace

from portal.access.device import Device
from portal.access.door_settings.models import DoorSettings
from portal.access.door_settings.question import Answer, find_known, make_plain
from portal.access.door_settings.selectors import get_door_settings
from portal.access.equal_answer_time import wait_for_step
from portal.access.file_key import Key, Outcome, build_letter_key, build_pin_key, exchange
from portal.access.limits.pin_limits import (
    count_device,
    count_file,
    count_letters,
    count_pin_tries,
    count_site,
)
from portal.access.site_brake.alert import announce_brake
from portal.access.site_brake.level import Brake, get_hour_end, get_question, is_above_usual, read_brake
from portal.audit.actors import DEFENDANT
from portal.audit.services import record
from portal.audit.tally import record_tally
from portal.integrations.deadline import page_deadline
from portal.integrations.errors import IntegrationError
from portal.integrations.tagor.values.account import Credential, FileAccess
from portal.web.attempt_throttle import Counter, LockedError, begin_try
from portal.web.pages.page_deadlines import get_person_page_s


@dataclass(frozen=True, slots=True)
class Result:
    """``wait_s`` is 0 unless locked; ``access`` and ``credential`` are those of an opened file.

    ``tries_left``: after a wrong PIN, how many more this browser or its connection has before it must wait.
    """

    outcome: Outcome
    wait_s: float = 0
    access: FileAccess | None = None
    credential: Credential | None = None
    tries_left: int | None = None


def open_by_hash(
    letter_hash: str, *, ip_address: str, device: Device | None = None, is_checked: bool = False
) -> Result:
    """Try the hash of a letter link. Wrong PINs, whoever typed them, do not block it.

    ``is_checked``: the second question was answered before, so that this opens the file by itself.
    """
    counter = count_letters(ip_address, device_id=device.device_id if device else "")
    return _open(build_letter_key(letter_hash), counter, is_checked=is_checked)


def open_by_pin(
    *, file: str, pin: str, ip_address: str, device: Device | None = None, answer: Answer | None = None
) -> Result:
    """Try a file number, in the office's spelling, and its PIN.

    An unknown file and a wrong PIN end the same, in the same time.

    A ``device`` on which this file's PIN was right before has tries of its own: strangers cannot use them up,
    and the brake is not for it. ``answer``: to the question that the brake asks others.
    """
    key = build_pin_key(file=file, pin=pin)
    if device and device.knows(file):
        return _open(key, proven=count_device(device.device_id, file))
    brake = read_brake()
    if brake is Brake.LETTERS:
        return Result(Outcome.LETTERS_ONLY, wait_s=get_hour_end() - time.time())
    if brake is Brake.QUESTION and answer is None:
        return Result(Outcome.ASKED)
    asked = answer if brake is Brake.QUESTION else None
    return _open(key, *count_pin_tries(ip_address), count_site(), proven=count_file(file), answer=asked)


def needs_second_check(kind: str) -> bool:
    """Whether the office asks one more question after this kind of key."""
    return kind == "letter" and get_door_settings().second_check != DoorSettings.SecondCheck.NONE


def note_sign_out(file_id: str) -> None:
    """Record in the audit trail that somebody signed out deliberately."""
    record("signed-out", by=DEFENDANT, file_id=file_id)


def _open(
    key: Key,
    *shared: Counter,
    proven: Counter | None = None,
    answer: Answer | None = None,
    is_checked: bool = False,
) -> Result:
    """``proven``: counters whose wrong tries a right key clears; those of ``shared`` stay."""
    started = time.monotonic()
    try:
        begin_try(*shared, *([proven] if proven else []))
    except LockedError as locked:
        return Result(Outcome.LOCKED, wait_s=locked.wait_s)
    access: FileAccess | None = None
    outcome = Outcome.DOWN
    try:
        # Many at once: those beyond the usual are asked before any of them is known to be wrong.
        if key.kind == "pin" and shared and answer is None and is_above_usual():
            outcome = Outcome.ASKED
        else:
            with page_deadline(get_person_page_s()):
                outcome, access = _try(key, answer)
    finally:
        is_now_locked = _settle(outcome, shared, proven)
    if outcome is Outcome.WRONG or outcome is Outcome.EXPIRED:
        # With a question a right PIN asks Tagor twice more: that must not show.
        wait_for_step(started, least=3 if answer else 1)
    result = _conclude(key, outcome, access, answer, is_checked=is_checked)
    own = shared[0] if shared else proven  # never that of a file: others may be trying there
    if outcome is Outcome.WRONG and own is not None:
        result = replace(result, tries_left=max(own.limit - own.wrong, 0))
    if is_now_locked:
        record_tally("sign-in-locked", by=DEFENDANT, details={"by": key.kind})
    return result


def _try(key: Key, answer: Answer | None) -> tuple[Outcome, FileAccess | None]:
    """What the key opens, and whether the answer fits. What Tagor does not know, nobody can answer."""
    outcome, access = exchange(key)
    if outcome is not Outcome.OPENED or access is None or answer is None:
        return outcome, access
    try:
        known = find_known(access, get_question())
    except IntegrationError:
        return Outcome.DOWN, None
    return (Outcome.OPENED, access) if make_plain(answer) in known else (Outcome.WRONG, None)


def _conclude(
    key: Key, outcome: Outcome, access: FileAccess | None, answer: Answer | None, *, is_checked: bool
) -> Result:
    """The result for the view, recorded in the audit trail."""
    if outcome is Outcome.OPENED and access is not None:
        act = "link-accepted" if needs_second_check(key.kind) and not is_checked else "signed-in"
        details: dict[str, object] = {"by": key.kind}
        details |= {"in_person": True} if access.is_in_person else {}
        details |= {"second": get_question()} if answer else {}
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
        announce_brake()
        return bool(begun)
    for counter in shared:
        counter.release()
    if proven and outcome is Outcome.OPENED:
        proven.forget()
    elif proven:
        proven.release()
    return False


def _record_refusal(key: Key, outcome: Outcome) -> None:
    """Record it in the audit trail, without what was typed."""
    if outcome is Outcome.DOWN or outcome is Outcome.ASKED:
        return
    record_tally("sign-in-refused", by=DEFENDANT, details={"by": key.kind, "why": outcome.value})
