"""Finds the URLs that open something for anyone who knows them, from the URL configuration itself."""

import re
from collections.abc import Iterator
from functools import cache

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.urls import URLResolver, get_resolver

# Text in a parameter is a secret, unless the name shows that it only identifies a record.
SECRET_GAP = re.compile(r"<(?:(?:str|anything):)?(?!\w*_id>)\w+>")
GAP = re.compile(r"<[^<>]*>")
TO_THE_SLASH = r"[^/\s\"'?#]+"
TO_THE_END = r"[^\s\"'?#]+(?<!/)"


def hide_secret_addresses(text: str, cover: str) -> str:
    """The text with ``cover`` instead of each secret; unchanged while the site is starting."""
    if not apps.ready:
        return text
    try:
        patterns = compile_secret_addresses(settings.ROOT_URLCONF)
    except (ImproperlyConfigured, ImportError):
        return text  # this line is logged while the URL configuration itself is being read
    for pattern in patterns:
        text = pattern.sub(rf"\1{cover}", text)
    return text


@cache
def compile_secret_addresses(urlconf: str) -> list[re.Pattern[str]]:
    """One pattern for each way a secret may end: what may come before it (group 1), then the secret."""
    addresses: dict[str, set[str]] = {}
    for before, gap in _list_secrets(get_resolver(urlconf)):
        ending = TO_THE_END if gap.startswith("<anything:") else TO_THE_SLASH
        addresses.setdefault(ending, set()).add("/" + TO_THE_SLASH.join(map(re.escape, GAP.split(before))))
    return [
        re.compile(f"({'|'.join(sorted(starts))}){ending}", re.IGNORECASE)
        for ending, starts in addresses.items()
    ]


def _list_secrets(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, str]]:
    """What comes before the first secret of each address, and the pattern of that secret."""
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if gap := SECRET_GAP.search(route):
            yield route[: gap.start()], gap[0]
        elif isinstance(entry, URLResolver):
            yield from _list_secrets(entry, route)
