"""The texts of the pages around signing in."""

import math
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.access.door_settings.selectors import get_door_settings
from portal.access.file_key import Outcome
from portal.access.letter_keys.keys import list_check_words
from portal.access.services import Result
from portal.access.site_brake.alert import format_hour_end
from portal.web.attempt_throttle import describe_wait
from portal.web.formats import day


@dataclass(frozen=True, slots=True)
class OutcomePage:
    """A sign-in that did not open the file. ``letter`` is the sealed hash to try again with, or "".

    ``wait_s``: how long to wait, to count down; 0 when there is no wait. ``again_href``: where to try
    again after it, "" where ``letter`` does.
    """

    status: int
    kind: str
    title: str
    lines: tuple[str, ...]
    shows_transfer: bool = False
    offers_sign_in: bool = True
    offers_new_link: bool = False
    letter: str = ""
    wait_s: int = 0
    again_href: str = ""


def present_outcome(result: Result, *, letter: str = "", is_second_check: bool = False) -> OutcomePage:
    """The page of every outcome except an opened file. ``letter`` is kept only when trying again can help."""
    makers = {
        Outcome.WRONG: _present_wrong_link,
        Outcome.EXPIRED: _present_expired,
    }
    if result.outcome is Outcome.LOCKED:
        return _present_locked(result.wait_s, letter, is_second_check=is_second_check)
    if result.outcome is Outcome.LETTERS_ONLY:
        return _present_letters_only()
    if result.outcome is Outcome.DOWN:
        return _present_down(letter)
    return makers[result.outcome]()


@dataclass(frozen=True, slots=True)
class CheckWordsLine:
    """``when``: the day of the letter, "" if there is only one."""

    words: str
    language: str
    when: str


def present_check_words(letter_hash: str) -> list[CheckWordsLine]:
    """The words printed beside this link; the day of each letter where there are several."""
    found = list_check_words(letter_hash)
    return [
        CheckWordsLine(one.words, one.language, day(one.printed_at.date()) if len(found) > 1 else "")
        for one in found
    ]


def get_file_hint() -> str:
    """Where the file number is in a letter, with an example in this office's format."""
    example = get_door_settings().file_example
    if not example:
        return _("You find it at the top of the letter.")
    return _("You find it at the top of the letter, for example %(number)s.") % {"number": example}


def get_session_terms() -> str:
    """When a session ends, in one sentence."""
    return _("You are signed out after %(idle)s without use, and after %(most)s at the latest.") % {
        "idle": _duration(settings.DEFENDANT_IDLE_MINUTES),
        "most": _duration(settings.DEFENDANT_SESSION_MINUTES),
    }


def _present_wrong_link() -> OutcomePage:
    return OutcomePage(
        status=404,
        kind="warn",
        title=_("We cannot open this link"),
        lines=(
            _("Perhaps a part of the address is missing."),
            _("Open the link in your letter again, or scan the code again."),
            _("You can also sign in with your file number and PIN."),
        ),
        offers_new_link=True,
    )


def _present_expired() -> OutcomePage:
    return OutcomePage(
        status=410,
        kind="warn",
        title=_("This link no longer works"),
        lines=(
            _("A link in a letter works for a limited time."),
            _("Your file itself has not changed."),
            _("Get a new link, or sign in with your file number and PIN."),
        ),
        offers_new_link=True,
    )


def _present_locked(wait_s: float, letter: str, *, is_second_check: bool) -> OutcomePage:
    other_way = () if letter or is_second_check else (_("The link in your letter still works."),)
    door = "access:second-check" if is_second_check else "access:sign-in"
    return OutcomePage(
        status=429,
        kind="wait",
        title=_("Please wait before you try again"),
        lines=(
            _("There were too many wrong tries for this file or from this network."),
            describe_wait(wait_s),
            *other_way,
            _("Can you not wait, or not find your PIN? Call the office."),
        ),
        shows_transfer=True,
        offers_sign_in=False,
        letter=letter,
        wait_s=math.ceil(wait_s),
        again_href="" if letter else reverse(door),
    )


def _present_letters_only() -> OutcomePage:
    return OutcomePage(
        status=429,
        kind="wait",
        title=_("Use the link in your letter"),
        lines=(
            _("Somebody is trying many wrong PINs on this site. That is not about you."),
            _("So for now the PIN opens no file here. The link or the square code in your letter does."),
            _("At %(time)s you can try your file number and PIN again.") % {"time": format_hour_end()},
        ),
        offers_sign_in=False,
        offers_new_link=True,
    )


def _present_down(letter: str) -> OutcomePage:
    return OutcomePage(
        status=503,
        kind="warn",
        title=_("The office’s system does not answer"),
        lines=(
            _("We cannot open your file right now. This is not your fault."),
            _("Please try again in a few minutes."),
        ),
        shows_transfer=True,
        offers_sign_in=not letter,
        letter=letter,
    )


def _duration(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if hours and not rest:
        return ngettext("%(num)s hour", "%(num)s hours", hours) % {"num": hours}
    return ngettext("%(num)s minute", "%(num)s minutes", minutes) % {"num": minutes}
