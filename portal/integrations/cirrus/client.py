"""Cirrus by its document: every operation by id, with masks, sorting and searching.

Owner of the contract: Cirrus (cirruscrm.io), REST API 2. Source: its reference page, kept in
``catalog/cirrus.json``, whose paths are inferred; an office may put the vendor's own document in its place.
OAuth 2: https://docs.cirruscrm.io/docs/docs/authentication/index.html
"""

import re
from collections.abc import Iterable

from portal.integrations.cirrus.tolerance import CirrusDialect
from portal.integrations.http import Engine, Limits, SystemClient
from portal.integrations.openapi import ApiClient, Credential, Document, find_token_url
from portal.integrations.openapi.client import MASK
from portal.integrations.openapi.oauth import ClientCredentials, HeaderKey

TOKEN_HEADER = "X-Token"  # noqa: S105 - the header's name
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
PAGE_FIELDS = ("page", "pages", "per_page", "total")


class CirrusClient(ApiClient):
    """Cirrus, safe to share between threads. The office calls, not a person."""

    def has_mask(self, operation_id: str) -> bool:
        """Whether an operation can be asked for some fields only."""
        return self.document.get_operation(operation_id).get_parameter(MASK, "header") is not None

    def get_mask_headers(self, operation_id: str, fields: Iterable[str]) -> dict[str, str]:
        """The headers that ask an operation for these fields only; none where it takes no mask.

        A field may be a path ("account.name"). For a list, the fields of a row; the page numbers are always
        included.
        """
        if not self.has_mask(operation_id):
            return {}
        mask = build_mask(fields)
        operation = self.document.get_operation(operation_id)
        if operation.is_list and operation.items_key:
            mask = "{" + ",".join((*PAGE_FIELDS, operation.items_key + mask)) + "}"
        return {MASK: mask}


def build_mask(fields: Iterable[str]) -> str:
    """A mask of flask-restx: ("id", "account.name") is "{id,account{name}}".

    Raises: ValueError for a field that is no name.
    """
    tree: dict[str, dict[str, object]] = {}
    for path in fields:
        branch: dict[str, dict[str, object]] = tree
        for step in path.split("."):
            if not _NAME.fullmatch(step):
                raise ValueError("not the name of a field")
            branch = branch.setdefault(step, {})  # type: ignore[assignment]
    return _write(tree)


def _write(tree: dict[str, dict[str, object]]) -> str:
    parts = (name + (_write(inner) if inner else "") for name, inner in tree.items())  # type: ignore[arg-type]
    return "{" + ",".join(parts) + "}"


def build_pattern(text: str) -> str:
    """A filter value that finds ``text`` anywhere in a field, where the document says % is a wildcard."""
    return f"%{text.strip().strip('%')}%"


def build_dynamic_filter(values: Iterable[tuple[int, str]]) -> dict[str, list[int] | list[str]]:
    """The two parameters of a filter on dynamic fields, paired by position: (id of the field, value)."""
    pairs = list(values)
    if not pairs:
        return {}
    return {
        "dynamicfield_id": [number for number, _value in pairs],
        "dynamicfield_val": [value for _number, value in pairs],
    }


def build_cirrus_client(
    *,
    base_url: str,
    document: Document,
    token: str = "",
    client_id: str = "",
    client_secret: str = "",
    token_url: str = "",
    engine: Engine = "pyreqwest",
    limits: Limits | None = None,
) -> CirrusClient:
    """The office's client: by X-Token, or else by client id and secret for a bearer token.

    ``token_url`` is the whole address; empty: the one the document names.
    """
    credential: Credential = HeaderKey(TOKEN_HEADER, token)
    if not token:
        credential = ClientCredentials(
            system="cirrus",
            token_url=token_url or find_token_url(document, "clientCredentials"),
            client_id=client_id,
            client_secret=client_secret,
            engine=engine,
            limits=limits,
        )
    system = SystemClient(system="cirrus", base_url=base_url, engine=engine, limits=limits)
    return CirrusClient(system, document, dialect=CirrusDialect(document), credential=credential)
