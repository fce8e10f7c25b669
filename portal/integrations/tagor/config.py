"""Operations of the groups Config and Code: the server, the office, settings, code texts."""

from collections.abc import Iterable
from typing import Any

from portal.integrations.errors import UnexpectedResponse

from .calls import Asked, TagorCalls
from .decode import write_language
from .envelope import read_context, read_rows
from .operations import Operation, serves
from .rows import CodeTextWire, OfficeWire
from .values import CodeText, Credential, SystemInfo
from .versions import INFO
from .wire import parse

PING = Operation("Config/Ping", method="GET")
DEFENDANT_SETTINGS = Operation("Config/DefendantSettings")
GET_DESCRIPTION = Operation("Code/GetDescription")


class ConfigOperations(TagorCalls):
    """Config/* and Code/*."""

    @serves(INFO)
    def get_system_info(self) -> SystemInfo:
        """Versions of the server, and the office as it names itself. ``POST /Config/Info``.

        Office key (open to all, but tells more when authorised). No side effects, idempotent.
        Raises Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, Config/Info; keys from the public description of 2.00.0000B1.
        """
        return self._ask(INFO, Asked(context={}), _read_system_info)

    @serves(PING)
    def ping(self) -> bool:
        """Whether both the API and the Tagor behind it say they are up. ``GET /Config/Ping``.

        No side effects, idempotent. Raises Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, Config/Ping.
        """
        return self._ask(PING, Asked(no_body=True), _read_ping)

    @serves(DEFENDANT_SETTINGS)
    def get_defendant_settings(self, *, credential: Credential) -> dict[str, str]:
        """The office's settings for defendants, keys in lower case. ``POST /Config/DefendantSettings``.

        Defendant's credential only. No side effects, idempotent. The keys are not documented: use only
        those a setting maps. Raises Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, Config/DefendantSettings.
        """
        return self._ask(DEFENDANT_SETTINGS, Asked(context={}), read_context, credential=credential)

    @serves(GET_DESCRIPTION)
    def get_code_texts(self, *, wanted: Iterable[tuple[str, str]], language: str) -> tuple[CodeText, ...]:
        """Code and text of many ``(table, id)`` at once, in nl, fr, de or en. ``POST
        /Code/GetDescription``.

        Office key. No side effects, idempotent; no call at all when nothing is wanted. Ids Tagor does not
        know are left out. Raises Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, Code/GetDescription (dsCodetabelIDs).
        """
        pairs = list(dict.fromkeys((table, id_) for table, id_ in wanted if table and id_))
        if not pairs:
            return ()
        rows = [{"Tabel": table, "Id": id_, "Taal": write_language(language)} for table, id_ in pairs]
        asked = Asked(context={}, datasets={"dsCodetabelIDs": rows})
        found = self._ask_rows(GET_DESCRIPTION, asked, "dsCodetabelIDs", CodeTextWire)
        return tuple(row.to_value(language) for row in found if row.id and (row.text or row.code))


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
