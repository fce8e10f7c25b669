"""System checks: what an operator must fix before the portal serves people."""

from shutil import disk_usage
from tempfile import gettempdir
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004
from django.http.request import validate_host

from portal import registry

LEAST_ROOM = 240 * 10**6
LEAST_SECRET, LEAST_CHARACTERS = 20, 8
ADDRESSES = (
    "TAGOR_URL",
    "DOSSIERDATA_URL",
    "CIRRUS_URL",
    "CIRRUS_TOKEN_URL",
    "APTIC_URL",
    "DIGIOFFICE_URL",
    "OIDC_URL",
    "SIPS_URL",
    "SIPS_STATUS_URL",
    "WORLDLINE_URL",
    "MOLLIE_URL",
)


@register(Tags.security, deploy=True)
def check_shared_cache(**_kwargs: Any) -> list[CheckMessage]:
    """Every process must see the same lockout counters."""
    if settings.CACHES["default"]["BACKEND"].endswith("LocalCache"):
        hint = "Set CACHE_URL, for instance rediscache://127.0.0.1:6379/1."
        return [
            Warning(
                "The cache is local to one process: sign-in limits are not shared.",
                hint=hint,
                id="portal.W001",
            )
        ]
    return []


@register()
def check_hosts(**_kwargs: Any) -> list[CheckMessage]:
    """The portal must answer at its own address."""
    host = settings.PORTAL_HOST
    if validate_host(f"[{host}]" if ":" in host else host, settings.ALLOWED_HOSTS):
        return []
    hint = "Add the host to ALLOWED_HOSTS, or leave ALLOWED_HOSTS out."
    words = "The host of PORTAL_URL is not in ALLOWED_HOSTS: its own address answers 400."
    return [Error(words, hint=hint, id="portal.E007")]


@register(Tags.security, deploy=True)
def check_room(**_kwargs: Any) -> list[CheckMessage]:
    """Large documents stand in a file while somebody reads them: see docs/adr/0010."""
    hint = "Let portal and worker write in var/ beside the code (a volume of their own), and give it 240 MB."
    folder = registry.find_spool_dir()
    try:
        free = disk_usage(folder or gettempdir()).free
    except OSError:
        return [Error("Large documents find no place: nobody can open them.", hint=hint, id="portal.E008")]
    if free < LEAST_ROOM:
        words = f"Only {free // 10**6} MB are free for large documents on their way."
        return [Error(words, hint=hint, id="portal.E008")]
    if folder is None:
        words = "var/ takes no file: large documents go to the system's own folder, which may be memory."
        return [Warning(words, hint=hint, id="portal.W008")]
    return []


@register(Tags.security, deploy=True)
def check_sandbox_off(**_kwargs: Any) -> list[CheckMessage]:
    """The practice office must not run beside real files."""
    if settings.SANDBOX:
        return [Error("SANDBOX is on.", hint="Unset SANDBOX.", id="portal.E001")]
    return []


@register(Tags.security, deploy=True)
def check_proxies(**_kwargs: Any) -> list[CheckMessage]:
    """Behind a proxy that nobody counted, all visitors have one address: they lock each other out."""
    if settings.IS_HTTPS and settings.TRUSTED_PROXY_COUNT < 1:
        hint = "Set TRUSTED_PROXY_COUNT to how many proxies add to X-Forwarded-For; 1 in deploy/compose.yaml."
        words = "PORTAL_URL is https, and TRUSTED_PROXY_COUNT is not set."
        return [Warning(words, hint=hint, id="portal.W004")]
    return []


@register(Tags.security, deploy=True)
def check_staff_sign_in(**_kwargs: Any) -> list[CheckMessage]:
    """Staff have a way in, and a password alone is none."""
    if not settings.LOCAL_SIGN_IN and not settings.OIDC_URL:
        hint = "Set OIDC_URL and its client, or unset LOCAL_SIGN_IN."
        return [Error("LOCAL_SIGN_IN is off, and OIDC_URL is empty.", hint=hint, id="portal.E005")]
    if settings.OIDC_URL and not (settings.OIDC_CLIENT_ID and settings.OIDC_CLIENT_SECRET):
        return [Error("OIDC_CLIENT_ID or OIDC_CLIENT_SECRET is empty.", id="portal.E006")]
    if settings.LOCAL_SIGN_IN and not settings.STAFF_SECOND_FACTOR:
        hint = "Unset STAFF_SECOND_FACTOR; 0 is for a demo."
        return [Warning("Staff sign in by a password alone.", hint=hint, id="portal.W005")]
    return []


@register(Tags.security, deploy=True)
def check_addresses(**_kwargs: Any) -> list[CheckMessage]:
    """What people owe, and the keys to it, travel to the systems: never in the open beyond this machine."""
    open_ones = [name for name in ADDRESSES if _is_in_the_open(getattr(settings, name))]
    hint = "Use https."
    return [
        Warning(f"{name} is http beyond this machine.", hint=hint, id="portal.W006") for name in open_ones
    ]


def _is_in_the_open(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme == "http" and parts.hostname not in settings.LOOPBACK_HOSTS


@register(Tags.security, deploy=True)
def check_secrets(**_kwargs: Any) -> list[CheckMessage]:
    """A secret that strangers show at a door has to be one that nobody guesses."""
    named = {"APTIC_WEBHOOK_SECRET": settings.APTIC_WEBHOOK_SECRET, "SIPS_SECRET": [settings.SIPS_SECRET]}
    weak = [name for name, secrets in named.items() if any(one and not is_hard(one) for one in secrets)]
    hint = f"Use {LEAST_SECRET} or more random characters."
    return [Error(f"{name} is easy to guess.", hint=hint, id="portal.E004") for name in weak]


def is_hard(secret: str) -> bool:
    """Whether a secret is long and mixed enough that nobody guesses it at our door."""
    return len(secret) >= LEAST_SECRET and len(set(secret)) >= LEAST_CHARACTERS


@register(Tags.security, deploy=True)
def check_payment_hosts(**_kwargs: Any) -> list[CheckMessage]:
    """Without an allow-list, nobody can be sent to a payment page."""
    if not settings.SIPS_ALLOWED_HOSTS:
        hint = "Name the host of the office's payment page. Until then people pay by transfer."
        return [Warning("SIPS_ALLOWED_HOSTS is empty.", hint=hint, id="portal.W002")]
    return []


@register(Tags.security, deploy=True)
def check_tagor(**_kwargs: Any) -> list[CheckMessage]:
    """The portal does not work without Tagor."""
    if not settings.TAGOR_URL:
        return [Warning("TAGOR_URL is empty: nobody can sign in.", id="portal.W003")]
    if not (settings.TAGOR_API_KEY or settings.TAGOR_CLIENT_SECRET):
        hint = "Set TAGOR_API_KEY, or TAGOR_CLIENT_ID and TAGOR_CLIENT_SECRET."
        return [Error("The portal has no office key for Tagor.", hint=hint, id="portal.E003")]
    return []
