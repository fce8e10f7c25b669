"""Dossier: a file, how to find one, its balances, parties and sub-files, and how to stop it."""

from typing import Any

from portal.sandbox.records import File, InfoRecord
from portal.sandbox.seeds.codes import code_id
from portal.sandbox.tagor.columns import answer_rows, list_rows, write_row
from portal.sandbox.tagor.filters import matches, read_conditions
from portal.sandbox.tagor.operations import Request, operation
from portal.sandbox.tagor.wire import Refused, amount_text, context, dataset, page, wire_date

STOPPED, CLOSED = "STOPKL", "AFGESLOTEN"


@operation("Dossier/Get")
def get_file(request: Request) -> dict[str, Any]:
    return answer_rows("dsTDOSWeb", [_file_row(request.file())])


def _file_row(file: File) -> dict[str, Any]:
    changed = wire_date(file.changed_on)
    return (
        write_row("file", file)
        | write_row("dsTDOSWeb", file)
        | {
            "StatusDatum_Alarm": changed if file.alarm else None,
            "StatusDatum_Klant": changed if file.client_stage else None,
            "Subdossier": bool(file.parent_id),
        }
    )


@operation("Dossier/Search")
def search_files(request: Request) -> dict[str, Any]:
    """Files the user may see that meet every row of dsFilter; all of them without a row."""
    conditions = read_conditions(request.fields)
    rows = [_search_row(file) for file in request.files() if matches(file, conditions)]
    return answer_rows("dsTDOSSearch", page(rows, request.context))


def _search_row(file: File) -> dict[str, Any]:
    paid = [payment.confirmed_on for payment in file.payments if payment.confirmed_on]
    appeared = [appearance.at.date() for appearance in file.appearances]
    return write_row("file", file) | {
        **write_row("dsTDOSSearch", file),
        "DatumLtstBet": wire_date(max(paid, default=None)),
        "Verschijningsdatum": wire_date(max(appeared, default=None)),
    }


@operation("Dossier/GetByDefendant")
def list_files_of_defendant(request: Request) -> dict[str, Any]:
    """The answer comes under another name than its dataset, as in the public description."""
    party_id = request.context.text("TPAR_Id")
    rows = [
        write_row("dsTDOSDefendantWeb", party, file=file)
        for file in request.files()
        for party in file.defendants
        if party.party_id == party_id
    ]
    found = dataset("dsTDOSDefendantWeb", page(rows, request.context))
    return context() | {"dsTDOSWeb": found["dsTDOSDefendantWeb"]}


@operation("Dossier/GetSub")
def list_sub_files(request: Request) -> dict[str, Any]:
    file = request.file()
    subs = [sub for sub in request.files() if sub.parent_id == file.file_id]
    return list_rows(request, "dsTDOSDOSWeb", subs)


@operation("Dossier/Stop")
def stop_file(request: Request) -> dict[str, Any]:
    """Marks the file as stopped by the client and closed (ASSUMED); a second time changes nothing."""
    file, user, office = request.file(), request.user, request.office
    if user and "STOP" not in user.toggles:
        raise Refused("stop-not-allowed")
    if not file.stop:
        today = office.clock.today()
        file.stop, file.status, file.stopped_on, file.changed_on = STOPPED, CLOSED, today, today
        note = f"Dossier gestopt door {user.name if user else 'onbekend'}"
        office.write_info(file, InfoRecord(at=office.clock.now(), code="NOTA", text=note))
        office.save(file)
    return answer_rows("dsTDOSWeb", [_file_row(file)])


@operation("Dossier/GetBalances")
def list_balances(request: Request) -> dict[str, Any]:
    """VRW is the defendant's balance; amounts are strings here."""
    file = request.file()
    rows = [
        {"TQSALDO_Id": code_id("TQSALDO", code), "Bedrag": amount_text(value)}
        for code, value in (("VRW", file.balance_cents), ("AANL", file.claim_cents), ("KLANT", 0))
    ]
    return answer_rows("dsTDOSSALDOWeb", rows)


@operation("Dossier/GetParties")
def list_parties(request: Request) -> dict[str, Any]:
    """Everybody, with national numbers: Tagor filters nothing."""
    file = request.file()
    return list_rows(request, "dsTDOSPARWeb", file.parties)
