"""Operations of the group Config: the server, the office, who calls, settings."""

from datetime import date
from typing import Any

from portal.integrations.errors import UnexpectedResponse
from portal.integrations.tagor.calls import Asked, TagorCalls
from portal.integrations.tagor.operations import Operation, serves
from portal.integrations.tagor.values.account import Credential, SystemInfo
from portal.integrations.tagor.values.service import CurrentUser, DocumentModel, ServerVersion
from portal.integrations.tagor.versions import INFO
from portal.integrations.tagor.wire.answers import parse
from portal.integrations.tagor.wire.decode import read_day
from portal.integrations.tagor.wire.envelope import read_context, read_rows
from portal.integrations.tagor.wire.rows import OfficeWire, PartyWire
from portal.integrations.tagor.wire.service import DocumentModelWire

PING = Operation("Config/Ping", method="GET")
DEFENDANT_SETTINGS = Operation("Config/DefendantSettings")
PING_POST = Operation("Config/Ping")
VERSION = Operation("Config/Version")
USER = Operation("Config/User")
REQUESTABLE = Operation("Config/GetRequestableDocuments")


class ConfigOperations(TagorCalls):
    """Config/*."""

    @serves(INFO)
    def get_system_info(self) -> SystemInfo:
        """Versions of the server, and the office as it names itself. ``POST /Config/Info``.

        Office key (open to all, but tells more when authorised). No side effects, idempotent.
        Raises Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, Config/Info; keys from the public description of 2.00.0000B1.
        """
        return self._ask(INFO, Asked(context={}), _read_system_info)

    @serves(PING, PING_POST)
    def ping(self, *, by_post: bool = False) -> bool:
        """Whether both the API and the Tagor behind it say they are up. ``GET`` or ``POST /Config/Ping``.

        No credential needed. No side effects, idempotent. Raises Unavailable, UnexpectedResponse.
        Source: reference page 1.08.5000B3, Config/Ping.
        """
        if by_post:
            return self._ask(PING_POST, Asked(context={}), _read_ping)
        return self._ask(PING, Asked(no_body=True), _read_ping)

    @serves(DEFENDANT_SETTINGS)
    def get_defendant_settings(self, *, credential: Credential) -> dict[str, str]:
        """The office's settings for defendants, keys in lower case. ``POST /Config/DefendantSettings``.

        Defendant's credential only. No side effects, idempotent. The keys are not documented: use only
        those a setting maps. Raises Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, Config/DefendantSettings.
        """
        return self._ask(DEFENDANT_SETTINGS, Asked(context={}), read_context, credential=credential)

    @serves(VERSION)
    def get_version(self) -> ServerVersion:
        """The version of the API and since when it runs. ``POST /Config/Version``.

        No credential needed. No side effects, idempotent. Raises Unavailable, UnexpectedResponse.
        Source: reference page 1.08.5000B3, Config/Version; keys from the public description.
        """
        return self._ask(VERSION, Asked(context={}), _read_server_version)

    @serves(USER)
    def get_current_user(self, *, as_user: str | None = None) -> CurrentUser:
        """Who Tagor takes the caller for; with ``as_user`` whether the key may act as them.

        ``POST /Config/User``.
        Office key. No side effects, idempotent. Raises NotAuthorised, Unavailable, UnexpectedResponse.
        Source: reference page 1.08.5000B3, Config/User and the chapter on authentication.
        """
        return self._ask(USER, Asked(context={}, as_user=as_user), _read_current_user)

    @serves(REQUESTABLE)
    def list_requestable_documents(self, *, as_user: str | None = None) -> tuple[DocumentModel, ...]:
        """The documents the user may have made (see ``generate_document``).

        ``POST /Config/GetRequestableDocuments``.
        Office key. No side effects, idempotent. Raises Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, Config/GetRequestableDocuments; the rows stand under another
        dataset's name (dsCodetabelIDs) in the public description.
        """
        asked = Asked(context={}, as_user=as_user)
        rows = self._ask_all_rows(REQUESTABLE, asked, "dsCodetabelIDs", DocumentModelWire)
        return tuple(row.to_value() for row in rows)


def _read_system_info(body: dict[str, Any]) -> SystemInfo:
    context = read_context(body)
    if "apiversion" not in context:
        raise UnexpectedResponse("answer lacks APIVersion")
    offices = read_rows(body, "dsTDOSPARWeb") if "dstdosparweb" in body else []
    return SystemInfo(
        api_version=context["apiversion"],
        tagor_version=context.get("tagorversion", ""),
        office=parse(OfficeWire, offices[0]).to_value() if offices else None,
    )


def _read_ping(body: dict[str, Any]) -> bool:
    context = read_context(body)
    return all(context.get(part, "").lower() == "true" for part in ("tagor", "api"))


def _read_server_version(body: dict[str, Any]) -> ServerVersion:
    context = read_context(body)
    if "version" not in context:
        raise UnexpectedResponse("answer lacks Version")
    return ServerVersion(
        api_version=context["version"],
        released_on=_read_day_or_none(context.get("versiondate", "")),
        installed_on=_read_day_or_none(context.get("installedon", "")),
    )


def _read_day_or_none(text: str) -> date | None:
    """These days only inform, and their form is not documented: another form is no fault."""
    try:
        return read_day(text)
    except ValueError:
        return None


def _read_current_user(body: dict[str, Any]) -> CurrentUser:
    rows = read_rows(body, "dsTDOSPARWeb")
    return CurrentUser(
        party=parse(PartyWire, rows[0]).to_value() if rows else None,
        facts=read_context(body) if "dswebcontext" in body else {},
    )
