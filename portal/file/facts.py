"""The facts of the file itself, except the balance, which has its own module (``balance``)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portal import registry
from portal.file.codes import OwnWord, find_kinds, find_own_words, find_words, get_texts
from portal.file.declaration import DerivedFact, FetchedFact, Reading
from portal.file.fact_cache import ForSeconds, InSession
from portal.file.kinds import Kind
from portal.file.known_numbers import store_number
from portal.file.parts import Sums, add_up
from portal.file.visit import Visit
from portal.integrations.tagor.values.account import (
    Balance,
    Document,
    FileInfo,
    Line,
    RunningPlan,
)
from portal.web.typed.names import LEGAL_FORMS

HEAD_S = 60
BALANCE_TABLE, OF_DEFENDANT = "TQSALDO", "VRW"
OF_DEFENDANT_WORDS = re.compile(r"verweerder|débiteur|défendeur|schuldenaar", re.IGNORECASE)
OWN_PARTY_S = 3600
LINES_S = 180
DOCUMENTS_S = 180


@dataclass(frozen=True, slots=True)
class OwnParty:
    """The debtor: ``is_company`` by its legal form, so no income is protected; ``is_shared``: with others."""

    is_company: bool = False
    is_shared: bool = False


def _fetch_head(visit: Visit) -> FileInfo:
    return registry.tagor().get_file_info(
        credential=visit.credential, file_id=visit.file_id, party_id=visit.party_id
    )


def _fetch_plan(visit: Visit) -> RunningPlan:
    return registry.tagor().get_running_plan(credential=visit.credential, file_id=visit.file_id)


def _fetch_office_open(visit: Visit) -> bool:
    return registry.tagor().get_office_open(file_id=visit.file_id)


def _fetch_own_party(visit: Visit) -> OwnParty:
    parties = registry.tagor().list_parties(file_id=visit.file_id)
    own = next((one for one in parties if one.party_id == visit.party_id), None)
    if own is None:
        return OwnParty()
    form = own.form.casefold().replace(".", "").replace(" ", "")
    alike = [one for one in parties if one.role_code_id == own.role_code_id]
    return OwnParty(is_company=form in LEGAL_FORMS, is_shared=len(alike) > 1)


def _fetch_lines(visit: Visit) -> tuple[Line, ...]:
    told = registry.tagor().list_lines(file_id=visit.file_id, for_defendant=True)
    return tuple(sorted(told, key=lambda line: line.booked_on or date.max))


def _fetch_documents(visit: Visit) -> tuple[Document, ...]:
    told = registry.tagor().list_documents(file_id=visit.file_id)
    return tuple(sorted(told, key=lambda one: one.dated_on or date.min, reverse=True))


def _fetch_balances(visit: Visit) -> tuple[Balance, ...]:
    return registry.tagor().list_balances(file_id=visit.file_id)


def _make_sums(reading: Reading) -> Sums:
    lines, kinds, words = reading[LINES], reading[KINDS], reading[WORDS]
    return add_up(lines, kinds, words)


def _make_kinds(reading: Reading) -> Mapping[str, Kind | None]:
    lines = reading[LINES]
    return find_kinds(lines)


def _make_words(reading: Reading) -> Mapping[str, str]:
    lines = reading[LINES]
    return find_words(lines)


def _make_own_words(reading: Reading) -> Mapping[str, OwnWord]:
    lines = reading[LINES]
    return find_own_words(lines)


def _make_kept_balance(reading: Reading) -> int | None:
    balances = reading[BALANCES]
    texts = get_texts((BALANCE_TABLE, one.code_id) for one in balances)
    own = {pair[1] for pair, text in texts.items() if text.code.upper() == OF_DEFENDANT}
    if not own:
        told = get_texts(((BALANCE_TABLE, one.code_id) for one in balances), "nl")
        own = {pair[1] for pair, text in told.items() if OF_DEFENDANT_WORDS.search(text.text)}
    return max((one.amount_cents for one in balances if one.code_id in own), default=None)


HEAD = FetchedFact[FileInfo](name="head", key="defendant", fetch=_fetch_head, keep=ForSeconds(HEAD_S))
"""Number, parties, last payments, which rarely change between two pages."""


@dataclass(frozen=True, slots=True)
class _NumberInSession(InSession[str]):
    """For its person in the session; once a session also for staff, whose lists hold only Tagor's id."""

    def store(self, visit: Visit, name: str, told: str) -> str:
        """As ``Keeper``."""
        if visit.session.get(self.key) != told:
            store_number(visit.file_id, told)
        return InSession.store(self, visit, name, told)


FILE_NUMBER = DerivedFact[str](
    name="file-number",
    needs=(HEAD,),
    make=lambda reading: reading[HEAD].file_name,
    keep=_NumberInSession("file_number", write=str, read=str),
)

RUNNING_PLAN = FetchedFact[RunningPlan](name="plan", key="defendant", fetch=_fetch_plan)
"""Whether a plan runs, its monthly sum, and the arrears."""

OFFICE_OPEN = FetchedFact[bool](name="open", key="office", fetch=_fetch_office_open)

OWN_PARTY = FetchedFact[OwnParty](
    name="own-party", key="office", fetch=_fetch_own_party, keep=ForSeconds(OWN_PARTY_S)
)

LINES = FetchedFact[tuple[Line, ...]](
    name="lines", key="office", fetch=_fetch_lines, keep=ForSeconds(LINES_S)
)
"""Every line meant for the defendant, oldest first, undated ones last."""

KINDS = DerivedFact[Mapping[str, Kind | None]](name="kinds", needs=(LINES,), make=_make_kinds)
"""The kind of every line, by its id; None when it is unknown."""

WORDS = DerivedFact[Mapping[str, str]](name="words", needs=(LINES,), make=_make_words)
"""The office's name for every line, by its id, in the language of the page."""

OWN_WORDS = DerivedFact[Mapping[str, OwnWord]](name="own-words", needs=(LINES,), make=_make_own_words)
"""The office's own word and sentence for a line, by its id, where it wrote them for the line's code."""

SUMS = DerivedFact[Sums](name="sums", needs=(LINES, KINDS, WORDS), make=_make_sums, keep=ForSeconds(LINES_S))
"""The sums of the lines, cached as long as the lines."""

DOCUMENTS = FetchedFact[tuple[Document, ...]](
    name="documents", key="office", fetch=_fetch_documents, keep=ForSeconds(DOCUMENTS_S)
)
"""The documents, newest first, without content."""

BALANCES = FetchedFact[tuple[Balance, ...]](
    name="balances", key="office", fetch=_fetch_balances, keep=ForSeconds(HEAD_S)
)
"""Tagor's balances of the file, by their codes. Unlike ``balance.BALANCE``, reading them writes nothing."""

KEPT_BALANCE = DerivedFact[int | None](name="kept-balance", needs=(BALANCES,), make=_make_kept_balance)
"""The defendant's balance among them, in cents: for staff and workers, instead of calling GetSaldo."""

BOOKED = (HEAD, LINES, SUMS, BALANCES)
"""The facts that a payment changes."""
