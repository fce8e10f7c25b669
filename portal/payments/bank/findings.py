"""Examines the payment page's hosts: alive, retired, or no answer. One harmless GET each, of 3 seconds.

Source: the Sips documentation and its successor's notice; sips-atos.com ended on 30 June 2021, and new
payments on Sips were announced to end on 31 December 2025 (docs.direct.worldline-solutions.com).
"""

from django.conf import settings

from portal.integrations.errors import IntegrationError
from portal.integrations.http import Limits, Request, SystemClient, Terms
from portal.integrations.sips.merchant_keys import is_public, parse_keys
from portal.web.examining import Examination, Finding, bad, off, ok, warn

NAME = "sips.hosts"
RETIRED, ENDING = "sips-atos.com", "sips-services.com"
WAIT_S = 3.0
LIMITS = Limits(
    connect_timeout_s=WAIT_S, read_timeout_s=WAIT_S, deadline_s=WAIT_S, max_concurrent=1, max_attempts=1
)
ANY_ANSWER = Terms(kind="once", accept=range(100, 600), max_bytes=1_000_000)


def examine_sips() -> list[Finding]:
    """One finding for each host that a browser may be sent to, and one on the portal's own merchant."""
    return [*_examine_hosts(), *_examine_merchant()]


def has_public_keys() -> bool:
    """Whether the portal's own merchant has publicly known keys."""
    try:
        keys = parse_keys(settings.SIPS_SECRET, settings.SIPS_KEY_VERSION)
    except ValueError:
        keys = ()
    return is_public(settings.SIPS_MERCHANT_ID, keys)


def _examine_merchant() -> list[Finding]:
    """Nothing when all payments go through Tagor."""
    name = "sips.merchant"
    if not (settings.SIPS_MERCHANT_ID or settings.SIPS_SECRET):
        return []
    try:
        parse_keys(settings.SIPS_SECRET, settings.SIPS_KEY_VERSION)
    except ValueError as error:
        return [bad(name, f"SIPS_SECRET makes no sense: {error}.", "Write it as .env.example shows.")]
    if not (settings.SIPS_URL and settings.SIPS_MERCHANT_ID and settings.SIPS_SECRET):
        remedy = "Set SIPS_URL, SIPS_MERCHANT_ID and SIPS_SECRET together, or none of them."
        return [warn(name, "The portal is only half a merchant: no payment starts with it.", remedy)]
    if has_public_keys() and not settings.SANDBOX:
        remedy = "Set the merchant and the secret that the bank gave."
        return [warn(name, "The merchant is a public practice shop: anybody can seal its payments.", remedy)]
    return [ok(name, "The portal is a merchant of its own.")]


def _examine_hosts() -> list[Finding]:
    hosts = [host.strip().lower() for host in settings.SIPS_ALLOWED_HOSTS if host.strip()]
    if not hosts:
        return [
            off(
                NAME,
                "SIPS_ALLOWED_HOSTS is empty: people pay by transfer only.",
                "To offer online payment, name the host of the payment page (parameter 575 of Tagor).",
            )
        ]
    return [_examine_host(host) for host in hosts]


def is_under(host: str, domain: str) -> bool:
    """Whether a host, with or without a port, is a domain or under it."""
    plain = host.partition(":")[0].rstrip(".")
    return plain == domain or plain.endswith(f".{domain}")


def _examine_host(host: str) -> Finding:
    name = f"sips.host.{host}"
    if "/" in host or "@" in host:
        return bad(name, "This is an address and not a host.", "Name only the host, without https://")
    if is_under(host, RETIRED):
        return bad(
            name,
            f"{host} was retired on 30 June 2021: nobody can pay there.",
            "Ask the bank for the present host; set it in parameter 575 and in SIPS_ALLOWED_HOSTS.",
        )
    try:
        _knock(host)
    except IntegrationError as error:
        return bad(
            name, f"Nobody answers there: {error}.", "Check the name in SIPS_ALLOWED_HOSTS and the firewall."
        )
    if is_under(host, ENDING):
        return warn(
            name,
            "It answers, but Sips was announced to take no new payment after 31 December 2025.",
            "Ask the bank whether the office's contract still works; transfers always do.",
        )
    return ok(name, "It answers.")


def _knock(host: str) -> None:
    """GET a host: any answer means that it is alive. Raises IntegrationError."""
    is_practice = settings.SANDBOX and host.partition(":")[0] in settings.LOOPBACK_HOSTS
    scheme = "http" if is_practice else "https"
    client = SystemClient(
        system="sips", base_url=f"{scheme}://{host}", engine=settings.HTTP_ENGINE, limits=LIMITS
    )
    try:
        client.call("knock", Request(path="/", method="GET"), ANY_ANSWER)
    finally:
        client.close()


EXAMINATION = Examination("sips.hosts", lambda _sample: examine_sips())
