"""Operations of the group TagorService that an exchange uses: who calls, and about which file."""

from typing import Any

from portal.integrations.errors import NotFound, Rejected, UnexpectedResponse
from portal.integrations.tagor.calls import Asked, TagorCalls
from portal.integrations.tagor.operations import Operation, serves
from portal.integrations.tagor.values.service import Caller, Direction, ReferenceMatch
from portal.integrations.tagor.wire.answers import Refusal, Wire, parse
from portal.integrations.tagor.wire.envelope import read_rows
from portal.integrations.tagor.wire.service import (
    CallerFileWire,
    CallerWire,
    DefendantNumberWire,
    ReferenceWire,
)

CLIP_TO_FILE = Operation("TagorService/ClipToFile")
FIND_BY_REFERENCE = Operation("TagorService/GetVoxtronReferentie")
FIND_BY_HOUSE = Operation("TagorService/GetVoxtronVerwByHuisNr")
CHECK_PIN = Operation("TagorService/GetVoxtronVerwByPin")
SET_USER_FILE = Operation("TagorService/SetUserDossier", kind="write")


class TelephoneOperations(TagorCalls):
    """TagorService/ClipToFile, GetVoxtron*, SetUserDossier. All with the office key."""

    @serves(CLIP_TO_FILE)
    def find_caller(self, *, phone: str) -> Caller:
        """The first party with this telephone number, and their files. ``POST /TagorService/ClipToFile``.

        Office key; never for a visitor. No side effects, idempotent.
        Raises Rejected (not-in-file as NotFound, unknown), Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, ClipToFile.
        """

        def read(body: dict[str, Any]) -> Caller:
            parse(Refusal, body)
            wire = parse(CallerWire, body)
            files = [parse(CallerFileWire, row) for row in read_rows(body, "dsClipToFileDossiers")]
            return Caller(
                party_id=wire.party_id,
                language=wire.language,
                kind=wire.get_kind(),
                files=tuple(file.to_value() for file in files),
            )

        return self._ask(CLIP_TO_FILE, Asked(scalars={"Telnr": phone}), read)

    @serves(FIND_BY_REFERENCE)
    def find_by_reference(self, *, reference: str, phone: str = "") -> ReferenceMatch:
        """The file that a reference, or ``reference|place of the defendant``, names.

        ``POST /TagorService/GetVoxtronReferentie``.
        Office key. No side effects known, idempotent. What a reference is (parameter 303), a handler (259)
        and a status (233) is the office's choice. Raises NotFound, Rejected("several-files"), Unavailable,
        NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, GetVoxtronReferentie.
        """
        scalars = {"Referentie": reference} | ({"Telnr": phone} if phone else {})
        wire = self._ask_model(FIND_BY_REFERENCE, Asked(scalars=scalars), ReferenceWire)
        _check_found(FIND_BY_REFERENCE, wire.return_code)
        if not wire.file_id:
            raise UnexpectedResponse(
                "a file is found and not named", system="tagor", operation=FIND_BY_REFERENCE.name
            )
        return wire.to_value()

    @serves(FIND_BY_HOUSE)
    def find_defendant_by_house(self, *, file_id: str, house_number: str) -> int:
        """The place, from 1, of the defendant of a file who lives at this house number.

        ``POST /TagorService/GetVoxtronVerwByHuisNr``.
        Office key. No side effects, idempotent. Raises NotFound, Rejected("several-files"), Unavailable,
        NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, GetVoxtronVerwByHuisNr.
        """
        asked = Asked(scalars={"DosId": file_id, "HuisNr": house_number})
        wire = self._ask_model(FIND_BY_HOUSE, asked, DefendantNumberWire)
        _check_found(FIND_BY_HOUSE, wire.return_code)
        return wire.number

    @serves(CHECK_PIN)
    def check_pin_by_phone(self, *, file_id: str, pin: str) -> None:
        """Check that a PIN belongs to a file. ``POST /TagorService/GetVoxtronVerwByPin``.

        Office key. No side effects known. Tagor does not limit guesses here: the caller must count the tries.
        Raises Rejected("pin-refused"), Unavailable, NotAuthorised, UnexpectedResponse. Source: reference page
        1.08.5000B3, GetVoxtronVerwByPin.
        """
        self._ask_model(CHECK_PIN, Asked(scalars={"DosId": file_id, "Pin": pin}), Wire)

    @serves(SET_USER_FILE)
    def add_user_shortcut(
        self, *, user_name: str, phone: str, direction: Direction, file_id: str = ""
    ) -> None:
        """Put a shortcut to a file on a user's screen, because of a call in or out.

        ``POST /TagorService/SetUserDossier``.
        Office key. WRITES a shortcut and an information line (mapping CURCALL): never sent twice.
        Raises Rejected, Unavailable (nothing was written), OutcomeUnknown, NotAuthorised.
        Source: reference page 1.08.5000B3, SetUserDossier.
        """
        scalars = {"UserLogin": user_name, "TelNr": phone, "Direction": direction.upper()}
        asked = Asked(scalars=scalars | ({"DosId": file_id} if file_id else {}))
        self._ask_model(SET_USER_FILE, asked, Wire)


def _check_found(operation: Operation, return_code: str) -> None:
    """ReturnCode: 0 found, -1 unknown, -2 several."""
    if return_code == "-1":
        raise NotFound("not-in-file", system="tagor", operation=operation.name)
    if return_code == "-2":
        raise Rejected("several-files", system="tagor", operation=operation.name)
    if return_code != "0":
        raise UnexpectedResponse("another return code", system="tagor", operation=operation.name)
