"""Whether the cache answers, keeps what it is given, and is shared; if not, why."""

from uuid import uuid4

import redis
from django.conf import settings
from django.core.cache import cache

from portal.web.caches.absence import is_cache_away
from portal.web.examining import Faults, Finding, bad, describe_fault, ok, warn

NAME = "site.cache"
WAIT_S = 3
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
    if settings.CACHES["default"]["BACKEND"].endswith("SharedCache"):
        try:
            _ping(settings.CACHES["default"]["LOCATION"])
        except (redis.RedisError, OSError, ValueError) as error:
            return describe_fault(
                NAME, error, FAULTS, otherwise="The cache does not answer", setting="CACHE_URL"
            )
    word = uuid4().hex
    try:
        cache.set("doctor", word, 10)
        is_up = cache.get("doctor") == word
    except Exception as error:  # noqa: BLE001 - each cache has its own errors, and all mean "down"
        return bad(NAME, f"The cache does not answer ({type(error).__name__}).", "Check CACHE_URL.")
    if is_cache_away():
        return bad(NAME, "The cache does not answer: each process counts for itself.", "Check CACHE_URL.")
    if not is_up:
        return bad(NAME, "The cache does not keep what it is given.", "Check CACHE_URL.")
    if settings.CACHES["default"]["BACKEND"].endswith("LocalCache"):
        return warn(
            NAME,
            "The cache is in the memory of one process: sign-in limits are not shared.",
            "Set CACHE_URL, such as rediscache://127.0.0.1:6379/1.",
        )
    return ok(NAME, "The cache answers and is shared.")


def _ping(server: str | list[str]) -> None:
    for address in [server] if isinstance(server, str) else server:
        client = redis.Redis.from_url(address, socket_connect_timeout=WAIT_S, socket_timeout=WAIT_S)
        try:
            client.ping()
        finally:
            client.close()
