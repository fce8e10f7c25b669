"""Operations of the group TagorService for the office: plans, payments, links, barcodes."""

from datetime import date

from typing_extensions import deprecated

from portal.integrations.tagor.calls import Asked, TagorCalls
from portal.integrations.tagor.groups.pay import write_amount
from portal.integrations.tagor.operations import Operation, serves
from portal.integrations.tagor.values.account import Credential
from portal.integrations.tagor.values.service import BarcodeMatch, Medium
from portal.integrations.tagor.wire.answers import Wire
from portal.integrations.tagor.wire.decode import write_language
from portal.integrations.tagor.wire.service import ApprovalWire, BarcodeWire

APPROVE_PLAN = Operation("TagorService/ApprovePaymentPlan", kind="write")
FILE_TO_HASH = Operation("TagorService/FileToHash", kind="write")
PAYMENT_RECEIVED = Operation("TagorService/OnlinePaymentReceived", kind="write")
SCAN_BARCODE = Operation("TagorService/ScanBarcode")
OLD_SEND_MAIL = Operation("TagorService/SendMail", kind="write")
OLD_SEND_TEXT = Operation("TagorService/SendSms", kind="write")


class ServiceOperations(TagorCalls):
    """TagorService/ApprovePaymentPlan, FileToHash, OnlinePaymentReceived, ScanBarcode, SendMail, SendSms."""

    @serves(APPROVE_PLAN)
    def approve_plan(self, *, file_id: str, phone: str = "", language: str = "nl") -> Medium:
        """Approve the last plan of a file and confirm it; returns how it was confirmed.

        ``POST /TagorService/ApprovePaymentPlan``.

        Office key. WRITES, and SENDS a text to a Belgian mobile ``phone``, else a mail to the defendant:
        never sent twice. Read the plan again just before: whatever is last gets approved.
        Raises Rejected, Unavailable (nothing was approved), OutcomeUnknown, NotAuthorised.
        Source: reference page 1.08.5000B3, ApprovePaymentPlan (formula BEVAFBET).
        """
        scalars = {"TDOS_Id": file_id, "Taal": write_language(language)}
        asked = Asked(scalars=scalars | ({"Telnr": phone} if phone else {}))
        return self._ask_model(APPROVE_PLAN, asked, ApprovalWire).medium

    @serves(FILE_TO_HASH)
    def send_new_link(
        self,
        *,
        file_name: str,
        role: str = "VERW",
        born_on: date | None = None,
        vat_number: str = "",
        text_template: str = "",
        mail_template: str = "",
    ) -> None:
        """Let Tagor send a new link to the person of a file, found by date of birth or VAT number.

        ``POST /TagorService/FileToHash``.

        Office key. SENDS: never sent twice. Nothing comes back: tell a visitor the same whatever happened.
        Raises ValueError unless exactly one of ``born_on`` and ``vat_number`` is given; Rejected,
        Unavailable (nothing was sent), OutcomeUnknown, NotAuthorised.
        Source: reference page 1.08.5000B3, FileToHash; its use, and that ``role`` is a code of TQPARSOORT,
        are assumed.
        """
        if (born_on is None) == (not vat_number):
            raise ValueError("give a birth day or a VAT number, and not both")
        known_by = {"Geboortedatum": born_on.isoformat()} if born_on else {"BTWnr": vat_number}
        templates = {"CodeSms": text_template, "CodeEmail": mail_template}
        chosen = {name: value for name, value in templates.items() if value}
        asked = Asked(scalars={"Dossiernaam": file_name, "Partijsoort": role} | known_by | chosen)
        self._ask_model(FILE_TO_HASH, asked, Wire)

    @serves(PAYMENT_RECEIVED)
    def record_online_payment(self, *, file_id: str, amount_cents: int, party_id: str = "") -> None:
        """Note a payment in the file, to be booked by the office.

        ``POST /TagorService/OnlinePaymentReceived``.

        Office key. WRITES a line each time, with no reference that would identify a repeat: never sent twice,
        and never for a payment through SIPS, which Pay/Finish notes by itself. Raises ValueError for an
        amount that is not above zero; Rejected, Unavailable (nothing was noted), OutcomeUnknown,
        NotAuthorised. Source: reference page 1.08.5000B3, OnlinePaymentReceived; the format of Bedrag is a
        setting.
        """
        if amount_cents <= 0:
            raise ValueError("a payment is above zero")
        scalars = {"TDOS_Id": file_id, "Bedrag": write_amount(amount_cents, self._amount_format)}
        asked = Asked(scalars=scalars | ({"TPAR_Id": party_id} if party_id else {}))
        self._ask_model(PAYMENT_RECEIVED, asked, Wire)

    @serves(SCAN_BARCODE)
    def scan_barcode(self, *, credential: Credential, barcode: str) -> BarcodeMatch:
        """The file, or line of it, that a barcode on paper stands for. ``POST /TagorService/ScanBarcode``.

        Defendant's credential only. No side effects, idempotent. The file may be another than the
        credential's: compare before use. Raises Rejected, Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, ScanBarcode.
        """
        asked = Asked(scalars={"barcode": barcode})
        return self._ask_model(SCAN_BARCODE, asked, BarcodeWire, credential=credential).to_value()

    @serves(OLD_SEND_MAIL)
    @deprecated("TagorService/SendMail goes away in 1.08.3000: use send_mail")
    def send_mail_by_service(
        self, *, template: str, file_id: str = "", party_id: str = "", email: str = ""
    ) -> None:
        """The old way to send a mail. ``POST /TagorService/SendMail``. Deprecated: see ``send_mail``.

        Office key. SENDS: never sent twice. Raises as ``send_mail``.
        Source: reference page 1.08.5000B3, TagorService/SendMail.
        """
        scalars = {"TDOS_Id": file_id, "TPAR_Id": party_id, "Emailadres": email, "CodeEmail": template}
        self._send_the_old_way(OLD_SEND_MAIL, scalars)

    @serves(OLD_SEND_TEXT)
    @deprecated("TagorService/SendSms goes away in 1.08.3000: use send_text")
    def send_text_by_service(
        self, *, template: str, file_id: str = "", party_id: str = "", phone: str = ""
    ) -> None:
        """The old way to send a text. ``POST /TagorService/SendSms``. Deprecated: see ``send_text``.

        Office key. SENDS: never sent twice. Raises as ``send_text``.
        Source: reference page 1.08.5000B3, TagorService/SendSms.
        """
        scalars = {"TDOS_Id": file_id, "TPAR_Id": party_id, "TelNr": phone, "CodeSms": template}
        self._send_the_old_way(OLD_SEND_TEXT, scalars)

    def _send_the_old_way(self, operation: Operation, scalars: dict[str, str]) -> None:
        given = {name: value for name, value in scalars.items() if value}
        self._ask_model(operation, Asked(scalars=given), Wire)
