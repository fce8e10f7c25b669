"""Operations of the group TagorService that tell where a file stands."""

import ipaddress

from portal.integrations.tagor.calls import Asked, TagorCalls
from portal.integrations.tagor.operations import Operation, serves
from portal.integrations.tagor.values.account import Credential, FileInfo, RunningPlan
from portal.integrations.tagor.wire.answers import (
    BalanceScalarWire,
    FileInfoWire,
    OfficeOpenWire,
    PaymentDetailsWire,
    RunningPlanWire,
)

GET_DOS_INFO = Operation("TagorService/GetDosInfo")
GET_SALDO = Operation("TagorService/GetSaldo", kind="write")
PAYMENT_INFO = Operation("TagorService/PaymentInfo")
PAYMENT_DETAILS = Operation("TagorService/PaymentDetails")
KANTOOR_OPEN = Operation("TagorService/KantoorOpen")


class BalanceOperations(TagorCalls):
    """TagorService/GetDosInfo, GetSaldo, PaymentInfo, PaymentDetails, KantoorOpen."""

    @serves(GET_DOS_INFO)
    def get_file_info(self, *, credential: Credential | None, file_id: str, party_id: str) -> FileInfo:
        """The main data of the file, as this defendant may see it. ``POST /TagorService/GetDosInfo``.

        Defendant's credential, or the office key with None. No side effects, idempotent.
        Raises Rejected, Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, GetDosInfo; every date may be null (seen on a live server).
        """
        scalars = {"TDOS_Id": file_id}
        if party_id:
            scalars["TPAR_Id"] = party_id
        return self._ask_model(
            GET_DOS_INFO, Asked(scalars=scalars), FileInfoWire, credential=credential
        ).to_value()

    @serves(GET_SALDO)
    def get_balance_cents(
        self, *, credential: Credential, file_id: str, ip_address: str | None = None
    ) -> int:
        """What the defendant owes now, in cents. ``POST /TagorService/GetSaldo``.

        Defendant's credential. WRITES an information line with the visitor's address in the file, so it is
        never sent twice: call it once a session.
        Raises Rejected, Unavailable, OutcomeUnknown, NotAuthorised.
        Source: reference page 1.08.5000B3, GetSaldo (parameter 568 switches the line off).
        """
        scalars = {"TDOS_Id": file_id}
        if ip_address and get_ip_version(ip_address):
            scalars["IPadres"] = ip_address
        return self._ask_model(
            GET_SALDO, Asked(scalars=scalars), BalanceScalarWire, credential=credential
        ).balance_cents

    @serves(PAYMENT_INFO)
    def get_running_plan(self, *, credential: Credential | None, file_id: str) -> RunningPlan:
        """Whether a payment plan runs, and its arrears. ``POST /TagorService/PaymentInfo``.

        Defendant's credential, or the office key with None. No side effects, idempotent.
        Raises Rejected, Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, PaymentInfo.
        """
        asked = Asked(scalars={"TDOS_Id": file_id})
        return self._ask_model(PAYMENT_INFO, asked, RunningPlanWire, credential=credential).to_value()

    @serves(PAYMENT_DETAILS)
    def get_payment_details(self, *, credential: Credential) -> str:
        """Payment details as the office wrote them; opaque, never HTML.

        ``POST /TagorService/PaymentDetails``.
        Defendant's credential only, no body. No side effects, idempotent.
        Raises Rejected, Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, PaymentDetails; the content of Data is undocumented.
        """
        asked = Asked(no_body=True)
        return self._ask_model(PAYMENT_DETAILS, asked, PaymentDetailsWire, credential=credential).data

    @serves(KANTOOR_OPEN)
    def get_office_open(self, *, file_id: str) -> bool:
        """Whether the office is open now. ``POST /TagorService/KantoorOpen``.

        Office key. No side effects, idempotent. Raises Rejected, Unavailable, NotAuthorised,
        UnexpectedResponse.
        Source: reference page 1.08.5000B3, KantoorOpen.
        """
        return self._ask_model(KANTOOR_OPEN, Asked(scalars={"TDOS_Id": file_id}), OfficeOpenWire).is_open


def get_ip_version(text: str) -> int:
    """4, 6, or 0 for text that is no address."""
    try:
        return ipaddress.ip_address(text).version
    except ValueError:
        return 0
