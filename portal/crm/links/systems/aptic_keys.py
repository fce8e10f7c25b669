"""By which name a link keeps a person of Aptic, who has no number there that could be kept."""

from django.utils.crypto import salted_hmac


def make_person_mark(known: str) -> str:
    """The same for the same identity number, which cannot be read back from it. At most 40 characters."""
    # The salt is part of names that links are kept under already: it stays, wherever this module moves.
    digest = salted_hmac("portal.service_calls.person", known, algorithm="sha256").hexdigest()
    return f"p-{digest[:32]}"
