"""The operations of the group Pay: a payment session at SIPS, opened and ended through Tagor."""

import re
from decimal import Decimal
from typing import Any

from portal.integrations.errors import Rejected, UnexpectedResponse
from portal.integrations.http import Terms
from portal.integrations.tagor.calls import AmountFormat, Asked, TagorCalls
from portal.integrations.tagor.operations import Operation, build_form, serves
from portal.integrations.tagor.values.account import PaymentRedirect
from portal.integrations.tagor.wire.answers import PaymentStartWire, parse

PAY_START = Operation("Pay/Start", kind="write")
PAY_FINISH = Operation("Pay/Finish", kind="write")
_ACCEPTED = "00"
_REDIRECTED = Terms(kind="write", accept=(302, 303))
_STATUS = re.compile(r"[0-9A-Za-z]{1,4}")


class PayOperations(TagorCalls):
    """Pay/Start and Pay/Finish."""

    @serves(PAY_START)
    def start_payment(
        self, *, file_id: str, amount_cents: int, reference: str, return_path: str
    ) -> PaymentRedirect:
        """Open a payment session for an amount in cents. ``POST /Pay/Start``.

        Office key. MAKES a payment session at SIPS: never sent twice. ``return_path`` is appended to the
        office's parameter 576. The host of the url must still be checked before a browser is sent there.
        Raises ValueError for an amount that is not above zero, Rejected("payment-start-NN") with SIPS's
        status, Unavailable (no session was made), OutcomeUnknown, NotAuthorised. Source: reference page
        1.08.5000B3, Pay/Start; the format of Amount is undocumented, hence a setting.
        """
        if amount_cents <= 0:
            raise ValueError("an amount to pay is above zero")
        scalars = {
            "Amount": write_amount(amount_cents, self._amount_format),
            "TDOS_Id": file_id,
            "Reference": reference,
            "ReturnUrl": return_path,
        }
        return self._ask(PAY_START, Asked(scalars=scalars), _read_redirect)

    @serves(PAY_FINISH)
    def finish_payment(
        self, *, data: str, seal: str, interface_version: str = "HP_2.20", locale: str = ""
    ) -> str:
        """Pass on SIPS's sealed message on a payment; returns where Tagor sends the browser.

        ``POST /Pay/Finish``.

        No credential: the seal is the proof. WRITES a payment in the file: never sent twice. For tests and
        for an operator who passes on a notification that was lost: only SIPS calls it otherwise. Raises
        NotAuthorised for a seal that is not SIPS's, Unavailable, OutcomeUnknown. Source: reference page
        1.08.5000B3, Pay/Finish (parameters 567, 574, 577).
        """
        form = {"Data": data, "Seal": seal, "InterfaceVersion": interface_version, "locale": locale}
        answer = self._client.call(PAY_FINISH.name, build_form(PAY_FINISH, form), _REDIRECTED)
        return answer.headers.get("location", "")


def write_amount(cents: int, amount_format: AmountFormat) -> str:
    """An amount as text: "123,45" (comma), "123.45" (dot) or "12345" (cents)."""
    if amount_format == "cents":
        return str(cents)
    text = f"{Decimal(cents).scaleb(-2):.2f}"
    return text.replace(".", ",") if amount_format == "comma" else text


def _read_redirect(body: dict[str, Any]) -> PaymentRedirect:
    wire = parse(PaymentStartWire, body)
    if not _STATUS.fullmatch(wire.status_code):
        raise UnexpectedResponse("no status of the payment session")
    if wire.status_code != _ACCEPTED:
        code = f"payment-start-{wire.status_code}"
        raise Rejected(code, wire.status_message[:500], system="tagor", operation=PAY_START.name)
    if not (wire.url and wire.version and wire.data):
        raise UnexpectedResponse("the payment session has no address, version or data")
    return wire.to_value()
