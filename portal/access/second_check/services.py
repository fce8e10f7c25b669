"""Compares the answer with Tagor's data on the person. After three tries, the file is locked for a while."""

from dataclasses import replace
from enum import StrEnum

from portal.access.door_settings.question import Answer, find_known, make_plain
from portal.access.limits.pin_limits import count_file
from portal.access.second_check.opened_letter import OpenedLetter
from portal.audit.actors import DEFENDANT
from portal.audit.services import record
from portal.audit.tally import record_tally
from portal.integrations.deadline import page_deadline
from portal.integrations.errors import IntegrationError
from portal.web.attempt_throttle import Counter, LockedError, begin_try, count_network
from portal.web.pages.page_deadlines import SECOND_CHECK_S

TRIES = 3


class Checked(StrEnum):
    """Result of a try."""

    RIGHT = "right"
    UNKNOWN = "unknown"
    """Tagor has nothing to compare with: the link alone opens its file, and nothing was proven besides."""
    WRONG = "wrong"
    LOCKED = "locked"
    DOWN = "down"


def check_answer(
    letter: OpenedLetter, answer: Answer, *, kind: str, ip_address: str
) -> tuple[Checked, float]:
    """How it ended, and how long to wait when it is locked.

    If Tagor lacks this data (a company has no birthday), the link alone opens the file.
    """
    counters = (_count_tries(letter), count_network(ip_address, purpose="second-check"))
    try:
        begin_try(*counters)
    except LockedError as error:
        return Checked.LOCKED, error.wait_s
    outcome = Checked.DOWN
    try:
        with page_deadline(SECOND_CHECK_S):
            outcome = _compare(letter, answer, kind)
    except IntegrationError:
        outcome = Checked.DOWN
    finally:
        _settle(outcome, counters)
    _note(outcome, letter, kind)
    return outcome, 0.0


def _compare(letter: OpenedLetter, answer: Answer, kind: str) -> Checked:
    known = find_known(letter.access, kind)
    if not known:
        return Checked.UNKNOWN
    return Checked.RIGHT if make_plain(answer) in known else Checked.WRONG


def _count_tries(letter: OpenedLetter) -> Counter:
    own = count_file(letter.access.file_id)
    return replace(own, name=f"second-check:{own.name}:{letter.access.party_id}", limit=TRIES)


def _settle(outcome: Checked, counters: tuple[Counter, ...]) -> None:
    tries, network = counters
    if outcome is Checked.WRONG:
        tries.count_wrong()
        network.count_wrong()
        return
    network.release()
    if outcome is Checked.RIGHT:
        tries.forget()
    else:
        tries.release()


def _note(outcome: Checked, letter: OpenedLetter, kind: str) -> None:
    """Record the result, without what was typed."""
    file_id, details = letter.access.file_id, {"by": "letter", "second": kind}
    if outcome is Checked.UNKNOWN:
        record("signed-in", by=DEFENDANT, file_id=file_id, details={"by": "letter"})
    elif outcome is Checked.RIGHT:
        record("signed-in", by=DEFENDANT, file_id=file_id, details=details)
    elif outcome is Checked.WRONG:
        record_tally("second-check-wrong", by=DEFENDANT, file_id=file_id, details=details)
