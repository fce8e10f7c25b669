"""Allows the office's logo only from this site."""

import re

# A browser reads "//evil.example/" and "/\\evil.example/" as another site.
_PATH = re.compile(r"(?:/[A-Za-z0-9._~-]{1,100}){1,20}")


def is_own_picture(path: str) -> bool:
    """Whether ``path`` is a plain path on this site: one slash at the start, no other host, no query."""
    return _PATH.fullmatch(path) is not None
