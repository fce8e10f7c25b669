"""The link in the code of a letter."""

from django.conf import settings
from django.urls import reverse


def make_link(letter_hash: str) -> str:
    """The URL in the QR code."""
    return f"{settings.PORTAL_URL}{reverse('access:link', args=[letter_hash])}"
