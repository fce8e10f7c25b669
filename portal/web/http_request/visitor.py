"""Where a request comes from."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def get_ip_address(request: HttpRequest) -> str:
    """The visitor's IP address, or "" when the server gives none.

    Only what our own proxies wrote is trusted: with TRUSTED_PROXY_COUNT of them, the entry that many places
    from the end of X-Forwarded-For. A shorter header did not come through them: then the peer's address is
    used.
    """
    peer = _clean(request.META.get("REMOTE_ADDR", ""))
    count = settings.TRUSTED_PROXY_COUNT
    if count < 1:
        return peer
    told = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if len(told) < count:
        return peer
    return _clean(told[-count]) or peer


def _clean(text: str) -> str:
    """An address without port, brackets or IPv4-mapped prefix; "" when it is not an address."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return ""
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(address)


def get_network(address: str, prefixes: dict[int, int]) -> str:
    """The network of an address by the length of its prefix in each version; "" when it is unreadable."""
    try:
        ip = ip_address(address)
    except ValueError:
        return ""
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return str(ip_network(f"{ip}/{prefixes[ip.version]}", strict=False))
