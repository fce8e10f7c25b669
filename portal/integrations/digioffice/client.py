"""DigiOffice's gateway: one call, which imports a contact person as 4PS would send it.

Owner of the contract: the DigiOffice gateway of the office. Source: its page, kept in
``catalog/digioffice.json``. The page says that signing in is needed, not how; HTTP Basic is ASSUMED.
"""

import base64
from datetime import UTC, datetime

from portal.integrations.digioffice.tolerance import ImportReader, JsonLineBuilder
from portal.integrations.digioffice.values import (
    GUIDS,
    ContactPerson,
    ImportedContact,
    Message,
    is_guid,
    write_data,
    write_header,
)
from portal.integrations.errors import NotFound, NotSetUp
from portal.integrations.http import Engine, Limits, SystemClient
from portal.integrations.openapi import ApiClient, Document, InvalidRequest, Problem
from portal.integrations.openapi.oauth import HeaderKey
from portal.integrations.openapi.validation import Validator

IMPORT = "import_contact_person"


class DigiOfficeClient(ApiClient):
    """DigiOffice, safe to share between threads. ``sender`` is our name in the header."""

    def __init__(
        self, system: SystemClient, document: Document, *, user: str, password: str, sender: str
    ) -> None:
        pair = base64.b64encode(f"{user}:{password}".encode()).decode()
        super().__init__(system, document, credential=HeaderKey("Authorization", f"Basic {pair}"))
        self.sender = sender
        validator = Validator(document)
        self._builder = JsonLineBuilder(self.dialect, validator)
        self._reader = ImportReader(document, self.dialect, validator, system=system.system)

    def import_contact_person(
        self, person: ContactPerson, *, message: Message | None = None
    ) -> ImportedContact:
        """Make or change a contact person (POST /api/4PSBC/ImportContactpersoon).

        ``message`` is the header: keep it and pass it again to resend the same message, so that both carry
        one MessageID; without it the message is new. Never retried automatically. Raises: InvalidRequest (an
        id is no GUID; nothing was sent), Rejected with a code of ``refusals`` (its ``text`` holds the
        Errors), and the errors of ``integrations.errors``; OutcomeUnknown when the answer was lost.
        """
        if problems := _list_problems(person):
            raise InvalidRequest(IMPORT, problems)
        message = message or Message.make(now=datetime.now(UTC))
        body = {"Header": write_header(message, self.sender), "Data": write_data(person)}
        try:
            found = self.call(IMPORT, body=body).data
        except NotFound:  # of the only address it has: no gateway is there, so nothing was imported
            raise NotSetUp(["DIGIOFFICE_URL"], "no gateway there", system="digioffice") from None
        return ImportedContact(
            contact_person_id=str(found["DigiOfficeContactPersonID"]),
            global_id=found["DigiOfficeGlobalID"].lower(),
            message_id=message.message_id,
        )


def _list_problems(person: ContactPerson) -> tuple[Problem, ...]:
    """The fields that hold no GUID but should, by the wire's names."""
    return tuple(
        Problem("body", f"/Data/{wire}", "format", {"format": "uuid"})
        for name, wire in GUIDS.items()
        if getattr(person, name) and not is_guid(getattr(person, name))
    )


def build_digioffice_client(
    *,
    base_url: str,
    document: Document,
    user: str,
    password: str,
    sender: str = "defendant-portal",
    engine: Engine = "pyreqwest",
    limits: Limits | None = None,
) -> DigiOfficeClient:
    """The office's client."""
    system = SystemClient(system="digioffice", base_url=base_url, engine=engine, limits=limits)
    return DigiOfficeClient(system, document, user=user, password=password, sender=sender)
