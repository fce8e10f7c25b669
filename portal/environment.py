"""Reads settings from the environment: a wrong one ends in a line that names it, and holds no secret.

Each name also as NAME_FILE, a path to the value. An empty value counts as the default.
"""

import math
from collections.abc import Collection, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environ import Env
from environ.fileaware_mapping import FileAwareMapping

TRUE, FALSE = ("1", "true", "yes", "y", "ok", "on"), ("0", "false", "no", "n", "off")
LONGEST_SHOWN = 40
DATABASES = ("postgres", "postgresql", "sqlite")
CACHES = ("redis", "rediss", "rediscache", "locmemcache")
PLACES = ("redis", "rediss", "unix")
"""How django-environ names those of a Redis: a host, or a socket's path."""
MAILS = ("smtp", "smtps", "smtp+tls", "smtp+ssl", "consolemail", "filemail", "memorymail", "dummymail")
WEB = ("https", "http")
BEGINNINGS = {"mailto": "mailto:", "file": "file:///", "unix": "unix:///"}
"""Of addresses that name no host; of others it is the scheme and ``://``."""
ENCODED = "A mark such as @, / or # in a password is written as %40, %2F or %23."


def refuse(name: str, why: str) -> ImproperlyConfigured:
    """To be raised: what is wrong with a setting, as one line."""
    return ImproperlyConfigured(f"{name}: {why}")


class Environment:
    """The values of an environment, each checked as it is read. Raises: ImproperlyConfigured."""

    def __init__(self) -> None:
        self._values = FileAwareMapping()

    def text(self, name: str, default: str = "") -> str:
        """Any text. A line's end after it, as in a file, is no part of it."""
        return self._read(name).rstrip("\r\n") or default

    def key(self, name: str) -> str:
        """A key of our own, letter by letter: to leave a line's end away would make another key of it."""
        key = self._read(name)
        return key if key.strip() else ""

    def keys(self, name: str) -> list[str]:
        """Such keys with commas between them; what stands around one may be part of it, or not."""
        keys = [one for one in self._read(name).split(",") if one.strip()]
        return [*dict.fromkeys([*keys, *(key.strip() for key in keys)])]

    def names(self, name: str, default: Sequence[str] = ()) -> list[str]:
        """Texts with commas between them."""
        return [one.strip() for one in self.text(name).split(",") if one.strip()] or [*default]

    def pairs(self, name: str) -> list[str]:
        """Texts with an equals sign in each, and commas between them."""
        given = self.names(name)
        if any("=" not in one for one in given):
            raise refuse(name, "each part is written said=meant, such as desk-handlers=handler.")
        return given

    def flag(self, name: str, *, default: bool) -> bool:
        """On or off."""
        text = self._read_word(name).lower()
        if text and text not in TRUE + FALSE:
            raise refuse(name, f"{_show(text)} is neither on nor off. Write 1 or 0.")
        return text in TRUE if text else default

    def count(self, name: str, default: int, *, least: int = 0) -> int:
        """A whole number."""
        text = self._read_word(name)
        if not text:
            return default
        if not (text.isascii() and text.isdecimal()) or int(text) < least:
            raise refuse(name, f"{_show(text)} is not a whole number of {least} or more, such as {default}.")
        return int(text)

    def seconds(self, name: str, default: float) -> float:
        """A time longer than nothing, with a point for parts."""
        text = self._read_word(name)
        try:
            value = float(text or default)
        except ValueError:
            value = 0.0
        if not (math.isfinite(value) and value > 0):
            raise refuse(name, f"{_show(text)} is not a number of seconds, such as {default}.")
        return value

    def choice(self, name: str, allowed: Sequence[str], *, default: str) -> Any:
        """One of a few words: it may stand where a type lists the same ones."""
        text = self._read_word(name) or default
        if text not in allowed:
            raise refuse(name, f"{_show(text)} is not one of: {', '.join(allowed)}.")
        return text

    def address(self, name: str, default: str = "", *, schemes: Collection[str] = WEB) -> str:
        """An address with one of these beginnings; "" where there is none."""
        text = self._read_word(name) or default
        if text and not _is_address(text, schemes):
            begins = " or ".join(BEGINNINGS.get(scheme, f"{scheme}://") for scheme in schemes)
            raise refuse(name, f"this is no whole address; it begins with {begins}.")
        return text

    def database(self, name: str, default: str) -> dict[str, Any]:
        """SQLite or PostgreSQL, as Django takes it."""
        wanted = "an address such as postgres://portal:password@db.office.example:5432/portal"
        config = self._parse(name, default, DATABASES, Env.db_url_config, wanted)
        if not config.get("NAME"):
            raise refuse(name, f"no database is named at its end. It is {wanted}.")
        return config

    def cache(self, name: str, default: str) -> dict[str, Any]:
        """Redis, or the memory of the process, as Django takes it."""
        wanted = "an address such as rediss://cache.office.example:6379/1"
        return self._parse(name, default, CACHES, _parse_cache, wanted)

    def mail(self, name: str, default: str) -> dict[str, Any]:
        """A mail server, as Django takes it."""
        wanted = "an address such as smtp+tls://user:password@mail.office.example:587"
        config = self._parse(name, default, MAILS, Env.email_url_config, wanted)
        if config["EMAIL_BACKEND"].endswith("smtp.EmailBackend") and not config.get("EMAIL_HOST"):
            raise refuse(name, f"no host is named. It is {wanted}.")
        return config

    def _read(self, name: str) -> str:
        try:
            text: str = self._values[name]
        except KeyError:
            return ""
        except (OSError, ValueError) as error:
            raise refuse(f"{name}_FILE", f"the file cannot be read ({type(error).__name__}).") from None
        return text

    def _read_word(self, name: str) -> str:
        return self.text(name).strip()

    def _parse(
        self, name: str, default: str, schemes: Collection[str], parse: Any, wanted: str
    ) -> dict[str, Any]:
        text = self._read_word(name) or default
        scheme, mark, rest = text.partition("://")
        if not mark or scheme not in schemes:
            raise refuse(name, f"this is not {wanted}; it may begin with {', '.join(schemes)}.")
        try:
            config: dict[str, Any] = parse(text)
        except (ImproperlyConfigured, ValueError, KeyError, TypeError):
            config = {}
        if not config:
            hint = f" {ENCODED}" if "@" in rest else ""
            raise refuse(name, f"this is not {wanted}.{hint}")
        return config


def _parse_cache(text: str) -> dict[str, Any]:
    """Several servers stand with commas between them. Raises: ValueError for one without a place."""
    config: dict[str, Any] = Env.cache_url_config(text)
    places = config["LOCATION"] if isinstance(config["LOCATION"], list) else [config["LOCATION"]]
    if config["BACKEND"].endswith("RedisCache") and not all(_is_address(one, PLACES) for one in places):
        raise ValueError("no place")
    return config


def _is_address(text: str, schemes: Collection[str]) -> bool:
    try:
        parts = urlsplit(text)
        is_port = parts.port is None or parts.port > 0
    except ValueError:
        return False
    if parts.scheme not in schemes or not is_port:
        return False
    if parts.scheme in BEGINNINGS:
        return not parts.hostname and bool(parts.path.strip("/"))
    return bool(parts.hostname)


def _show(text: str) -> str:
    return repr(text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…")
