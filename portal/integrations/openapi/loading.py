"""Loads a document from a file, or from a URL, of which the last good copy is kept.

Only JSON is read: OpenAPI 3.1, 3.0 and Swagger 2.0. A document in YAML must be converted first.
"""

import hashlib
import json
import logging
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from portal.integrations.errors import IntegrationError
from portal.integrations.http import Engine, Limits, Request, SystemClient, Terms
from portal.integrations.openapi.document import Document
from portal.integrations.openapi.problems import DocumentError
from portal.integrations.openapi.structure import Skeleton
from portal.integrations.openapi.swagger.document import convert_swagger
from portal.integrations.openapi.validation import Validator

logger = logging.getLogger("portal.integrations")

_MOST_BYTES = 10_000_000
_FRESH_S = 24 * 3600  # a copy is used for this long without fetching again
_LIMITS = Limits(read_timeout_s=6, deadline_s=8, max_concurrent=1, max_attempts=2)


def load_document(
    source: str | Path, *, copies: Path | None = None, engine: Engine = "pyreqwest"
) -> Document:
    """The document of a path or of an http(s) address. Schemas are compiled later, when they are used.

    ``copies`` is the folder for copies of fetched documents: a copy younger than a day is used without
    fetching, an older one when fetching fails. Raises: DocumentError.
    """
    if isinstance(source, str) and urlsplit(source).scheme in ("http", "https"):
        return _load_address(source, copies, engine)
    path = Path(source)
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise DocumentError(str(source), "", f"is larger than {_MOST_BYTES} bytes")
        content = path.read_bytes()
    except OSError as error:
        raise DocumentError(str(source), "", f"cannot be read ({error.strerror})") from None
    return read_document(content, source=path.name)


def read_document(content: bytes, *, source: str) -> Document:
    """The document in ``content``; unusable parts are left out, see ``Document.faults``.

    Raises: DocumentError when it is no such document, or nothing of it can be used.
    """
    try:
        raw = json.loads(content)
    except (ValueError, RecursionError):
        raise DocumentError(source, "", "is not JSON (YAML is not read: convert it to JSON)") from None
    if not isinstance(raw, dict):
        raise DocumentError(source, "", "is not an object")
    is_modern = True
    if "swagger" in raw and "openapi" not in raw:
        raw = convert_swagger(raw, source=source)
        is_modern = False
    version = raw.get("openapi")
    if not isinstance(version, str) or not version.startswith(("3.0", "3.1")):
        raise DocumentError(source, "#/openapi", "is not 3.0 or 3.1")
    skeleton = Skeleton.read(raw, is_modern=is_modern and not version.startswith("3.0"))
    document = Document(skeleton, source=source)
    if not isinstance(raw.get("paths"), dict):
        raise DocumentError(source, "#/paths", "is missing or not an object")
    if not document.operations:
        first = next(iter(document.faults), "it names none")
        raise DocumentError(source, "#/paths", f"has no operation that can be used: {first}")
    return document


def check_document(document: Document) -> tuple[str, ...]:
    """Compile every schema now, for a check at start-up. Returns what is unusable, as texts."""
    return (*document.faults, *Validator(document).list_faults())


# An address --------------------------------------------------------------------------------------


def _load_address(address: str, copies: Path | None, engine: Engine) -> Document:
    copy = copies / f"{hashlib.sha256(address.encode()).hexdigest()[:24]}.json" if copies else None
    source = (
        urlsplit(address)._replace(query="", fragment="", netloc=urlsplit(address).hostname or "").geturl()
    )
    if copy is not None and _get_age_s(copy) < _FRESH_S:
        return read_document(copy.read_bytes(), source=source)
    try:
        content = _fetch(address, engine)
        document = read_document(content, source=source)
    except (DocumentError, IntegrationError) as error:
        if copy is None or not copy.exists():
            if isinstance(error, DocumentError):
                raise
            raise DocumentError(source, "", f"cannot be fetched ({type(error).__name__})") from None
        logger.warning("document=%s cannot be used, the last good copy serves: %s", source, error)
        return read_document(copy.read_bytes(), source=source)
    if copy is not None:
        _store_copy(copy, content)
    return document


def _get_age_s(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return float("inf")


def _fetch(address: str, engine: Engine) -> bytes:
    parts = urlsplit(address)
    client = SystemClient(
        system="openapi",
        base_url=f"{parts.scheme}://{parts.netloc}",
        engine=engine,
        limits=_LIMITS,
    )
    try:
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        answer = client.call(
            "document", Request(path=path, method="GET"), Terms(kind="read", max_bytes=_MOST_BYTES)
        )
    finally:
        client.close()
    return answer.content


def _store_copy(copy: Path, content: bytes) -> None:
    """Write to a temporary file first: another process may be reading."""
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        beside = copy.with_suffix(f".{os.getpid()}")
        beside.write_bytes(content)
        beside.replace(copy)
    except OSError as error:
        logger.warning("document copy cannot be kept (%s)", error.strerror)


# What else a document says --------------------------------------------------------------------------


def find_token_url(document: Document, flow: str) -> str:
    """The token URL of an OAuth flow ("clientCredentials", …) in the document, or ""."""
    for scheme in document.security_schemes.values():
        found: Mapping[str, Any] = scheme.get("flows", {}).get(flow, {})
        if "tokenUrl" in found:
            return str(found["tokenUrl"])
    return ""
