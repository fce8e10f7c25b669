"""The entry point and the one call of the practice DigiOffice, and what can be wrong with a message."""

import json
import re
import uuid
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from portal.sandbox.crm.catalogue import Match, Operation
from portal.sandbox.crm.client_credentials import read_basic
from portal.sandbox.crm.records import Records, Row
from portal.sandbox.crm.system import Ask, Caller, Refusal, System

HEADER = ("Contains", "Date", "MessageID", "Sender")
GUIDS = ("systemId", "digiOfficeId", "crmCompanyId", "crmPersonId", "companyId")
TEXTS = ("companyName4ps", "no", "jobTitle", "phoneNo", "mobilePhoneNo", "eMail")
NULLABLE = {"systemId", "digiOfficeId", "companyId", "blocked"}
_GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_NIL = "00000000-0000-0000-0000-000000000000"


def list_errors(message: Any) -> list[str]:
    """Errors in the message; empty when it can be accepted."""
    if not isinstance(message, Mapping):
        return ["Message is invalid"]
    header, data = message.get("Header"), message.get("Data")
    errors = []
    errors += list(_check_header(header)) if isinstance(header, Mapping) else ["Header is verplicht"]
    errors += list(_check_data(data)) if isinstance(data, Mapping) else ["Data is verplicht"]
    return errors


def _check_header(header: Mapping[str, Any]) -> Iterator[str]:
    for name in HEADER:
        if not isinstance(header.get(name), str) or not header[name].strip():
            yield f"Header.{name} is verplicht"
    try:
        datetime.fromisoformat(str(header.get("Date", "")))
    except ValueError:
        if header.get("Date"):
            yield "Header.Date is ongeldig"


def _check_data(data: Mapping[str, Any]) -> Iterator[str]:
    for name, value in data.items():
        if value is None:
            if name not in NULLABLE:
                yield f"{name} is ongeldig"
        elif name in GUIDS:
            if not isinstance(value, str) or not _GUID.fullmatch(value) or value == _NIL:
                yield f"{name} is ongeldig"
        elif name in TEXTS:
            if not isinstance(value, str):
                yield f"{name} is ongeldig"
        elif name == "blocked" and not isinstance(value, bool):
            yield "blocked is ongeldig"


if TYPE_CHECKING:
    from portal.sandbox.office import Office

USER, PASSWORD = "practice", "practice-secret"
MEDIA_TYPES = ("text/jsonl", "application/json")
ERRORS = {
    "error-company": "Bedrijf niet gevonden in DigiOffice",
    "error-duplicate": "Contactpersoon bestaat al",
    "error-required": "eMail is verplicht",
    "error-unheard-of": "IDB-4711: onverwachte toestand",
}


class DigiOffice(System):
    """The gateway."""

    name = "digioffice"
    prefix = "/digioffice"
    switches = {name: f"every import is Status Error: {text}" for name, text in ERRORS.items()} | {
        "json": "answers call themselves application/json",
        "no-ids": "Status Ok without the two ids",
        "other-status": "a status that no page documents",
    }

    def identify(self, http: Request, office: "Office") -> Caller:  # noqa: ARG002 - one user, always
        is_known = read_basic(http) == (USER, PASSWORD)
        scheme = http.headers.get("authorization", "").partition(" ")[0]
        return Caller(scheme, is_known, USER if is_known else "")

    def refuse(self, refusal: Refusal, operation: Operation | None) -> Response:  # noqa: ARG002 - one form for all
        if refusal.code == "refused":  # the page shows no other way to refuse
            return JSONResponse({"Header": {}, "Response": _write("Error", str(refusal), None)})
        body = {"ResponseStatus": {"ErrorCode": refusal.code, "Message": str(refusal)}}
        headers = {"WWW-Authenticate": "Basic"} if refusal.status == 401 else None
        return JSONResponse(body, status_code=refusal.status, headers=headers)

    async def handle(
        self, http: Request, office: "Office", match: Match | None, caller: Caller, raw: bytes
    ) -> Response:
        if match is None or match.operation is None:
            raise Refusal(405 if match else 404, "no-path", "Not found")
        if not caller.is_known:
            raise Refusal(401, "Unauthorized", "Unauthorized")
        if http.headers.get("content-type", "").partition(";")[0].strip().casefold() not in MEDIA_TYPES:
            raise Refusal(415, "UnsupportedMediaType", "This media type is not taken")
        try:
            message = json.loads(raw)
        except ValueError:
            raise Refusal(400, "SerializationException", "The body is not JSON") from None
        ask = Ask(self, office, http, match.operation, caller, body=message)
        media_type = MEDIA_TYPES[1 if ask.records.is_on("json") else 0]
        text = json.dumps(answer_import(ask), ensure_ascii=False)
        return Response(text + "\n", media_type=media_type)


SYSTEM = DigiOffice()


@SYSTEM.on("import_contact_person")
def answer_import(ask: Ask) -> dict[str, Any]:
    """The complete answer to a message, with its header."""
    header = ask.body.get("Header") if isinstance(ask.body, Mapping) else None
    sent = header if isinstance(header, Mapping) else {}
    answer_header = {
        "Contains": "Response_ContactPerson",
        "Date": ask.office.clock.now().isoformat(timespec="seconds"),
        "MessageID": str(sent.get("MessageID", "")),
        "Sender": "DigiOffice",
    }
    return {"Header": answer_header, "Response": _respond(ask)}


def _respond(ask: Ask) -> dict[str, Any]:
    records = ask.records
    errors = [text for switch, text in ERRORS.items() if records.is_on(switch)] or list_errors(ask.body)
    if errors:
        return _write("Error", "; ".join(errors), None)
    message_id, data = ask.body["Header"]["MessageID"], ask.body["Data"]
    row = next((one for one in records.rows("contacts") if message_id in one["messages"]), None)
    if row is None:
        row = _find(records, data)
        if row is None and data.get("digiOfficeId"):
            return _write("Error", "Contactpersoon niet gevonden", None)
        row = _store(records, row, data, message_id)
    if records.is_on("other-status"):
        return _write("Queued", "", row)
    return _write("Ok", "", None if records.is_on("no-ids") else row)


def _find(records: Records, data: Mapping[str, Any]) -> Row | None:
    for name, kept in (("digiOfficeId", "globalId"), ("crmPersonId", "crmPersonId")):
        if wanted := str(data.get(name) or "").lower():
            return next(
                (one for one in records.rows("contacts") if str(one.get(kept) or "").lower() == wanted), None
            )
    return None


def _store(records: Records, row: Row | None, data: Mapping[str, Any], message_id: str) -> Row:
    """Stores the person; fields that the message leaves out keep their value."""
    sent = {name: value for name, value in data.items() if name != "digiOfficeId"}
    if row is not None:
        kept = {**row, **sent, "messages": [*row["messages"], message_id]}
        records.put("contacts", row["id"], kept)
        return kept
    return records.add("contacts", {**sent, "globalId": str(uuid.uuid4()), "messages": [message_id]})


def _write(status: str, errors: str, row: Row | None) -> dict[str, Any]:
    return {
        "Status": status,
        "Errors": errors,
        "DigiOfficeContactPersonID": f"CP{row['id']:06d}" if row else "",
        "DigiOfficeGlobalID": row["globalId"] if row else "00000000-0000-0000-0000-000000000000",
    }


def seed(_today: date) -> Mapping[str, list[Row]]:
    """Starts with nobody."""
    return {}
