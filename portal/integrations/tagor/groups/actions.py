"""Operations of the group Actions: mails and texts that Tagor sends, made from the office's templates."""

from portal.integrations.tagor.calls import Asked, TagorCalls
from portal.integrations.tagor.operations import Operation, serves
from portal.integrations.tagor.values.account import Credential
from portal.integrations.tagor.wire.answers import Wire

SEND_MAIL = Operation("Actions/SendMail", kind="write")
SEND_TEXT = Operation("Actions/SendSms", kind="write")


class ActionOperations(TagorCalls):
    """Actions/*."""

    @serves(SEND_MAIL)
    def send_mail(
        self,
        *,
        template: str,
        file_id: str = "",
        party_id: str = "",
        email: str = "",
        credential: Credential | None = None,
    ) -> None:
        """Mail the office's ``template`` to a party, or to ``email`` when no party is named.

        ``POST /Actions/SendMail``.
        Office key, or a defendant's credential. SENDS a mail: never sent twice. With a file and a party,
        the party must be in the file. Never let a visitor choose both template and address.
        Raises ValueError when nobody is named; Rejected (not-in-file, unknown), Unavailable (nothing was
        sent), OutcomeUnknown, NotAuthorised.
        Source: reference page 1.08.5000B3, Actions/SendMail (parameter 569); CodeEmail's values are not
        documented.
        """
        if not (party_id or email):
            raise ValueError("a mail goes to a party or to an address")
        scalars = _leave_out_empty(TDOS_Id=file_id, TPAR_Id=party_id, Emailadres=email)
        asked = Asked(scalars=scalars | {"CodeEmail": template})
        self._ask_model(SEND_MAIL, asked, Wire, credential=credential)

    @serves(SEND_TEXT)
    def send_text(
        self,
        *,
        template: str,
        file_id: str = "",
        party_id: str = "",
        phone: str = "",
        credential: Credential | None = None,
    ) -> None:
        """Text the office's ``template`` to the party's own number, else to ``phone``.

        ``POST /Actions/SendSms``.
        Office key, or a defendant's credential. SENDS a text: never sent twice. ``template`` is SALDO,
        AFBETALINGSPLAN or a code of the office's own (TQCFG).
        Raises ValueError when nobody is named; Rejected (not-in-file, unknown), Unavailable (nothing was
        sent), OutcomeUnknown, NotAuthorised.
        Source: reference page 1.08.5000B3, Actions/SendSms (parameter 558).
        """
        if not (party_id or phone):
            raise ValueError("a text goes to a party or to a number")
        scalars = _leave_out_empty(TDOS_Id=file_id, TPAR_Id=party_id, Gsmnr=phone)
        asked = Asked(scalars=scalars | {"CodeSms": template})
        self._ask_model(SEND_TEXT, asked, Wire, credential=credential)


def _leave_out_empty(**scalars: str) -> dict[str, str]:
    return {name: value for name, value in scalars.items() if value}
