"""How far wrong PINs of unknown browsers stand above the usual, and what that asks of a browser.

The count begins anew each hour, so the brake ends by itself. docs/adr/0008 works the numbers out.
"""

import time
from enum import StrEnum

from portal.access.door_settings.models import DoorSettings
from portal.access.door_settings.selectors import get_door_settings
from portal.access.limits.pin_limits import QUESTION_LIMIT, SITE_LIMIT, count_site
from portal.web.attempt_throttle import HOUR_S


class Brake(StrEnum):
    """What opens a file in a browser that never opened it before; a letter link always does."""

    OFF = "off"
    QUESTION = "question"
    LETTERS = "letters"


def read_brake() -> Brake:
    """Where it stands. The question stays on for an hour that follows one with too many wrong PINs."""
    wrong = count_site().wrong
    if wrong >= SITE_LIMIT:
        return Brake.LETTERS
    if wrong >= QUESTION_LIMIT or count_site(hours_ago=1).wrong >= QUESTION_LIMIT:
        return Brake.QUESTION
    return Brake.OFF


def is_above_usual() -> bool:
    """Whether wrong tries of this hour and those in progress, this one too, are too many unasked."""
    return count_site().total > QUESTION_LIMIT


def get_question() -> str:
    """What is asked besides the PIN: the office's second question, or else the house number."""
    chosen = get_door_settings().second_check
    return DoorSettings.SecondCheck.HOUSE if chosen == DoorSettings.SecondCheck.NONE else chosen


def get_hour_end() -> float:
    """When the count begins anew, as seconds of the clock."""
    return (time.time() // HOUR_S + 1) * HOUR_S
