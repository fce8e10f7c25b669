"""The timeline: what is next, what happened, and the stage of the file, in words."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.dossier.course import Course
from portal.dossier.facts import Stage
from portal.dossier.presenters.documents import present_documents
from portal.dossier.presenters.words import find_meaning
from portal.file.kinds import Kind
from portal.file.news import DateAhead
from portal.integrations.tagor.values.dossier import AgendaItem, CourtDate
from portal.web.formats import day, moment, money

FIRST_SHOWN = 12
JUDGMENT = re.compile(r"vonnis|arrest|jugement|arrêt|urteil", re.IGNORECASE)
WARRANT = re.compile(r"dwangbevel|contrainte", re.IGNORECASE)

STAGES: dict[Stage, tuple[str | Promise, str | Promise]] = {
    Stage.AMICABLE: (
        gettext_lazy("Without a judge (amicable stage)"),
        gettext_lazy(
            "The office asks you to pay. As far as this file shows, no judge is involved. "
            "Without a judge or an official title, nobody may seize anything."
        ),
    ),
    Stage.JUDICIAL: (
        gettext_lazy("With a judge (judicial stage)"),
        gettext_lazy("A judge decides about this debt, or has decided. You can still agree with the office."),
    ),
    Stage.DECIDED: (
        gettext_lazy("After the judgment (judicial stage)"),
        gettext_lazy("There is a judgment, or another official title. You can still agree with the office."),
    ),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One day of the timeline. ``note``: what the office itself wrote; ``link``: the words to ``address``."""

    when: str
    title: str
    text: str = ""
    note: str = ""
    address: str = ""
    link: str = ""


Dated = tuple[datetime, Step]


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """``stage``: its name and what it means, None when it is not known. ``earlier``: what is folded away."""

    stage: tuple[str, str] | None
    ahead: list[Step]
    happened: list[Step]
    earlier: list[Step]
    has_calendar: bool
    is_shared: bool


def present_timeline(
    course: Course, *, now: datetime, may_open: Callable[[str], bool] = bool
) -> TimelinePage:
    """What comes next first; of what happened the newest first. ``may_open``: whether a link may be shown."""
    coming = list_coming(course, now=now)
    happened = [_tie(step, may_open) for step in _list_happened(course, now=now)]
    stage = STAGES.get(course.stage) if course.stage else None
    return TimelinePage(
        stage=(str(stage[0]), str(stage[1])) if stage else None,
        ahead=[_tie(_present_ahead(one), may_open) for one in coming],
        happened=happened[:FIRST_SHOWN],
        earlier=happened[FIRST_SHOWN:],
        has_calendar=any(one.calendar for one in coming),
        is_shared=course.is_shared,
    )


def _tie(step: Step, may_open: Callable[[str], bool]) -> Step:
    return step if may_open(step.address) else replace(step, address="", link="")


def list_coming(course: Course, *, now: datetime) -> list[DateAhead]:
    """Dates of the rooms, days in court, and tasks that the office lets people see; the next one first."""
    told = [one for one in course.ahead if one.on >= timezone.localdate(now)]
    told += [_make_hearing_date(one, course) for one in course.appearances if _is_coming(one.at, now)]
    told += [_make_task_date(item, words) for item, words in course.agenda if _is_coming(item.at, now)]
    return sorted(told, key=lambda one: (one.on, one.at or _begin(one.on)))


def _make_hearing_date(one: CourtDate, course: Course) -> DateAhead:
    text = _("You can go there and say what you think. The letter from the court says how.")
    return _plan(one.at, _name_hearing(one, course), text)


def _make_task_date(item: AgendaItem, words: str) -> DateAhead:
    return _plan(item.at, words)


def _plan(at: datetime | None, title: str, text: str = "") -> DateAhead:
    """``at`` is in the future; midnight means that no time is known."""
    on = timezone.localdate(at)
    return DateAhead(on, title, text, at=None if at == _begin(on) else at, calendar=_("Appointment"))


def _present_ahead(one: DateAhead) -> Step:
    when = moment(one.at) if one.at else day(one.on)
    return Step(when, one.title, one.text, address=one.address, link=one.link)


def _list_happened(course: Course, *, now: datetime) -> list[Step]:
    """Everything of the past, newest first; of one moment what was told first stays first."""
    told = [
        *_list_room_steps(course),
        *_list_line_steps(course),
        *_list_court_steps(course, now),
        *_list_document_steps(course),
    ]
    told += [
        (item.at, Step(day(timezone.localdate(item.at)), words))
        for item, words in course.agenda
        if item.at and not _is_coming(item.at, now)
    ]
    past = (one for one in told if one[0] <= now)
    return [step for _at, step in sorted(past, key=lambda one: one[0], reverse=True)]


def _list_room_steps(course: Course) -> Iterator[Dated]:
    """What the portal itself knows; a booked payment appears as its line, if the lines could be read."""
    for one in course.told:
        if not one.is_in_lines or course.lines is None:
            link = _("See it") if one.own_address else ""
            yield one.at, Step(moment(one.at), one.text, address=one.own_address, link=link)


def _list_line_steps(course: Course) -> Iterator[Dated]:
    """Steps of the case, and payments."""
    steps = {line.line_id for line in course.steps}
    paid = (line for line in course.lines or () if course.kinds.get(line.line_id) is Kind.PAYMENT)
    for line in (*course.steps, *(line for line in paid if line.line_id not in steps)):
        if line.booked_on is None:
            continue
        kind = course.kinds.get(line.line_id)
        when, meaning = day(line.booked_on), find_meaning(line, kind)
        if kind is Kind.PAYMENT:
            words = _("The office received %(amount)s") % {"amount": money(abs(line.total_cents))}
            yield _begin(line.booked_on), Step(when, words)
        elif meaning is None:
            yield _begin(line.booked_on), Step(when, line.description or _("A step in this file"))
        else:
            step = Step(when, str(meaning.word), str(meaning.text), note=line.description)
            yield _begin(line.booked_on), step


def _list_court_steps(course: Course, now: datetime) -> Iterator[Dated]:
    for one in course.appearances:
        if one.at and not _is_coming(one.at, now):
            yield one.at, Step(day(timezone.localdate(one.at)), _name_hearing(one, course))
    for one in course.titles:
        if one.at:
            step = Step(day(timezone.localdate(one.at)), _name_title(one), _name_court(one, course))
            yield one.at, step


def _list_document_steps(course: Course) -> Iterator[Dated]:
    for row, one in zip(present_documents(course.documents), course.documents, strict=True):
        if one.dated_on:
            title = _("Document: %(name)s") % {"name": row.name}
            link = _("Download it (%(kind)s)") % {"kind": row.kind}
            yield _begin(one.dated_on), Step(row.when, title, address=row.href, link=link)


def _name_title(one: CourtDate) -> str:
    if WARRANT.search(one.text):
        return _("Order of a public authority to pay")
    return _("Judgment") if JUDGMENT.search(one.text) else _("Official title, such as a judgment")


def _name_hearing(one: CourtDate, course: Course) -> str:
    where = _name_court(one, course)
    return _("Hearing in court: %(where)s") % {"where": where} if where else _("Hearing in court")


def _name_court(one: CourtDate, course: Course) -> str:
    """Which court, and where; "" when unknown."""
    return ", ".join(name for name in (course.courts.get(one.court_code_id, ""), one.place) if name)


def _is_coming(at: datetime | None, now: datetime) -> bool:
    """Whether a time is in the future; a date without an hour counts until the day ends."""
    if at is None:
        return False
    on = timezone.localdate(at)
    return on >= timezone.localdate(now) if at == _begin(on) else at >= now


def _begin(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time()))
