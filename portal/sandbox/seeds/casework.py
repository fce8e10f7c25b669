"""What happened around each seeded file: handler, judgment and hearing, agenda, letters, messages."""

from datetime import date, datetime, time, timedelta
from typing import Any

from portal.sandbox.casework import AgendaItem, CourtDate, Letter, Message
from portal.sandbox.clock import BRUSSELS
from portal.sandbox.records import File, Party
from portal.sandbox.seeds.people import HANDLER_ID, OFFICE
from portal.sandbox.seeds.table import Seed

JOB_ID = 9_000_000_000_000_700_000
MESSAGE_ID = 9_000_000_000_000_800_000
COURTS = {"VONNIS": ("VRED", "Vonnis"), "FISCAAL": ("REA", "Dwangbevel")}
WEB_MESSAGE = "Webbericht"


def add_casework(file: File, today: date) -> None:
    """The usual course of a file of some seven months."""
    file.handler_id = HANDLER_ID
    file.created_on, file.changed_on = today - timedelta(days=215), today - timedelta(days=8)
    if file.stop:
        file.stopped_on = today - timedelta(days=8)
    if file.kind in COURTS:
        _add_court_dates(file, today)
    for days, text in ((200, "Aanmaning verzonden"), (10, "Brief aan verweerder verzonden")):
        file.letters.append(Letter(on=today - timedelta(days=days), text=text))
    _plan(file, _at(today, -10, 9), "Brief verzenden", status="UITGEVOERD")
    _plan(file, _at(today, 12, 9, 30), "Opvolging betaling", manual=True)


def _add_court_dates(file: File, today: date) -> None:
    court, text = COURTS[file.kind]
    file.titles.append(CourtDate(at=_at(today, -100, 14), court=court, chamber="K1", text=text))
    file.appearances.append(
        CourtDate(at=_at(today, -130, 9), court=court, chamber="K1", text="Inleiding", place="Gent")
    )


def add_special(file: File, seed: Seed, today: date) -> None:
    """Tasks, a hearing to come and messages that only this file has."""
    if seed.hearing:
        days, text, place = seed.hearing
        file.titles.clear()
        file.appearances.append(
            CourtDate(at=_at(today, days, 9), court="VRED", chamber="K1", text=text, place=place)
        )
    for days, hour, text, model in seed.tasks:
        _plan(file, _at(today, days, hour), text, model=model)
    people = {"claimant": file.claimant, "defendant": file.defendants[0], "office": OFFICE}
    for number, row in enumerate(seed.messages, start=1):
        at = _at(today, -row.days, row.hour, row.minute)
        message = make_message(
            file,
            people[row.sender],
            people[row.receiver],
            subject=row.subject,
            at=at,
            message_id=str(MESSAGE_ID + int(file.file_id) % 1000 * 100 + number),
            job_id=_plan(file, at, "Bericht ontvangen", model=WEB_MESSAGE, status="UITGEVOERD").job_id,
            body=row.body,
            read=row.read,
            attachment_ids=[one.document_id for one in file.documents if one.name == row.attachment],
        )
        file.messages.append(message)


def make_message(
    file: File, sender: Party, receiver: Party, *, subject: str, at: datetime, **fields: Any
) -> Message:
    """A message, and its line among the letters of the file."""
    file.letters.append(Letter(on=at.date(), text=f"{WEB_MESSAGE}: {subject}"))
    return Message(
        sender_id=sender.party_id,
        sender=sender.name,
        receiver_id=receiver.party_id,
        receiver=receiver.name,
        subject=subject,
        at=at,
        incoming=receiver.role == "KANTOOR",
        status_at=at,
        tags=[WEB_MESSAGE],
        **fields,
    )


def _plan(
    file: File, at: datetime, text: str, *, status: str = "GEPLAND", model: str = "", manual: bool = False
) -> AgendaItem:
    item = AgendaItem(
        job_id=str(JOB_ID + int(file.file_id) % 1000 * 100 + len(file.agenda) + 1),
        at=at,
        text=text,
        subject=file.name,
        model=model,
        status=status,
        user_id=HANDLER_ID,
        manual=manual,
    )
    file.agenda.append(item)
    return item


def _at(today: date, days: int, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(today + timedelta(days=days), time(hour, minute), BRUSSELS)
