"""The addresses that a letter prints: the link in its code, and what people type by hand."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse


def make_link(letter_hash: str) -> str:
    """The URL in the QR code."""
    return f"{settings.PORTAL_URL}{reverse('access:link', args=[letter_hash])}"


def make_short_address(path: str) -> str:
    """An address of the portal as people type it: without "https://" and the last slash."""
    parts = urlsplit(settings.PORTAL_URL)
    return f"{parts.netloc}{parts.path}{path}".rstrip("/")
