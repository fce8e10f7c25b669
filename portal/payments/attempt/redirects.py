"""The redirect to the payment page: checked before anybody is sent there, sealed while it is stored.

Source: Sips Paypage JSON guide, redirect form; status codes in its appendix. The other services use a plain
URL. A host that is not on the provider's list is never reached, whatever Tagor or the service says: parameter
575 held a host that no longer exists at more than one office.
"""

import json
from collections.abc import Sequence
from urllib.parse import urlsplit

from django.conf import settings

from portal.integrations.tagor.values.account import PaymentRedirect
from portal.web.sealing import seal, unseal

STARTED_CODE = "00"
PURPOSE = "payment-redirect"
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class RedirectRefused(Exception):
    """The payer must not be sent there. ``reason`` is for the log and never shown."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def check_redirect(redirect: PaymentRedirect, hosts: Sequence[str], *, by_form: bool) -> None:
    """Raises: RedirectRefused when the payment page is not ready, or on none of these hosts.

    ``by_form``: it is opened by a form with data and a version, as at SIPS, and not by a plain address.
    """
    if redirect.status_code != STARTED_CODE:
        raise RedirectRefused(f"status {redirect.status_code[:4]!r}")
    if by_form and not (redirect.data and redirect.version):
        raise RedirectRefused("no redirection data")
    if not is_allowed_address(redirect.url, hosts):
        raise RedirectRefused("host not on the list of the provider")


def is_allowed_address(url: str, hosts: Sequence[str]) -> bool:
    """Whether a browser may be sent to this address: https, a listed host, no user name in it.

    Plain http only to this machine itself, and only beside the practice office.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    is_practice = parts.scheme == "http" and settings.SANDBOX and host in _LOOPBACK
    if (parts.scheme != "https" and not is_practice) or not host or "@" in parts.netloc:
        return False
    if any(c in url for c in "\\;,'\" \t\r\n"):
        return False  # nothing that a browser or a security header would interpret differently
    default = 443 if parts.scheme == "https" else 80
    return (host, port or default) in {_split_entry(entry, default) for entry in hosts}


def _split_entry(entry: str, default: int) -> tuple[str, int]:
    host, _, port = entry.strip().lower().rpartition(":")
    return (host, int(port)) if host and port.isdigit() else (entry.strip().lower(), default)


def get_origin(url: str) -> str:
    """Scheme, host and port, as a content security policy names it."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def get_host(url: str) -> str:
    """The host as people see it in the address bar."""
    return urlsplit(url).netloc


def seal_redirect(redirect: PaymentRedirect) -> str:
    """The redirect, encrypted for the short time it is stored."""
    return seal(json.dumps([redirect.url, redirect.version, redirect.data]), purpose=PURPOSE)


def unseal_redirect(sealed: str, *, max_age_s: int) -> PaymentRedirect | None:
    """What ``seal_redirect`` sealed; None when it is wiped, older than ``max_age_s``, or its key is gone."""
    text = unseal(sealed, purpose=PURPOSE, max_age_s=max_age_s) if sealed else None
    if text is None:
        return None
    url, version, data = json.loads(text)
    return PaymentRedirect(url=url, version=version, data=data)
