"""The operations of Tagor that pages, reminders, the outbox and the desk need, and with which credential."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal.integrations.tagor.client import TagorClient
from portal.integrations.tagor.filters import file_name_is
from portal.integrations.tagor.values.account import Credential, FileAccess


@dataclass(frozen=True, slots=True)
class Subject:
    """What an examination may read: a file, and what a defendant's letter opened."""

    file_id: str = ""
    access: FileAccess | None = None
    credential: Credential | None = None

    @property
    def party_id(self) -> str:
        """The defendant of the letter; empty without a letter."""
        return self.access.party_id if self.access else ""


@dataclass(frozen=True, slots=True)
class Need:
    """An operation that a page needs. ``ask`` is None where even one call would change something.

    ``is_office``: a defendant's credential allows it too, but here the office's key is needed.
    """

    operation: str
    page: str
    ask: Callable[[TagorClient, "Subject"], object] | None = None
    why_not: str = ""
    is_office: bool = False

    @property
    def name(self) -> str:
        """The name of its finding."""
        return f"tagor.permission.{self.operation}{'.office' if self.is_office else ''}"


def _with(subject: Subject) -> Credential:
    if subject.credential is None:
        raise LookupError("a letter")
    return subject.credential


def _of(subject: Subject) -> str:
    if not subject.file_id:
        raise LookupError("a file")
    return subject.file_id


def _who(subject: Subject) -> str:
    if not subject.party_id:
        raise LookupError("a letter")
    return subject.party_id


def _by_office(subject: Subject) -> dict[str, Any]:
    return {"credential": None, "file_id": _of(subject)}


WITH_OFFICE_KEY = (
    Need(
        "Code/GetDescription",
        "the words for lines and statuses",
        lambda tagor, _who: tagor.get_code_texts(wanted=[("TQSALDO", "1")], language="nl"),
    ),
    Need(
        "TagorService/KantoorOpen",
        "balance: is the office open",
        lambda tagor, who: tagor.get_office_open(file_id=_of(who)),
    ),
    Need(
        "Dossier/GetLines",
        "how the balance came about",
        lambda tagor, who: tagor.list_lines(file_id=_of(who)),
    ),
    Need(
        "Dossier/Search",
        "desk: finding a file",
        lambda tagor, _who: tagor.search_files(filters=[file_name_is("0")]),
    ),
    Need("Dossier/Get", "desk: a file", lambda tagor, who: tagor.get_file(file_id=_of(who))),
    Need("Document/Get", "papers", lambda tagor, who: tagor.list_documents(file_id=_of(who))),
    Need(
        "Dossier/GetPaymentPlans",
        "payment plan, reminders",
        lambda tagor, who: tagor.list_plan_parts(file_id=_of(who)),
    ),
    Need(
        "TagorService/PaymentInfo",
        "reminders, and sending a plan when the letter's link has ended",
        lambda tagor, who: tagor.get_running_plan(**_by_office(who)),
        is_office=True,
    ),
    Need(
        "TagorService/GetPaymentPlanCriteria",
        "sending a plan when the letter's link has ended",
        lambda tagor, who: tagor.get_plan_criteria(**_by_office(who)),
        is_office=True,
    ),
    Need(
        "TagorService/GetDosInfo",
        "following a payment after sign-out",
        lambda tagor, who: tagor.get_file_info(**_by_office(who), party_id=who.party_id),
        is_office=True,
    ),
    Need(
        "Dossier/GetBalances",
        "reminders: is everything paid",
        lambda tagor, who: tagor.list_balances(file_id=_of(who)),
    ),
    Need(
        "Dossier/GetParties",
        "desk: a file; messages: who is of the office",
        lambda tagor, who: tagor.list_parties(file_id=_of(who)),
    ),
    Need(
        "Message/GetSenderReceiverList",
        "messages: who takes them",
        lambda tagor, who: tagor.list_receivers(file_id=_of(who), party_id=who.party_id or None),
    ),
    Need(
        "Message/GetLog",
        "messages: whether one arrived",
        lambda tagor, who: tagor.list_message_log(file_id=_of(who)),
    ),
    Need(
        "Code/GetList",
        "notes, and where somebody can be reached: the kinds",
        lambda tagor, _who: tagor.list_codes(table="TQINFO"),
    ),
    Need("Dossier/GetAgenda", "timeline", lambda tagor, who: tagor.list_agenda(file_id=_of(who))),
    Need("Dossier/GetAppearance", "timeline", lambda tagor, who: tagor.list_appearances(file_id=_of(who))),
    Need("Dossier/GetTitle", "timeline", lambda tagor, who: tagor.list_titles(file_id=_of(who))),
    Need(
        "Dossier/GetCorrespondence",
        "desk: a file, its letters",
        lambda tagor, who: tagor.list_letters(file_id=_of(who)),
    ),
    Need(
        "Dossier/GetInfo",
        "desk: a file, its notes",
        lambda tagor, who: tagor.list_info_notes(file_id=_of(who)),
    ),
    Need(
        "Dossier/GetByDefendant",
        "the other files of a person",
        lambda tagor, who: tagor.list_files_of_defendant(party_id=_who(who)),
    ),
    Need(
        "Party/GetAddresses",
        "letters, and the question after a letter's link",
        lambda tagor, who: tagor.list_addresses(party_id=_who(who)),
    ),
    Need(
        "Party/GetContactDetails",
        "other ways to be reached",
        lambda tagor, who: tagor.list_contact_details(party_id=_who(who)),
    ),
)
WITH_LETTER = (
    Need(
        "TagorService/SelfServiceAllowed",
        "sign-in",
        lambda tagor, who: tagor.check_self_service(credential=_with(who), file_id=_of(who)),
    ),
    Need(
        "TagorService/GetDosInfo",
        "every page of the file",
        lambda tagor, who: tagor.get_file_info(
            credential=_with(who), file_id=_of(who), party_id=who.party_id
        ),
    ),
    Need(
        "TagorService/PaymentInfo",
        "balance: the running plan",
        lambda tagor, who: tagor.get_running_plan(credential=_with(who), file_id=_of(who)),
    ),
    Need(
        "TagorService/GetPaymentPlanCriteria",
        "payment plan",
        lambda tagor, who: tagor.get_plan_criteria(credential=_with(who), file_id=_of(who)),
    ),
)
NEVER_TRIED = (
    Need("TagorService/PinToFile", "sign-in", why_not="a wrong PIN may be counted"),
    Need("TagorService/GetSaldo", "balance", why_not="each call leaves a note in the file"),
    Need("Document/GetFile", "papers", why_not="it would fetch somebody's paper"),
    Need("TagorService/SavePaymentPlan", "payment plan", why_not="it would end a running plan"),
    Need(
        "TagorService/SavePaymentPlan",
        "sending a plan when the letter's link has ended",
        why_not="it would end a running plan",
        is_office=True,
    ),
    Need("TagorService/ApprovePaymentPlan", "desk: accepting a plan", why_not="it would accept a plan"),
    Need("Actions/SendMail", "reminders", why_not="it would send a mail"),
    Need("Actions/SendSms", "reminders", why_not="it would send a text message"),
    Need("Message/Add", "messages, asking to change a plan", why_not="it would send a message"),
    Need("Message/GetMessage", "messages: whether one was read", why_not="it needs a message"),
    Need("Message/ToggleRead", "messages: read at the desk", why_not="it would mark a message"),
    Need("Dossier/CreateInfoLine", "desk: a note", why_not="it would write a note in the file"),
    Need("Document/GetMergefield", "letters in bulk", why_not="it would fetch the link of a letter"),
    Need("Party/AddContactDetail", "other ways to be reached", why_not="it would write in the file"),
    Need("TagorService/ClipToFile", "desk: finding who calls", why_not="it needs somebody's telephone"),
    Need("TagorService/FileToHash", "a new link", why_not="it would send a link"),
    Need("Pay/Start", "payment", why_not="it would begin a payment"),
    Need("TagorService/OnlinePaymentReceived", "own payment page", why_not="it would book a payment"),
)
