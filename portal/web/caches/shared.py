"""The shared cache, and what stands in for it while it does not answer: people notice nothing but less speed.

While it is away, each process keeps for itself what it would hold: wrong PINs go on being counted, by each
process. Sessions are not kept: they are in the database, and one that ended in one process must not live on
in another. When it answers again, it first forgets what this process changed meanwhile.
"""

import logging
import time
from typing import Any

import redis
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache, RedisCacheClient

from portal.web.caches.absence import MOST_CHANGED, get_absence
from portal.web.caches.serialized import LocalCache

logger = logging.getLogger(__name__)

AWAY = (redis.ConnectionError, redis.TimeoutError)
TIMES = {"socket_connect_timeout": 1, "socket_timeout": 2}
"""In seconds, as redis-py takes them."""
SESSION = ":session:"
"""In the key of a session."""


class _Connections(RedisCacheClient):
    """Makes a client to read and one to write; Django's makes one for each question, at half of its cost."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._made: dict[bool, Any] = {}

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        """As Django's."""
        if write not in self._made:
            self._made[write] = super().get_client(key, write=write)
        return self._made[write]


class SharedCache(RedisCache):
    """Django's, with a stand-in. Raises for what is not kept in a cache, and never for its absence."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        options = {**TIMES, **params.get("OPTIONS", {})}
        super().__init__(server, {**params, "OPTIONS": options})
        self._class = _Connections
        self.absence = get_absence(str(server))
        here = {"MAX_ENTRIES": 200_000, **params.get("OPTIONS", {})}
        self._here = LocalCache(f"instead of {server}", {**params, "OPTIONS": here})

    def validate_key(self, key: str) -> None:
        """Accept any: only memcached could not keep some."""

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> bool:
        """As Django's."""
        return bool(self._ask("add", [key], key, value, timeout, version))

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        """As Django's."""
        return self._ask("get", [], key, default, version)

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> None:
        """As Django's."""
        self._ask("set", [key], key, value, timeout, version)

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> bool:
        """As Django's."""
        return bool(self._ask("touch", [], key, timeout, version))

    def delete(self, key: Any, version: Any = None) -> bool:
        """As Django's."""
        return bool(self._ask("delete", [key], key, version))

    def get_many(self, keys: Any, version: Any = None) -> dict[Any, Any]:
        """As Django's."""
        found: dict[Any, Any] = self._ask("get_many", [], list(keys), version)
        return found

    def has_key(self, key: Any, version: Any = None) -> bool:
        """As Django's."""
        return bool(self._ask("has_key", [], key, version))

    def incr(self, key: Any, delta: int = 1, version: Any = None) -> int:
        """As Django's."""
        return int(self._ask("incr", [], key, delta, version))

    def set_many(self, data: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> list[Any]:
        """As Django's."""
        return list(self._ask("set_many", list(data), data, timeout, version))

    def delete_many(self, keys: Any, version: Any = None) -> None:
        """As Django's."""
        keys = list(keys)
        self._ask("delete_many", keys, keys, version)

    def ping(self) -> None:
        """Ask the server itself, past the stand-in; every server where there are several. Raises why not."""
        for server in self._servers:  # type: ignore[attr-defined]
            alone = _Connections([server], **self._options)  # type: ignore[attr-defined]
            client = alone.get_client(write=True)
            try:
                client.ping()
            finally:
                client.connection_pool.disconnect()

    def _ask(self, act: str, changed: list[Any], *arguments: Any) -> Any:
        """Do it there, or here while it is away. ``changed``: keys that hold something else afterwards."""
        if not self.absence.is_on or self._comes_back():
            try:
                return getattr(super(), act)(*arguments)
            except AWAY as error:
                self.absence.begin(error)
        self.absence.note(self.make_key(key) for key in changed)
        if arguments and SESSION in self.make_key(arguments[0]):
            return arguments[1] if act == "get" else act == "add"
        return getattr(self._here, act)(*arguments)

    def _comes_back(self) -> bool:
        """Whether it answers again; one thread asks now and then, and it forgets before anybody reads."""
        absence = self.absence
        if time.monotonic() < absence.ask_at or not absence.lock.acquire(blocking=False):
            return False
        try:
            client = self._cache.get_client(None, write=True)  # type: ignore[attr-defined]
            changed: set[str] = set()
            client.ping()
            changed, absence.changed = absence.changed, set()
            if len(changed) > MOST_CHANGED:
                client.flushdb()
            elif changed:
                client.delete(*changed)
        except AWAY as error:
            absence.begin(error)
            absence.note(changed)
            return False
        else:
            self._here.clear()
            absence.is_on = False
            logger.warning("the cache is back")
            return True
        finally:
            absence.lock.release()
