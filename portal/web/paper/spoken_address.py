"""An address of the portal as people type it from paper, or say it on the telephone."""

from urllib.parse import urlsplit

from django.conf import settings


def make_short_address(path: str) -> str:
    """Without "https://" and the last slash."""
    parts = urlsplit(settings.PORTAL_URL)
    return f"{parts.netloc}{parts.path}{path}".rstrip("/")
