"""Compares the answer with what Tagor knows of the person. Three tries, then the file has to wait."""

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from portal import registry
from portal.access.models import DoorSettings
from portal.access.second_check.waiting import Waiting
from portal.audit.actors import DEFENDANT
from portal.audit.services import record
from portal.audit.tally import record_tally
from portal.integrations.context import page_deadline
from portal.integrations.errors import IntegrationError
from portal.web.attempt_throttle import Counter, LockedError, begin_try, count_file, count_network
from portal.web.typed.characters import to_plain_text

TRIES = 3
DEADLINE_S = 4.0
HOUSE = re.compile(r"0*(\d+)")


class Checked(StrEnum):
    """How a try ended."""

    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was typed: one of the two, as the office asks."""

    house: str = ""
    born_on: date | None = None


def check_answer(waiting: Waiting, answer: Answer, *, kind: str, ip_address: str) -> tuple[Checked, float]:
    """How it ended, and how long to wait when it is locked.

    Where Tagor knows no such fact of the person (a company has no birthday), the link alone opens the file.
    """
    counters = (_count_tries(waiting), count_network(ip_address, purpose="second-check"))
    try:
        begin_try(*counters)
    except LockedError as error:
        return Checked.LOCKED, error.wait_s
    outcome = Checked.DOWN
    try:
        with page_deadline(DEADLINE_S):
            outcome = _compare(waiting, answer, kind)
    except IntegrationError:
        outcome = Checked.DOWN
    finally:
        _settle(outcome, counters)
    _note(outcome, waiting, kind)
    return outcome, 0.0


def _compare(waiting: Waiting, answer: Answer, kind: str) -> Checked:
    known = _read_house(waiting) if kind == DoorSettings.SecondCheck.HOUSE else _read_birth(waiting)
    typed = _plain_house(answer.house) if answer.house else _plain_birth(answer.born_on)
    return Checked.RIGHT if not known or typed in known else Checked.WRONG


def _read_house(waiting: Waiting) -> set[str]:
    """The numbers of every address that is current; people who moved may know either."""
    addresses = registry.tagor().list_addresses(party_id=waiting.access.party_id)
    return {_plain_house(one.number) for one in addresses if one.is_current} - {""}


def _read_birth(waiting: Waiting) -> set[str]:
    """Year, month and day as the national number begins with them; nothing when they are not known."""
    parties = registry.tagor().list_parties_for_staff(file_id=waiting.access.file_id)
    own = [one for one in parties if one.party_id == waiting.access.party_id]
    digits = ("".join(c for c in one.national_number if c.isdecimal()) for one in own)
    return {number[:6] for number in digits if len(number) == 11 and number[2:6] != "0000"}


def _plain_house(text: str) -> str:
    """The number alone: "12 bus 3" and "12B" are house 12."""
    found = HOUSE.match(to_plain_text(text))
    return found[1] if found else ""


def _plain_birth(day: date | None) -> str:
    return f"{day:%y%m%d}" if day else ""


def _count_tries(waiting: Waiting) -> Counter:
    own = count_file(waiting.access.file_id)
    return replace(own, name=f"second-check:{own.name}:{waiting.access.party_id}", limit=TRIES)


def _settle(outcome: Checked, counters: tuple[Counter, ...]) -> None:
    tries, network = counters
    if outcome is Checked.WRONG:
        tries.count_wrong()
        network.count_wrong()
        return
    network.give_back()
    if outcome is Checked.RIGHT:
        tries.forget()
    else:
        tries.give_back()


def _note(outcome: Checked, waiting: Waiting, kind: str) -> None:
    """What was typed is told nowhere."""
    file_id, details = waiting.access.file_id, {"by": "letter", "second": kind}
    if outcome is Checked.RIGHT:
        record("signed-in", by=DEFENDANT, file_id=file_id, details=details)
    elif outcome is Checked.WRONG:
        record_tally("second-check-wrong", by=DEFENDANT, file_id=file_id, details=details)
