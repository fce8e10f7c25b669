"""Parses the merchant's keys as an operator writes them in a setting.

Source: Sips Paypage JSON guide, keyVersion; the public simulation shops are those of the official samples.
"""

import re

from portal.integrations.sips.values import SipsKey

_NUMBERED = re.compile(r"(\d{1,10}):(.+)")
_PUBLIC_MERCHANTS = frozenset(
    {"002001000000001", "002001000000002", "002001000000003", "002016000000001", "211000021310001"}
)
_PUBLIC_SECRET = re.compile(r"\d{15}_KEY\d+|S9i8qClCnb2CZU3y3Vn0toIOgz3z_aBi79akR30vM9o|secret123")


def parse_keys(text: str, version: str) -> tuple[SipsKey, ...]:
    """The keys in "2:new,1:old", or the one secret whose version is ``version``. Newest first.

    Raises ValueError when it is neither, or when a version occurs twice.
    """
    if not text:
        return ()
    if not _NUMBERED.fullmatch(text):
        if not version.isdecimal():
            raise ValueError("a secret needs its version: a number")
        return (SipsKey(version, text),)
    found = [_NUMBERED.fullmatch(part.strip()) for part in text.split(",")]
    keys = tuple(SipsKey(match[1], match[2]) for match in found if match)
    if len(keys) != len(found) or len({key.version for key in keys}) != len(keys):
        raise ValueError("keys are written version:secret, each version once")
    return keys


def is_public(merchant_id: str, keys: tuple[SipsKey, ...]) -> bool:
    """Whether this merchant or one of its keys is public: then anybody could seal "paid"."""
    return merchant_id in _PUBLIC_MERCHANTS or any(_PUBLIC_SECRET.fullmatch(key.secret) for key in keys)
