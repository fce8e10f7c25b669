"""How many wrong PINs and letter links there may be: for a file, a browser, a network, everybody together.

Of most things ``attempt_throttle.LIMIT``; here is where it is another number, and what counts as one thing.
Files are counted alike whether or not they exist.
"""

import re
import time
from dataclasses import replace

from portal.web.attempt_throttle import (
    FIRST_WAIT_S,
    FORGET_AFTER_S,
    HOUR_S,
    Counter,
    count_network,
    make_counter,
)
from portal.web.http_request.visitor import get_network
from portal.web.typed.characters import drop_accents, to_plain_text

# Networks and other things that people share get more tries than one connection: see docs/adr/0008.
WIDE_LIMIT = 20
# For links whose secret cannot be guessed: this only limits the calls to Tagor.
LETTER_LIMIT = 300
# Wrong PINs of unknown browsers in an hour: from here on one question more, then letter links alone.
QUESTION_LIMIT = 60
SITE_LIMIT = 600
# A number without a separator between the year and the rest: "26004548", "202400123".
PACKED = re.compile(r"((?:19|20)[0-9]{2}(?=[0-9]{5})|[0-9]{2})(?=[0-9]{6})([0-9]+)")
YEAR = re.compile(r"[0-9]{2}|(?:19|20)[0-9]{2}")


def count_file(file: str) -> Counter:
    """The counter of a file number, however it is written: see ``make_file_key``."""
    return make_counter("file", make_file_key(file))


def make_file_key(file: str) -> str:
    """The same for all spellings of one file number: "26/004548", "26/4548", "26-0.4548", "26004548".

    How Tagor treats punctuation, zeros, case and accents is unknown, so variants in them do not give extra
    tries.
    """
    plain = drop_accents(to_plain_text(file).casefold())
    parts = [part for part in re.split(r"[\W_]+", plain) if part]
    joined = "".join(parts)
    packed = PACKED.fullmatch(joined)
    if packed and (len(parts) == 1 or not YEAR.fullmatch(parts[0])):
        parts = list(packed.groups())
    return "".join(part.lstrip("0") for part in parts) or joined


def count_letters(address: str, *, device_id: str = "") -> Counter:
    """The counter of wrong letter links of a network, or of a browser that signed in before.

    Wrong PINs do not count here, and wrong links do not count there.
    """
    own = count_device(device_id) if device_id else count_network(address, purpose="letter")
    return replace(own, limit=LETTER_LIMIT, longest_wait_s=FIRST_WAIT_S)


def count_device(device_id: str, file: str = "") -> Counter:
    """The counter of a browser that signed in before, for one file number or for letter links."""
    return make_counter("device", f"{device_id}:{make_file_key(file)}")


def count_pin_tries(address: str) -> tuple[Counter, ...]:
    """The counters of a PIN tried from somewhere: host, network, and the provider's larger blocks.

    IPv4: /32 and /24. IPv6: /64, /56 and /48. The wider ones restart each day, so that they do not fill up
    slowly.
    """
    day = int(time.time() // FORGET_AFTER_S)
    narrow = make_counter("host", get_network(address, {4: 32, 6: 64}))
    wide = {get_network(address, {4: 24, 6: prefix}) for prefix in (56, 48)}
    return (
        narrow,
        *(replace(make_counter("block", f"{day}:{block}"), limit=WIDE_LIMIT) for block in sorted(wide)),
    )


def count_site(*, hours_ago: int = 0) -> Counter:
    """The counter of all wrong PINs of an hour, from browsers that never signed in before."""
    return replace(make_counter("site", str(int(time.time() // HOUR_S) - hours_ago)), limit=SITE_LIMIT)
