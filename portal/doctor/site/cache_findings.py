"""Whether the cache answers, keeps what it is given, and is shared; if not, why."""

from uuid import uuid4

from django.conf import settings
from django.core.cache import cache, caches

from portal.web.caches.absence import is_cache_away
from portal.web.examining import Faults, Finding, bad, describe_fault, ok, warn

NAME = "site.cache"
FAULTS: Faults = (
    (
        "AuthenticationError|NOAUTH|WRONGPASS",
        "The cache refuses the user or the password.",
        "Mend both in CACHE_URL.",
    ),
    ("NOPERM", "The user may not use the cache.", "Give it rights there (ACL)."),
    (
        "DB index|invalid DB",
        "The cache has no database of that number.",
        "Mend the number at the end of CACHE_URL.",
    ),
    (
        "Name or service|name resolution|not known|No address",
        "Nobody knows the host of the cache.",
        "Mend the host in CACHE_URL.",
    ),
    ("refused", "Nothing listens where the cache should.", "Start it; check host and port in CACHE_URL."),
    (
        "TimeoutError|timed out|unreachable",
        "The host of the cache does not answer.",
        "Check CACHE_URL, the network and the firewall.",
    ),
)


def check_cache() -> Finding:
    """The shared cache is asked past its stand-in, which hides why it is away."""
    backend, word = settings.CACHES["default"]["BACKEND"], uuid4().hex
    try:
        if backend.endswith("SharedCache"):
            caches["default"].ping()  # type: ignore[attr-defined]
        cache.set("doctor", word, 10)
        is_up = cache.get("doctor") == word
    except Exception as error:  # noqa: BLE001 - each cache has its own errors, and all mean "down"
        return describe_fault(NAME, error, FAULTS, otherwise="The cache does not answer", setting="CACHE_URL")
    if is_cache_away():
        return bad(NAME, "The cache does not answer: each process counts for itself.", "Check CACHE_URL.")
    if not is_up:
        return bad(NAME, "The cache does not keep what it is given.", "Check CACHE_URL.")
    if backend.endswith("LocalCache"):
        return warn(
            NAME,
            "The cache is in the memory of one process: sign-in limits are not shared.",
            "Set CACHE_URL, such as rediscache://127.0.0.1:6379/1.",
        )
    return ok(NAME, "The cache answers and is shared.")
