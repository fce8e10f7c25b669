"""Operations that open a file: hash, PIN, and whether self-service is allowed."""

from portal.integrations.errors import NotAuthorised, Rejected
from portal.integrations.tagor.auth import build_pin_token, is_sendable
from portal.integrations.tagor.calls import Asked, TagorCalls
from portal.integrations.tagor.operations import Operation, serves
from portal.integrations.tagor.values.account import Credential, FileAccess
from portal.integrations.tagor.wire.answers import FileAccessWire, Wire

HASH_TO_FILE = Operation("TagorService/HashToFile")
# Whether Tagor counts wrong PINs is not known, so a PIN is never sent twice.
PIN_TO_FILE = Operation("TagorService/PinToFile", kind="once")
SELF_SERVICE_ALLOWED = Operation("TagorService/SelfServiceAllowed")


class SignInOperations(TagorCalls):
    """TagorService/HashToFile, PinToFile, SelfServiceAllowed."""

    @serves(HASH_TO_FILE)
    def hash_to_file(self, *, hash: str) -> FileAccess:  # noqa: A002 - Tagor's own word for it
        """The file that a letter's hash opens; case matters. ``POST /TagorService/HashToFile``.

        Sent with the hash itself. No side effects, idempotent.
        Raises Rejected (hash-unknown, hash-expired, unknown), Unavailable, UnexpectedResponse.
        Source: reference page 1.08.5000B3, HashToFile; GeldigTot's format is undocumented.
        """
        if not is_sendable(hash):
            raise Rejected("hash-unknown", system="tagor", operation=HASH_TO_FILE.name)
        asked = Asked(scalars={"Dossierhash": hash})
        return self._open_file(HASH_TO_FILE, asked, Credential("Hash", hash), refused_as="hash-unknown")

    @serves(PIN_TO_FILE)
    def pin_to_file(self, *, file: str, pin: str) -> FileAccess:
        """The file that a file number and PIN open; the language is never told.

        ``POST /TagorService/PinToFile``.
        Sent with the PIN itself, never twice. No side effects known.
        Raises Rejected (pin-refused, unknown), Unavailable, UnexpectedResponse.
        Source: reference page 1.08.5000B3, PinToFile; parameter 590 says what the file number is.
        """
        token = build_pin_token(file=file, pin=pin)
        if not is_sendable(token):
            raise Rejected("pin-refused", system="tagor", operation=PIN_TO_FILE.name)
        asked = Asked(scalars={"Dossier": file, "Pin": pin})
        return self._open_file(PIN_TO_FILE, asked, Credential("Pin", token), refused_as="pin-refused")

    @serves(SELF_SERVICE_ALLOWED)
    def check_self_service(self, *, credential: Credential | None, file_id: str) -> None:
        """Check that this defendant may serve themselves. ``POST /TagorService/SelfServiceAllowed``.

        Defendant's credential, or the office key with None. No side effects (no telephone number is sent),
        idempotent.
        Raises Rejected("self-service-refused"), Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, SelfServiceAllowed.
        """
        asked = Asked(scalars={"TDOS_Id": file_id, "Config": "DEF"})
        self._ask_model(SELF_SERVICE_ALLOWED, asked, Wire, credential=credential)

    def _open_file(
        self, operation: Operation, asked: Asked, credential: Credential, *, refused_as: str
    ) -> FileAccess:
        """Exchange a credential. A 401 here refuses that credential, not the office's, so it is no alert."""
        try:
            return self._ask_model(operation, asked, FileAccessWire, credential=credential).to_value()
        except NotAuthorised:
            raise Rejected(refused_as, system="tagor", operation=operation.name) from None
