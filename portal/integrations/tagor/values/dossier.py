"""Data of a file and around it, for staff and for the office's own key: see ``values``."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class FileSummary:
    """A file as a search finds it. Codes are ids; amounts are signed as Tagor sends them."""

    file_id: str
    file_name: str
    archive_number: str
    claimant: str
    client: str
    client_reference: str
    defendant: str
    file_type_id: str
    status_id: str
    alarm_status_id: str
    client_stage_id: str
    stage_id: str
    stop_status_id: str
    created_on: date | None
    client_balance_cents: int
    claimant_balance_cents: int
    defendant_balance_cents: int


@dataclass(frozen=True, slots=True)
class FoundFile(FileSummary):
    """A row of Dossier/Search."""

    last_paid_on: date | None
    appears_on: date | None
    lawyer_reference: str
    colleague_reference: str


@dataclass(frozen=True, slots=True)
class FileRecord(FileSummary):
    """A whole file, as Dossier/Get returns it. Its solvency codes are never read."""

    second_client_reference: str
    changed_on: date | None
    status_since: date | None
    stage_since: date | None
    stopped_on: date | None
    sale_on: date | None
    is_sub_file: bool


@dataclass(frozen=True, slots=True)
class DefendantFile:
    """A file in which a party is a defendant (Dossier/GetByDefendant)."""

    file_id: str
    file_name: str
    status_id: str
    defendant: str
    claimant: str
    defendant_balance_cents: int
    office_balance_cents: int


@dataclass(frozen=True, slots=True)
class SubFile:
    """A sub-file of a file."""

    file_id: str
    file_name: str
    client_reference: str


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A calendar item. Ids and flags only come from 2.00 on; before that they are "" and None."""

    text: str
    at: datetime | None
    model: str
    status_id: str
    user_name: str
    subject: str
    job_id: str = ""
    model_id: str = ""
    user_id: str = ""
    is_manual: bool | None = None
    is_blocked: bool | None = None


@dataclass(frozen=True, slots=True)
class NewAgendaItem:
    """A calendar item to make; ``at`` without an offset is Brussels time. Empty ids are left to Tagor."""

    text: str
    at: datetime
    subject: str = ""
    model_id: str = ""
    user_id: str = ""


@dataclass(frozen=True, slots=True)
class CourtDate:
    """A title (judgment) or an appearance. ``place`` only of an appearance."""

    text: str
    at: datetime | None
    court_code_id: str
    chamber_code_id: str
    owner_entity: str
    owner_id: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class InfoNote:
    """An info record of a file. ``kind_code_id`` is of TQINFO."""

    file_id: str
    kind_code_id: str
    text: str
    on: date | None
    definition_id: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """One piece of correspondence."""

    file_id: str
    text: str
    on: date | None


@dataclass(frozen=True, slots=True)
class LineInterest:
    """A period of interest on a line (2.00 only). ``ends_on`` None: open. The rate is in per cent."""

    kind_code_id: str
    extra_rate: Decimal
    begins_on: date | None
    ends_on: date | None
    amount_cents: int
    principal_part_cents: int


@dataclass(frozen=True, slots=True)
class NewLine:
    """A financial line to add, amounts signed. ``is_fixed`` and ``interests`` need 2.00."""

    file_id: str
    text: str
    amount_cents: int
    booking_code_id: str
    nature_code_id: str = ""
    booked_on: date | None = None
    vat_cents: int = 0
    fee_cents: int = 0
    cost_cents: int = 0
    remark: str = ""
    reference: str = ""
    is_fixed: bool | None = None
    interests: tuple[LineInterest, ...] = ()


@dataclass(frozen=True, slots=True)
class LineNote:
    """An info record on a line. ``note_id`` is "" when Tagor does not tell it: its rows have no column."""

    line_id: str
    kind_code_id: str
    text: str
    on: date | None
    note_id: str = ""


@dataclass(frozen=True, slots=True)
class NewAttachment:
    """A paper to send in. ``extension`` without a dot; ``group_id`` of TQDISGROEP."""

    name: str
    extension: str
    content: bytes = field(repr=False)
    group_id: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A paper that was sent in; its bytes come from Document/GetFile by ``document_id``."""

    name: str
    extension: str
    document_id: str
    group_id: str
    comment: str
    job_id: str
