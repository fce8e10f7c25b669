"""Builds the client of every system from settings, once per process.

Selectors and services ask here; views and templates never see a client.
"""

import logging
import time
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from django.conf import settings

from portal.integrations.aptic.client import ApticClient, build_aptic_client
from portal.integrations.cirrus.client import CirrusClient, build_cirrus_client
from portal.integrations.clamd.client import ClamdClient
from portal.integrations.digioffice.client import DigiOfficeClient, build_digioffice_client
from portal.integrations.dossierdata.client import DossierDataClient, build_dossierdata_client
from portal.integrations.errors import NotSetUp
from portal.integrations.http import Limits
from portal.integrations.openapi import Document, DocumentError, DocumentUnusable, load_document
from portal.integrations.sips.client import SipsClient, build_sips_client
from portal.integrations.sips.merchant_keys import is_public, parse_keys
from portal.integrations.sips.values import SipsMerchant
from portal.integrations.tagor.client import OfficeLogin, TagorClient, build_tagor_client

if TYPE_CHECKING:
    from portal.integrations.mollie.client import MollieClient
    from portal.integrations.openid.client import OpenIdClient
    from portal.integrations.worldline.client import WorldlineClient

logger = logging.getLogger(__name__)

Described = Literal["dossierdata", "cirrus", "aptic"]
CATALOG_DIR = Path(__file__).parent / "integrations" / "catalog"
# Staff are few, and may wait longer than a defendant.
_DESK_LIMITS = Limits(read_timeout_s=12, deadline_s=15, max_concurrent=32, max_answer_bytes=8_000_000)
_TRY_AGAIN_S = 60.0
_VENDORS = {
    "WORLDLINE_MERCHANT_ID": "portal.integrations.worldline.client",
    "MOLLIE_API_KEY": "portal.integrations.mollie.client",
    "OIDC_URL": "portal.integrations.openid.client",
}
"""What stands on a large library of somebody else, and the setting without which nobody needs it."""
_broken: dict[str, tuple[float, str]] = {}


@cache
def tagor() -> TagorClient:
    """The office's Tagor.

    Raises: NotSetUp when TAGOR_URL is empty, so that pages say the system is off.
    """
    _require("tagor", "TAGOR_URL")
    return build_tagor_client(
        base_url=settings.TAGOR_URL,
        login=OfficeLogin(
            api_key=settings.TAGOR_API_KEY,
            client_id=settings.TAGOR_CLIENT_ID,
            client_secret=settings.TAGOR_CLIENT_SECRET,
        ),
        amount_format=settings.TAGOR_AMOUNT_FORMAT,
        engine=settings.HTTP_ENGINE,
        limits=Limits(
            deadline_s=settings.UPSTREAM_DEADLINE_S, max_concurrent=settings.UPSTREAM_MAX_CONCURRENT
        ),
        spool_dir=find_spool_dir(),
    )


def find_spool_dir() -> str | None:
    """Where large documents stand; None, the system's own folder, when ``var`` takes no file."""
    try:
        TemporaryFile(dir=settings.VAR_DIR).close()
    except OSError as error:
        logger.warning("large documents go to the system's own temporary folder: %s", error)
        return None
    return str(settings.VAR_DIR)


@cache
def clamd() -> ClamdClient:
    """The scanner. Raises: NotSetUp when there is none."""
    _require("clamd", "CLAMD_URL")
    return ClamdClient(url=settings.CLAMD_URL)


@cache
def sips() -> SipsClient:
    """SIPS, with the portal as merchant.

    Raises: NotSetUp when its settings are empty or make no sense, and for a merchant whose key is public,
    except with the practice office.
    """
    _require("sips", "SIPS_URL", "SIPS_MERCHANT_ID", "SIPS_SECRET")
    try:
        keys = parse_keys(settings.SIPS_SECRET, settings.SIPS_KEY_VERSION)
    except ValueError as error:
        raise NotSetUp(["SIPS_SECRET"], str(error), system="sips") from None
    if is_public(settings.SIPS_MERCHANT_ID, keys) and not settings.SANDBOX:
        raise NotSetUp(["SIPS_MERCHANT_ID", "SIPS_SECRET"], "a public practice shop", system="sips")
    return build_sips_client(
        base_url=settings.SIPS_URL,
        status_url=settings.SIPS_STATUS_URL,
        merchant=SipsMerchant(settings.SIPS_MERCHANT_ID, keys),
        interface_version=settings.SIPS_INTERFACE_VERSION,
        algorithm=settings.SIPS_SEAL_ALGORITHM,
        engine=settings.HTTP_ENGINE,
        limits=Limits(deadline_s=settings.UPSTREAM_DEADLINE_S, max_attempts=2),
    )


@cache
def worldline() -> "WorldlineClient":
    """Worldline Direct, with the portal as merchant.

    Raises: NotSetUp when a setting is empty or makes no sense.
    """
    _require(
        "worldline",
        "WORLDLINE_URL",
        "WORLDLINE_MERCHANT_ID",
        "WORLDLINE_API_KEY_ID",
        "WORLDLINE_API_SECRET",
    )
    _require_https("WORLDLINE_URL", "worldline")
    from portal.integrations.worldline.client import build_worldline_client  # noqa: PLC0415 - see read_ahead

    return build_worldline_client(
        base_url=settings.WORLDLINE_URL,
        merchant_id=settings.WORLDLINE_MERCHANT_ID,
        api_key_id=settings.WORLDLINE_API_KEY_ID,
        api_secret=settings.WORLDLINE_API_SECRET,
        engine=settings.HTTP_ENGINE,
        limits=Limits(deadline_s=settings.UPSTREAM_DEADLINE_S, max_attempts=2),
    )


@cache
def mollie() -> "MollieClient":
    """Mollie, with the portal as merchant. Raises: NotSetUp when a setting is empty or makes no sense."""
    _require("mollie", "MOLLIE_URL", "MOLLIE_API_KEY")
    _require_https("MOLLIE_URL", "mollie")
    from portal.integrations.mollie.client import build_mollie_client  # noqa: PLC0415 - see read_ahead

    return build_mollie_client(
        base_url=settings.MOLLIE_URL,
        api_key=settings.MOLLIE_API_KEY,
        engine=settings.HTTP_ENGINE,
        limits=Limits(deadline_s=settings.UPSTREAM_DEADLINE_S, max_attempts=2),
    )


@cache
def openid() -> "OpenIdClient":
    """The provider at which staff sign in. Raises: NotSetUp when a setting is empty or makes no sense."""
    _require("openid", "OIDC_URL", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
    if urlsplit(settings.OIDC_URL).hostname not in settings.LOOPBACK_HOSTS:
        _require_https("OIDC_URL", "openid")
    from portal.integrations.openid.client import build_openid_client  # noqa: PLC0415 - see read_ahead

    return build_openid_client(
        issuer=settings.OIDC_URL,
        client_id=settings.OIDC_CLIENT_ID,
        client_secret=settings.OIDC_CLIENT_SECRET,
        engine=settings.HTTP_ENGINE,
        limits=Limits(deadline_s=settings.UPSTREAM_DEADLINE_S, max_attempts=2, max_concurrent=16),
    )


def _require(system: str, *names: str) -> None:
    empty = [name for name in names if not getattr(settings, name)]
    if empty:
        raise NotSetUp(empty, "empty", system=system)


def _require_one(system: str, *names: str) -> None:
    if not any(getattr(settings, name) for name in names):
        raise NotSetUp(names, "all empty", system=system)


def _require_https(name: str, system: str) -> None:
    """Neither vendor's SDK insists on it: TLS alone guards the amount. Plain only for the practice office."""
    parts = urlsplit(getattr(settings, name))
    is_practice = settings.SANDBOX and parts.hostname in settings.LOOPBACK_HOSTS
    if parts.scheme != "https" and not is_practice:
        raise NotSetUp([name], "the address must begin with https", system=system)


@cache
def document(system: Described) -> Document:
    """The OpenAPI document of a system: the office's own where its setting names one, else ours.

    It is read when first needed. Code uses our operation ids; a call of another document with the same method
    and path answers to both ids. Raises: DocumentError.
    """
    source: str = getattr(settings, f"{system.upper()}_OPENAPI", "")
    if not source:
        return get_our_document(system)
    theirs = load_document(source, copies=settings.VAR_DIR / "openapi", engine=settings.HTTP_ENGINE)
    theirs.take_ids(get_our_document(system))
    return theirs


@cache
def get_our_document(name: str) -> Document:
    """The document that comes with the portal: it stays the same whatever the settings say."""
    return load_document(CATALOG_DIR / f"{name}.json")


def _get_usable(system: Described) -> Document:
    """A broken document switches its system off; the check at start-up says why. Tried once a minute."""
    broken_at, reason = _broken.get(system, (None, ""))
    if broken_at is None or time.monotonic() - broken_at > _TRY_AGAIN_S:
        try:
            return document(system)
        except DocumentError as error:
            logger.error("document of %s: %s", system, error)  # noqa: TRY400 - one clear line
            reason = str(error)
            _broken[system] = time.monotonic(), reason
    raise DocumentUnusable(reason, system=system)


@cache
def dossierdata() -> DossierDataClient:
    """The office's DossierData. Each call takes a person's credential, see ``crm.tokens``.

    Raises: NotSetUp when DOSSIERDATA_URL is empty; DocumentUnusable.
    """
    _require("dossierdata", "DOSSIERDATA_URL")
    return build_dossierdata_client(
        base_url=settings.DOSSIERDATA_URL,
        document=_get_usable("dossierdata"),
        client_id=settings.DOSSIERDATA_CLIENT_ID,
        client_secret=settings.DOSSIERDATA_CLIENT_SECRET,
        engine=settings.HTTP_ENGINE,
        limits=_DESK_LIMITS,
    )


@cache
def cirrus() -> CirrusClient:
    """The office's Cirrus, with the office's own token.

    Raises: NotSetUp when CIRRUS_URL is empty or nothing says who calls; DocumentUnusable.
    """
    _require("cirrus", "CIRRUS_URL")
    _require_one("cirrus", "CIRRUS_TOKEN", "CIRRUS_CLIENT_SECRET")
    return build_cirrus_client(
        base_url=settings.CIRRUS_URL,
        document=_get_usable("cirrus"),
        token=settings.CIRRUS_TOKEN,
        client_id=settings.CIRRUS_CLIENT_ID,
        client_secret=settings.CIRRUS_CLIENT_SECRET,
        token_url=settings.CIRRUS_TOKEN_URL,
        engine=settings.HTTP_ENGINE,
        limits=_DESK_LIMITS,
    )


@cache
def aptic() -> ApticClient:
    """The office's Aptic, with the office's own key or client.

    Raises: NotSetUp when APTIC_URL is empty or nothing says who calls; DocumentUnusable.
    """
    _require("aptic", "APTIC_URL")
    _require_one("aptic", "APTIC_API_KEY", "APTIC_CLIENT_SECRET")
    return build_aptic_client(
        base_url=settings.APTIC_URL,
        document=_get_usable("aptic"),
        api_key=settings.APTIC_API_KEY,
        client_id=settings.APTIC_CLIENT_ID,
        client_secret=settings.APTIC_CLIENT_SECRET,
        engine=settings.HTTP_ENGINE,
        limits=_DESK_LIMITS,
    )


@cache
def digioffice() -> DigiOfficeClient:
    """The office's DigiOffice gateway. Raises: NotSetUp when its address, user or password is empty."""
    _require("digioffice", "DIGIOFFICE_URL", "DIGIOFFICE_USER", "DIGIOFFICE_PASSWORD")
    return build_digioffice_client(
        base_url=settings.DIGIOFFICE_URL,
        document=get_our_document("digioffice"),
        user=settings.DIGIOFFICE_USER,
        password=settings.DIGIOFFICE_PASSWORD,
        engine=settings.HTTP_ENGINE,
        limits=_DESK_LIMITS,
    )


def read_ahead() -> None:
    """Load what the settings need of the vendors' libraries: a server does it before its first request.

    With the first payment, reading them would use up the time of its page; without the setting nobody waits.
    """
    for setting, module in _VENDORS.items():
        if getattr(settings, setting):
            import_module(module)


def reset() -> None:
    """Forget every client, so that changed settings take effect. For tests."""
    clients = (tagor, sips, worldline, mollie, document, dossierdata, cirrus, aptic, digioffice, clamd)
    for forgotten in clients:
        forgotten.cache_clear()
    _broken.clear()
