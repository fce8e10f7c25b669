"""What Tagor's answers mean, in English: frozen values, money in cents, dates nullable.

Wire names occur only in ``wire``; nothing above this package knows them. Source: reference page of Tagor API
1.08.5000B3; bodies from the public description of 2.00.0000B1.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import IO, Literal

Scheme = Literal["Tgr", "Hash", "Pin", "Orng"]


@dataclass(frozen=True, slots=True)
class Credential:
    """What a defendant signs in with: goes into ``Authorization: {scheme} {token}``. Never printed."""

    scheme: Scheme
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class OfficeIdentity:
    """The office as its own Tagor names it (Config/Info)."""

    name: str
    street: str = ""
    postal_code: str = ""
    city: str = ""
    phone: str = ""
    email: str = ""
    enterprise_number: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class SystemInfo:
    """Versions of the server, and the office it belongs to when it says so."""

    api_version: str
    tagor_version: str
    office: OfficeIdentity | None


@dataclass(frozen=True, slots=True)
class FileAccess:
    """What a hash or PIN opens. ``language`` is nl, fr, de, en or None when Tagor does not say.

    ``is_in_person``: the office handles the file itself, for a reason other than a plan that runs.
    """

    file_id: str
    party_id: str
    language: str | None = None
    valid_until: date | None = None
    is_in_person: bool = False


@dataclass(frozen=True, slots=True)
class DatedAmount:
    """A payment: how much, and when if Tagor knows."""

    amount_cents: int
    on: date | None


@dataclass(frozen=True, slots=True)
class FileInfo:
    """The main data of a file (GetDosInfo). ``last_unconfirmed`` is a payment reported, not yet booked."""

    file_name: str
    claimant: str
    defendant: str
    file_type_id: str
    status_id: str
    stage_id: str
    client_stage_id: str
    stop_status_id: str
    alarm_status_id: str
    handler_id: str
    email: str
    mobile: str
    last_confirmed: DatedAmount | None
    last_unconfirmed: DatedAmount | None
    faq_url: str


@dataclass(frozen=True, slots=True)
class RunningPlan:
    """PaymentInfo: whether a plan runs, its monthly sum, and the arrears."""

    active: bool
    monthly_cents: int
    arrears_cents: int


@dataclass(frozen=True, slots=True)
class PlanOffer:
    """One of the office's ready offers."""

    months: int
    monthly_cents: int


@dataclass(frozen=True, slots=True)
class PlanCriteria:
    """GetPaymentPlanCriteria: up to three offers, the longest term and the smallest monthly sum.

    ``longest_months`` and ``minimum_cents`` are 0 when the office makes no offer at all.
    ``plan_id`` names an existing plan, or is None.
    """

    offers: tuple[PlanOffer, ...]
    longest_months: int
    minimum_cents: int
    plan_id: str | None


@dataclass(frozen=True, slots=True)
class SavedPlan:
    """What SavePaymentPlan accepted; it may differ from what was asked."""

    months: int
    monthly_cents: int


@dataclass(frozen=True, slots=True)
class PlanPart:
    """One part of a plan in the file (GetPaymentPlans)."""

    plan_id: str
    sequence: str
    amount_cents: int
    starts_on: date | None
    ends_on: date | None
    period_code_id: str
    first_amount_cents: int
    first_on: date | None


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the file, without its content. ``extension`` is lower case, no dot."""

    document_id: str
    name: str
    dated_on: date | None
    extension: str
    group_id: str


@dataclass(frozen=True, slots=True)
class DocumentContent:
    """A document with its bytes, in a file that stands at its start; whoever has it closes it."""

    document: Document
    size: int
    file: IO[bytes] = field(repr=False)

    def read(self) -> bytes:
        """All the bytes; the file is closed then."""
        with self.file:
            return self.file.read()


@dataclass(frozen=True, slots=True)
class Line:
    """A financial line. ``amount_cents`` is signed as Tagor sends it; payments are negative.

    ``is_fixed``: the office has settled it; None when Tagor does not say.
    """

    line_id: str
    booked_on: date | None
    description: str
    remark: str
    reference: str
    booking_code_id: str
    nature_code_id: str
    amount_cents: int
    vat_cents: int
    fee_cents: int
    cost_cents: int
    is_fixed: bool | None = None

    @property
    def total_cents(self) -> int:
        """Everything this line adds to (or takes from) the debt."""
        return self.amount_cents + self.vat_cents + self.fee_cents + self.cost_cents


@dataclass(frozen=True, slots=True)
class Balance:
    """One balance of the file; the defendant's has the code VRW."""

    code_id: str
    amount_cents: int


@dataclass(frozen=True, slots=True)
class Party:
    """A party of the file; ``form``: its legal form. National number and solvency are never read."""

    party_id: str
    name: str
    role_code_id: str
    reference: str
    email: str
    mobile: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class CodeText:
    """A code table entry in one language."""

    table: str
    id: str
    code: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class PaymentRedirect:
    """Where the browser posts ``redirectionVersion`` and ``redirectionData`` to reach the payment page."""

    url: str
    version: str
    data: str = field(repr=False)
    status_code: str = "00"
    status_message: str = ""
    seal: str = field(default="", repr=False)
