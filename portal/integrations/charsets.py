"""Texts of systems that do not all write UTF-8."""

import codecs
import re

_CHARSET = re.compile(r";\s{0,9}charset\s{0,9}=\s{0,9}\"?([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_LAST = "cp1252"  # decodes everything that is left: written by an old Windows program


def find_charset(content_type: str) -> str:
    """The charset that a media type names, as Python calls it; "" when it names no text encoding."""
    named = _CHARSET.search(content_type)
    try:
        found = codecs.lookup(named[1]) if named else None
    except LookupError:
        return ""
    is_for_text = found is not None and getattr(found, "_is_text_encoding", True)
    return found.name if found is not None and is_for_text else ""


def decode(content: bytes, content_type: str) -> str:
    """The text, read as UTF-8 if that works, as many servers name another charset by habit; else as named.

    Bytes that cannot be decoded become U+FFFD; it never raises.

    What nothing can read becomes U+FFFD; it never raises.
    """
    named = find_charset(content_type)
    order = (named, "utf-8") if named.startswith(("utf-16", "utf-32")) else ("utf-8", named)
    for charset in (*order, _LAST):
        try:
            return content.decode(charset or "utf-8")
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", errors="replace")
