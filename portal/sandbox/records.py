"""The records of the practice office: typed, money in cents, dates of the Belgian calendar."""

from datetime import date, datetime

from pydantic import Field

from portal.sandbox.casework import AgendaItem, CourtDate, Interest, Letter, LineNote, Message
from portal.sandbox.store import Record


class Line(Record):
    """A financial line. ``nature`` and ``booking`` are codes of TQAARD and TQBOEKING."""

    line_id: str
    nature: str
    booking: str
    booked_on: date | None
    text: str
    amount_cents: int = 0
    fee_cents: int = 0
    cost_cents: int = 0
    vat_cents: int = 0
    remark: str = ""
    reference: str = ""
    informative: bool = False
    evolution: bool = False
    internal: bool = False
    fixed: bool | None = None
    notes: list[LineNote] = Field(default_factory=list)
    interests: list[Interest] = Field(default_factory=list)

    @property
    def state(self) -> str:
        """As Tagor writes it."""
        return "INFO" if self.informative else ""

    @property
    def is_fixed(self) -> bool:
        return not self.informative if self.fixed is None else self.fixed

    @property
    def total_cents(self) -> int:
        return self.amount_cents + self.fee_cents + self.cost_cents + self.vat_cents


class Payment(Record):
    """Money reported to the office. Unconfirmed until a clerk books it."""

    reference: str
    amount_cents: int
    received_on: date | None
    line_id: str
    confirmed_on: date | None = None
    confirmed: bool = False


class Plan(Record):
    """A payment plan; ``accepted``: the office agreed. ``active``: no newer plan replaced it."""

    plan_id: str
    months: int
    monthly_cents: int
    total_cents: int
    starts_on: date | None
    source: str = ""
    active: bool = True
    accepted: bool = False

    @property
    def last_cents(self) -> int:
        return self.total_cents - self.monthly_cents * (self.months - 1)


class Document(Record):
    """A document; ``content`` names how its bytes are made (see ``seeds/contents.py``).

    ``security`` is of TQDOCSECURITY; ``data`` are the bytes, in base64, of one that was sent in.
    """

    document_id: str
    name: str
    extension: str
    group: str
    dated_on: date | None
    content: str
    text: str = ""
    security: str = ""
    data: str = ""
    comment: str = ""


class Party(Record):
    """Someone in a file; ``slug``, ``hash`` and ``pin`` only for a defendant."""

    party_id: str
    role: str
    name: str
    form: str = ""
    street: str = ""
    number: str = ""
    box: str = ""
    postal_code: str = ""
    city: str = ""
    phone: str = ""
    mobile: str = ""
    email: str = ""
    reference: str = ""
    account: str = ""
    enterprise_number: str = ""
    national_number: str = ""
    language: str | None = None
    slug: str = ""
    hash: str = ""
    pin: str = ""
    hash_issued_on: date | None = None
    note: str = ""


class InfoRecord(Record):
    """A note in the file, most of them Tagor's own. ``code`` is of TQINFO, such as OPSV."""

    at: datetime
    code: str
    text: str
    definition_id: str = "0"


class File(Record):
    """A file (dossier) with everything in it."""

    file_id: str
    name: str
    archive_number: str
    kind: str
    status: str
    stage: str
    client_stage: str = ""
    stop: str = ""
    alarm: str = ""
    claimant: Party
    defendants: list[Party]
    lines: list[Line] = Field(default_factory=list)
    payments: list[Payment] = Field(default_factory=list)
    plans: list[Plan] = Field(default_factory=list)
    documents: list[Document] = Field(default_factory=list)
    adjustment_cents: int = 0
    offers: tuple[int, int, int] = (6, 12, 24)
    self_service_refusal: str = ""
    parent_id: str = ""
    handler_id: str = ""
    created_on: date | None = None
    changed_on: date | None = None
    stopped_on: date | None = None
    agenda: list[AgendaItem] = Field(default_factory=list)
    titles: list[CourtDate] = Field(default_factory=list)
    appearances: list[CourtDate] = Field(default_factory=list)
    letters: list[Letter] = Field(default_factory=list)
    messages: list[Message] = Field(default_factory=list)

    @property
    def balance_cents(self) -> int:
        return sum(line.total_cents for line in self.lines if not line.informative) + self.adjustment_cents

    @property
    def claim_cents(self) -> int:
        """The same as the claimant sees it."""
        return -max(self.balance_cents, 0)

    @property
    def parties(self) -> list[Party]:
        return [self.claimant, *self.defendants]

    @property
    def active_plan(self) -> Plan | None:
        return next((plan for plan in self.plans if plan.active), None)


class SipsSession(Record):
    """A payment begun on the payment page. ``fields`` are those of the initialisation request.

    ``final_code`` is the final result, when it differs from the first ``response_code``; both callbacks post
    ``message``.
    """

    token: str
    merchant_id: str
    reference: str
    fields: dict[str, str]
    started_at: datetime
    finished_at: datetime | None = None
    response_code: str = ""
    final_code: str = ""
    message: dict[str, str] = Field(default_factory=dict)


class StartedPayment(Record):
    """What Tagor remembers between Pay/Start and Pay/Finish."""

    reference: str
    file_id: str
    amount_cents: int
