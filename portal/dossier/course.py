"""The course of a file: what happened, what is next, and until when the person can act."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.dossier.facts import AGENDA, APPEARANCES, COURTS, STAGE, STEPS, TITLES, Stage
from portal.file.balance import BALANCE
from portal.file.declaration import Fact, Missing
from portal.file.facts import DOCUMENTS, HEAD, KINDS, LINES, OWN_PARTY
from portal.file.kinds import Kind
from portal.file.models import AgendaWord
from portal.file.news import DateAhead, list_ahead, make_now, read_with_plan
from portal.file.reading import recall
from portal.file.timeline import TimelineEntry, list_own_timeline
from portal.file.visit import Visit
from portal.integrations.tagor.values.account import Document, Line
from portal.integrations.tagor.values.dossier import AgendaItem, CourtDate
from portal.web.languages import get_base_language


@dataclass(frozen=True, slots=True)
class Course:
    """The data of the course; a part that could not be read is empty, and named in ``missing``.

    ``steps``: lines of the account that the office marked as steps of the case. ``agenda``: tasks it lets
    people see, each with its words. ``courts``: their names by the ids of their codes.
    """

    stage: Stage | None
    steps: tuple[Line, ...]
    lines: tuple[Line, ...] | None
    kinds: Mapping[str, Kind | None]
    documents: tuple[Document, ...]
    appearances: tuple[CourtDate, ...]
    titles: tuple[CourtDate, ...]
    courts: Mapping[str, str]
    agenda: tuple[tuple[AgendaItem, str], ...]
    told: tuple[TimelineEntry, ...]
    ahead: tuple[DateAhead, ...]
    missing: Missing
    is_shared: bool = False


def get_course(visit: Visit) -> Course:
    """Read the course, without the balance. Never raises for a failing system."""
    allowed = {word.model.casefold(): word for word in AgendaWord.objects.all()}
    facts: list[Fact[Any]] = [
        HEAD,
        STEPS,
        LINES,
        KINDS,
        DOCUMENTS,
        APPEARANCES,
        TITLES,
        COURTS,
        STAGE,
        OWN_PARTY,
    ]
    if allowed:
        facts.append(AGENDA)
    reading = read_with_plan(visit, *facts)
    own = reading.get(OWN_PARTY)
    balance = recall(visit, BALANCE)
    now = make_now(
        visit,
        reading,
        balance_cents=balance.cents if balance else None,
        as_of=balance.as_of if balance else None,
    )
    return Course(
        stage=reading.get(STAGE),
        steps=reading.get(STEPS) or (),
        lines=reading.get(LINES),
        kinds=reading.get(KINDS) or {},
        documents=reading.get(DOCUMENTS) or (),
        appearances=reading.get(APPEARANCES) or (),
        titles=reading.get(TITLES) or (),
        courts=reading.get(COURTS) or {},
        agenda=_choose_allowed(reading.get(AGENDA) or (), allowed),
        told=tuple(list_own_timeline(visit)),
        ahead=tuple(list_ahead(now)),
        missing=reading.find_missing(),
        is_shared=own is not None and own.is_shared,
    )


def _choose_allowed(
    items: tuple[AgendaItem, ...], allowed: Mapping[str, AgendaWord]
) -> tuple[tuple[AgendaItem, str], ...]:
    """Only tasks of a model that the office allowed, in the office's words; never the task's own text."""
    shown = [(one, allowed[one.model.casefold()]) for one in items if one.model.casefold() in allowed]
    language = get_base_language()
    return tuple((one, str(getattr(word, language))) for one, word in shown if not one.is_blocked)
