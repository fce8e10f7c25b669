"""Dossier: what surrounds a file - agenda, court dates, info records, correspondence."""

from datetime import datetime
from typing import Any

from portal.sandbox.casework import AgendaItem, CourtDate
from portal.sandbox.clock import BRUSSELS
from portal.sandbox.office import Office
from portal.sandbox.records import File, InfoRecord
from portal.sandbox.seeds.codes import code_id, code_of
from portal.sandbox.tagor import texts
from portal.sandbox.tagor.operations import Request, operation
from portal.sandbox.tagor.version import has_version
from portal.sandbox.tagor.wire import Fields, Refused, context, dataset, page, wire_date, wire_moment


@operation("Dossier/GetAgenda")
def list_agenda(request: Request) -> dict[str, Any]:
    file = request.file()
    rows = [_agenda_row(request.office, item) for item in sorted(file.agenda, key=lambda item: item.at)]
    return context() | dataset("dsTAGENDAWeb", page(rows, request.context))


@operation("Dossier/CreateAgenda")
def create_agenda(request: Request) -> dict[str, Any]:
    """2.00 only; for the user of the row, else the one who calls."""
    file, office, user = request.file(), request.office, request.user
    created = []
    for row in map(Fields, request.fields.rows("dsTAGENDAWeb")):
        user_id = row.text("TUSER_Id")
        if user_id not in {"", "0", *office.people.users}:
            raise Refused(texts.USER_UNKNOWN)
        item = AgendaItem(
            job_id=office.next_id(),
            at=row.moment("TimeStampScheduled"),
            text=row.text("Omschrijving"),
            subject=row.text("Subject") or file.name,
            model=row.text("TJOBM_Omschr"),
            model_id=row.text("TJOBM_Id"),
            user_id=user_id if user_id not in {"", "0"} else (user.user_id if user else ""),
            manual=True,
        )
        file.agenda.append(item)
        created.append(_agenda_row(office, item))
    office.save(file)
    return context() | dataset("dsTAGENDAWeb", created)


def _agenda_row(office: Office, item: AgendaItem) -> dict[str, Any]:
    user = office.people.users.get(item.user_id)
    row: dict[str, Any] = {
        "Omschrijving": item.text,
        "TimeStampScheduled": wire_moment(item.at),
        "TJOBM_Omschr": item.model,
        "TQSTATUS_Id": code_id("TQSTATUS", item.status),
        "UserName": user.name if user else "",
        "Subject": item.subject,
    }
    if has_version(office, "2.00"):
        row |= {
            "TJOB_Id": item.job_id,
            "TJOBM_Id": item.model_id or "0",
            "TUSER_Id": item.user_id or "0",
            "Manueel": item.manual,
            "IsGeblokkeerd": item.blocked,
        }
    return row


@operation("Dossier/GetAppearance")
def list_appearances(request: Request) -> dict[str, Any]:
    rows = [
        _court_row(appearance)
        | {"TimeStampVerschijning": wire_moment(appearance.at), "Plaats": appearance.place}
        for appearance in request.file().appearances
    ]
    return context() | dataset("dsTDOSVERSCHIJNINGWeb", page(rows, request.context))


@operation("Dossier/GetTitle")
def list_titles(request: Request) -> dict[str, Any]:
    rows = [_court_row(title) | {"TimeStampTitel": wire_moment(title.at)} for title in request.file().titles]
    return context() | dataset("dsTDOSTITELWeb", page(rows, request.context))


def _court_row(date: CourtDate) -> dict[str, Any]:
    return {
        "TQRB_Id": code_id("TQRB", date.court),
        "TQKAMER_Id": code_id("TQKAMER", date.chamber),
        "Owning_RB_Entity": "TQRB",
        "Owning_RB_Id": code_id("TQRB", date.court),
        "Omschrijving": date.text,
    }


@operation("Dossier/GetCorrespondence")
def list_letters(request: Request) -> dict[str, Any]:
    """Under dsTDOSINFOWeb, as in the public description."""
    file = request.file()
    rows = [
        {"TDOS_Id": file.file_id, "Omschrijving": letter.text, "DatumInfo": wire_date(letter.on)}
        for letter in file.letters
    ]
    found = dataset("dsTDOSCorrespondenceWeb", page(rows, request.context))
    return context() | {"dsTDOSINFOWeb": found["dsTDOSCorrespondenceWeb"]}


@operation("Dossier/GetInfo")
def list_info(request: Request) -> dict[str, Any]:
    """What Tagor and people noted, oldest first."""
    file = request.file()
    rows = [_info_row(file, record) for record in request.office.info.get(file.file_id, [])]
    return context() | dataset("dsTDOSINFOWeb", page(rows, request.context))


@operation("Dossier/CreateInfoLine")
def create_info(request: Request) -> dict[str, Any]:
    created, office = [], request.office
    for row in map(Fields, request.fields.rows("dsTDOSINFOWeb")):
        file, now = request.get_file(row.text("TDOS_Id")), office.clock.now()
        code = code_of("TQINFO", row.text("TQINFO_Id"))
        if not code:
            raise Refused(texts.CODE_UNKNOWN)
        day = row.date("DatumInfo") if row.has("DatumInfo") else now.date()
        record = InfoRecord(
            at=now if day == now.date() else datetime.combine(day, datetime.min.time(), BRUSSELS),
            code=code,
            text=row.text("Omschrijving"),
            definition_id=row.text("TQINFODEF_Id") or "0",
        )
        office.write_info(file, record)
        created.append(_info_row(file, record))
    return context() | dataset("dsTDOSINFOWeb", created)


def _info_row(file: File, record: InfoRecord) -> dict[str, Any]:
    return {
        "TDOS_Id": file.file_id,
        "TQINFO_Id": code_id("TQINFO", record.code),
        "TQINFODEF_Id": record.definition_id,
        "Omschrijving": record.text,
        "DatumInfo": wire_date(record.at.astimezone(BRUSSELS).date()),
    }
