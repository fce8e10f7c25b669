"""DossierData by its document: every operation by id, and signing in.

Owner of the contract: DossierData (ddat.nl), API v1. Source: its reference page, kept in
``catalog/dossierdata.json``; an office may put the vendor's own document in its place.

Every call is made for one person: ``credential`` holds that person's token, sent in the header only. The base
address is the tenant's own ("https://tenant.ddat.nl/api/v1").
"""

from portal.integrations.dossierdata.files import FetchedFile, FileFetcher, get_origin
from portal.integrations.dossierdata.tolerance import DossierDataDialect
from portal.integrations.errors import NotAuthorised, NotFound, Rejected
from portal.integrations.http import Engine, Limits, SystemClient
from portal.integrations.openapi import ApiClient, Credential, Document
from portal.integrations.openapi.oauth import (
    SignInAgainError,
    Tokens,
    build_authorisation_url,
    read_tokens,
)

AUTHORISE, TOKEN = "authorize", "create_access_token"
NO_CODE = "portal-doctor"


class DossierDataClient(ApiClient):
    """DossierData, safe to share between threads."""

    def __init__(
        self,
        system: SystemClient,
        document: Document,
        *,
        base_url: str,
        client_id: str,
        client_secret: str,
        files: FileFetcher | None = None,
    ) -> None:
        super().__init__(system, document, dialect=DossierDataDialect(document))
        self._base_url = base_url.rstrip("/")
        self._client_id = client_id
        self._client_secret = client_secret
        self._files = files

    def close(self) -> None:
        """Close every connection."""
        super().close()
        if self._files is not None:
            self._files.close()

    def owns_file(self, address: str) -> bool:
        """Whether the address of a file may be fetched: see ``FileFetcher.owns``."""
        return self._files is not None and self._files.owns(address)

    def fetch_file(self, address: str, *, credential: Credential | None) -> FetchedFile:
        """The file at the address in a record. Raises: see ``FileFetcher.fetch``."""
        if self._files is None:
            raise NotFound("not-found", system=self.system.system)
        return self._files.fetch(address, credential=credential)

    def get_scope(self) -> str:
        """Every scope that the document names, separated by commas as DossierData wants."""
        flows = [one.get("flows", {}) for one in self.document.security_schemes.values()]
        codes = [one["authorizationCode"] for one in flows if "authorizationCode" in one]
        return ", ".join(scope for one in codes for scope in one.get("scopes", ()))

    def get_authorisation_url(self, *, state: str, redirect_uri: str) -> str:
        """Where the person signs in (GET /oauth/authorize). Raises: ValueError without https."""
        path = self.document.get_operation(AUTHORISE).path
        return build_authorisation_url(
            self._base_url + path,
            client_id=self._client_id,
            redirect_uri=redirect_uri,
            scope=self.get_scope(),
            state=state,
        )

    def exchange_code(self, code: str, *, redirect_uri: str) -> Tokens:
        """Tokens for the code of a callback, which works once (POST /oauth/access_token).

        Raises: Rejected("code-refused"), Unavailable, UnexpectedResponse, OutcomeUnknown (sign in again).
        """
        try:
            return self._get_tokens(
                "authorization_code",
                code=code,
                redirect_uri=redirect_uri,
                **self._list_secrets(),
            )
        except (Rejected, NotAuthorised) as error:
            raise Rejected("code-refused", system=error.system, operation=error.operation) from None

    def knows_client(self, *, redirect_uri: str) -> bool:
        """Whether the portal's client is not refused, asked with a code that nobody got. Changes nothing.

        Raises: IntegrationError.
        """
        try:
            self._get_tokens(
                "authorization_code", code=NO_CODE, redirect_uri=redirect_uri, **self._list_secrets()
            )
        except NotAuthorised:
            return False
        except Rejected:  # the code, as it should
            pass
        return True

    def refresh(self, refresh_token: str) -> Tokens:
        """New tokens for a refresh token; revokes the old pair (POST /oauth/access_token).

        The client authenticates, as RFC 6749, section 6, requires of one with a secret; the vendor's sample
        leaves that out. Raises: SignInAgainError when it is not accepted (any more), Unavailable,
        UnexpectedResponse, OutcomeUnknown (the old pair may be gone).
        """
        try:
            return self._get_tokens("refresh_token", refresh_token=refresh_token, **self._list_secrets())
        except (Rejected, NotAuthorised) as error:
            raise SignInAgainError(
                "refresh refused", system=error.system, operation=error.operation
            ) from None

    def _list_secrets(self) -> dict[str, str]:
        return {"client_id": self._client_id, "client_secret": self._client_secret}

    def _get_tokens(self, grant: str, **values: str) -> Tokens:
        result = self.call(TOKEN, body={"grant_type": grant, **values})
        return read_tokens(result.data, system=self.system.system, operation=TOKEN)


def build_dossierdata_client(
    *,
    base_url: str,
    document: Document,
    client_id: str,
    client_secret: str,
    engine: Engine = "pyreqwest",
    limits: Limits | None = None,
) -> DossierDataClient:
    """The client of one tenant."""
    system = SystemClient(system="dossierdata", base_url=base_url, engine=engine, limits=limits)
    origin = get_origin(base_url)
    host = SystemClient(
        system="dossierdata", base_url=origin, engine=engine, limits=limits, breaker=system.breaker
    )
    return DossierDataClient(
        system,
        document,
        files=FileFetcher(host, origin=origin),
        base_url=base_url,
        client_id=client_id,
        client_secret=client_secret,
    )
