"""Looks at the address of a system, before anybody calls it."""

from urllib.parse import urlsplit

from django.conf import settings

from portal.doctor.findings import Finding, bad, ok, warn


def check_address(system: str) -> Finding:
    """The address in ``<SYSTEM>_URL``, which is set: sealed on the way, and an address at all."""
    setting = f"{system.upper()}_URL"
    name, url = f"{system}.address", urlsplit(getattr(settings, setting))
    if url.hostname and (url.scheme == "https" or is_own(url.hostname)):
        return ok(name, f"{setting} is set.")
    if url.scheme == "http" and url.hostname:
        return warn(name, f"{setting} is plain http: keys and files pass unsealed.", "Use https.")
    return bad(name, f"{setting} is no web address.", "Give the whole base address, with https:// in front.")


def is_own(host: str) -> bool:
    """Whether it is this machine itself."""
    return host in settings.LOOPBACK_HOSTS
