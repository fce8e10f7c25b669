"""Facts for the timeline of a file: steps of the case, court, agenda, stage; and the person’s other files."""

import re
from collections.abc import Mapping
from enum import StrEnum

from portal import registry
from portal.file.codes import BELGIAN, get_texts
from portal.file.declaration import DerivedFact, FetchedFact, Reading
from portal.file.fact_cache import ForSeconds
from portal.file.facts import HEAD
from portal.file.visit import Visit
from portal.integrations.tagor.values.account import CodeText, Line
from portal.integrations.tagor.values.dossier import AgendaItem, CourtDate, DefendantFile

KEPT_S = 180
OTHERS_S = 600
STATUS, COURT = "TQSTATUS", "TQRB"
_AMICABLE = re.compile(r"minnelijk|amiable", re.IGNORECASE)
_JUDICIAL = re.compile(r"gerechtelijk|judiciaire|uitvoering|exécution", re.IGNORECASE)
STAGE_CODES = {"MIN": "amicable", "GER": "judicial"}


class Stage(StrEnum):
    """How far a debt has come: only letters, before a court, or decided."""

    AMICABLE = "amicable"
    JUDICIAL = "judicial"
    DECIDED = "decided"


def _fetch_steps(visit: Visit) -> tuple[Line, ...]:
    return registry.tagor().list_lines(file_id=visit.file_id, for_defendant=True, evolution_only=True)


def _fetch_appearances(visit: Visit) -> tuple[CourtDate, ...]:
    return registry.tagor().list_appearances(file_id=visit.file_id)


def _fetch_titles(visit: Visit) -> tuple[CourtDate, ...]:
    return registry.tagor().list_titles(file_id=visit.file_id)


def _fetch_agenda(visit: Visit) -> tuple[AgendaItem, ...]:
    return registry.tagor().list_agenda(file_id=visit.file_id)


def _fetch_others(visit: Visit) -> tuple[DefendantFile, ...]:
    told = registry.tagor().list_files_of_defendant(party_id=visit.party_id)
    return tuple(one for one in told if one.file_id != visit.file_id)


def _make_courts(reading: Reading) -> Mapping[str, str]:
    dates = (*(reading.get(APPEARANCES) or ()), *(reading.get(TITLES) or ()))
    texts = get_texts((COURT, one.court_code_id) for one in dates)
    return {pair[1]: text.text for pair, text in texts.items()}


def _make_stage(reading: Reading) -> Stage | None:
    """A judgment or a day in court is proof; else the office's own word for it, Dutch or French, counts."""
    if reading.get(TITLES):
        return Stage.DECIDED
    if reading.get(APPEARANCES):
        return Stage.JUDICIAL
    pair = (STATUS, reading[HEAD].stage_id)
    told = [get_texts([pair], language).get(pair) for language in BELGIAN]
    return _read_stage([text for text in told if text])


def _read_stage(texts: list[CodeText]) -> Stage | None:
    for text in texts:
        known = STAGE_CODES.get(text.code.upper())
        if known:
            return Stage(known)
        if _AMICABLE.search(text.text):
            return Stage.AMICABLE
        if _JUDICIAL.search(text.text):
            return Stage.JUDICIAL
    return None


STEPS = FetchedFact[tuple[Line, ...]](name="steps", key="office", fetch=_fetch_steps, keep=ForSeconds(KEPT_S))
"""Lines that the office marked as steps of the case, meant for the defendant."""

APPEARANCES = FetchedFact[tuple[CourtDate, ...]](
    name="appearances", key="office", fetch=_fetch_appearances, keep=ForSeconds(KEPT_S)
)
"""Days in court, past and to come."""

TITLES = FetchedFact[tuple[CourtDate, ...]](
    name="titles", key="office", fetch=_fetch_titles, keep=ForSeconds(KEPT_S)
)
"""Judgments and their equivalents."""

AGENDA = FetchedFact[tuple[AgendaItem, ...]](
    name="agenda", key="office", fetch=_fetch_agenda, keep=ForSeconds(KEPT_S)
)
"""The office's own agenda of the file: only what the office allowed is shown, in words meant for people."""

COURTS = DerivedFact[Mapping[str, str]](name="courts", helped_by=(APPEARANCES, TITLES), make=_make_courts)
"""The names of the courts, by the ids of their codes, in the language of the page."""

STAGE = DerivedFact[Stage | None](
    name="stage", needs=(HEAD,), helped_by=(APPEARANCES, TITLES), make=_make_stage
)
"""None when unknown."""

OTHER_FILES = FetchedFact[tuple[DefendantFile, ...]](
    name="other-files", key="office", fetch=_fetch_others, keep=ForSeconds(OTHERS_S)
)
"""The person's other files, only for a visit that passed the second check."""
