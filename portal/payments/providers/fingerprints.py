"""Names for what a payment service was found to say: the same as long as it says the same.

A question is asked many times and mostly answered as before; only what is new is kept. What was said long
ago and is said again after something else, such as a chargeback that was won and then lost, is new.
"""

import hashlib

from portal.payments.models import Attempt, Notice

_HALF = 32


def make_fingerprint(attempt: Attempt, *facts: object) -> str:
    """A hash (64 characters) of the status and the one found before it. Safe to make twice at once."""
    now = _hash(attempt.provider, attempt.reference, *facts)
    known = Notice.objects.filter(attempt=attempt).order_by("-pk")
    last = known.values_list("fingerprint", flat=True).first()
    if last is not None and last.endswith(now):
        return last
    return _hash(last, now) + now


def _hash(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:_HALF]
