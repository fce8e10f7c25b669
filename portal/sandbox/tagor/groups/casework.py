"""Dossier: what surrounds a file - agenda, court dates, info records, correspondence."""

from datetime import datetime
from typing import Any

from portal.sandbox.casework import AgendaItem
from portal.sandbox.clock import BRUSSELS
from portal.sandbox.office import Office
from portal.sandbox.records import InfoRecord
from portal.sandbox.seeds.codes import code_of
from portal.sandbox.tagor.columns import answer_rows, list_rows, write_row
from portal.sandbox.tagor.operations import Request, operation
from portal.sandbox.tagor.wire import Refused, context, page, require


@operation("Dossier/GetAgenda")
def list_agenda(request: Request) -> dict[str, Any]:
    file = request.file()
    rows = [_agenda_row(request.office, item) for item in sorted(file.agenda, key=lambda item: item.at)]
    return answer_rows("dsTAGENDAWeb", page(rows, request.context))


@operation("Dossier/CreateAgenda")
def create_agenda(request: Request) -> dict[str, Any]:
    """2.00 only; for the user of the row, else the one who calls."""
    file, office, user = request.file(), request.office, request.user
    created = []
    for row in request.fields.rows("dsTAGENDAWeb"):
        user_id = row.text("TUSER_Id")
        if user_id not in {"", "0", *office.people.users}:
            raise Refused("user-unknown")
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
    return answer_rows("dsTAGENDAWeb", created)


def _agenda_row(office: Office, item: AgendaItem) -> dict[str, Any]:
    user = office.people.users.get(item.user_id)
    row = write_row("dsTAGENDAWeb", item) | {"UserName": user.name if user else ""}
    return row | write_row("dsTAGENDAWeb_2", item) if office.has_version("2.00") else row


@operation("Dossier/GetAppearance")
def list_appearances(request: Request) -> dict[str, Any]:
    return list_rows(request, "dsTDOSVERSCHIJNINGWeb", request.file().appearances)


@operation("Dossier/GetTitle")
def list_titles(request: Request) -> dict[str, Any]:
    return list_rows(request, "dsTDOSTITELWeb", request.file().titles)


@operation("Dossier/GetCorrespondence")
def list_letters(request: Request) -> dict[str, Any]:
    """Under dsTDOSINFOWeb, as in the public description."""
    file = request.file()
    found = list_rows(request, "dsTDOSCorrespondenceWeb", file.letters, file=file)
    return context() | {"dsTDOSINFOWeb": found["dsTDOSCorrespondenceWeb"]}


@operation("Dossier/GetInfo")
def list_info(request: Request) -> dict[str, Any]:
    """What Tagor and people noted, oldest first."""
    file = request.file()
    return list_rows(request, "dsTDOSINFOWeb", request.office.info.get(file.file_id, []), file=file)


@operation("Dossier/CreateInfoLine")
def create_info(request: Request) -> dict[str, Any]:
    created, office = [], request.office
    for row in request.fields.rows("dsTDOSINFOWeb"):
        file, now = request.get_file(row.text("TDOS_Id")), office.clock.now()
        day = row.date("DatumInfo") if row.has("DatumInfo") else now.date()
        record = InfoRecord(
            at=now if day == now.date() else datetime.combine(day, datetime.min.time(), BRUSSELS),
            code=require(code_of("TQINFO", row.text("TQINFO_Id")), "code-unknown"),
            text=row.text("Omschrijving"),
            definition_id=row.text("TQINFODEF_Id") or "0",
        )
        office.write_info(file, record)
        created.append(write_row("dsTDOSINFOWeb", record, file=file))
    return answer_rows("dsTDOSINFOWeb", created)
