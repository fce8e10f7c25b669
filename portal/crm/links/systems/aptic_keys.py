"""The key of a person of Aptic on a link, as Aptic has no id that could be stored."""

from django.utils.crypto import salted_hmac


def make_person_mark(known: str) -> str:
    """A hash that is the same for the same identity number. At most 40 characters."""
    # The salt is part of keys that links are stored under: it stays, wherever this module moves.
    digest = salted_hmac("portal.service_calls.person", known, algorithm="sha256").hexdigest()
    return f"p-{digest[:32]}"
