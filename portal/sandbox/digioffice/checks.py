"""What is wrong with a message, in the words of the practice DigiOffice."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

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
